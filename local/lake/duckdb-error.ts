import { z } from "zod";
import { QueryError, queryError, errorKinds } from "./query-error.js";
import type { PlaceOf } from "./sql-tree.js";

const detailSchema = z.looseObject({
  exception_type: z.string(),
  exception_message: z.string(),
  position: z.coerce.number().optional(),
  error_subtype: z.string().optional(),
  type: z.string().optional(),
  name: z.string().optional(),
});
type Detail = z.infer<typeof detailSchema>;

/** The query that an error came from. */
export interface FailedQuery {
  /** Bytes in front of the caller's SELECT in the text that DuckDB was given. */
  readonly shift: number;
  readonly placeOf: PlaceOf;
  /** What the caller's SELECT names at a byte, as far as it is a column; undefined where it is none. */
  readonly columnAt: (byte: number) => string | undefined;
}

/**
 * What Athena would say of an error of DuckDB. The same for columns that are withheld and for columns that nobody has:
 * the database of a role holds neither. DuckDB's hints and the values that it quotes are left out; its own words never
 * get through.
 */
export function athenaError(cause: unknown, query: FailedQuery): QueryError {
  const detail = detailOf(cause);
  if (detail === undefined) {
    return new QueryError("GENERIC_INTERNAL_ERROR: The engine failed; see the sandbox's log.", errorKinds.INTERNAL, {
      cause,
    });
  }
  const byte = Math.max(0, (detail.position ?? 0) - query.shift);
  const at = query.placeOf(byte);
  const missing = missingColumn(detail);
  if (missing !== undefined) {
    const name = (query.columnAt(byte) ?? missing).toLowerCase();
    const text = `Column '${name}' cannot be resolved or requester is not authorized to access requested resources`;
    return queryError("COLUMN_NOT_FOUND", `${at}: ${text}`, cause);
  }
  switch (detail.exception_type) {
    case "Catalog":
      return /function/i.test(detail.type ?? "")
        ? queryError("FUNCTION_NOT_FOUND", `${at}: Function '${detail.name ?? ""}' not registered`, cause)
        : queryError("TABLE_NOT_FOUND", `${at}: Table '${detail.name ?? ""}' does not exist`, cause);
    case "Conversion":
    case "Mismatch Type":
      return queryError("INVALID_CAST_ARGUMENT", `${at}: Cannot cast a value to ${castTarget(detail)}`, cause);
    case "Divide by Zero":
      return queryError("DIVISION_BY_ZERO", `${at}: Division by zero`, cause);
    case "Out of Memory":
      return queryError("EXCEEDED_LOCAL_MEMORY_LIMIT", "Query exhausted resources at this scale factor", cause);
    case "Binder":
      return detail.error_subtype === "NO_MATCHING_FUNCTION"
        ? queryError("TYPE_MISMATCH", `${at}: Unexpected parameters for function ${detail.name ?? ""}`, cause)
        : queryError("GENERIC_USER_ERROR", `${at}: The query does not fit its tables`, cause);
    case "Permission":
    case "Not implemented":
      return queryError("NOT_SUPPORTED", `${at}: The query uses what the sandbox does not run`, cause);
    case "Parser":
      return queryError("GENERIC_USER_ERROR", `${at}: The query cannot be read`, cause);
    default:
      return queryError("GENERIC_USER_ERROR", `${at}: The query cannot be carried out`, cause);
  }
}

/** Whether DuckDB ended a query because it was told to. */
export function isInterrupt(error: unknown): boolean {
  return detailOf(error)?.exception_type === "INTERRUPT";
}

function detailOf(error: unknown): Detail | undefined {
  const message = error instanceof Error ? error.message : "";
  const start = message.indexOf("{");
  if (start === -1) return undefined;
  try {
    return detailSchema.parse(JSON.parse(message.slice(start)));
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof z.ZodError) return undefined;
    throw cause;
  }
}

/** DuckDB's ways to say that a column is not there; the first group is its name. */
const missingColumnTexts = [
  /^Table "[^"]*" does not have a column named "([^"]*)"/,
  /^Referenced (?:column|table) "([^"]*)" not found/,
  /^Column "([^"]*)" (?:in \w+ list not found|does not exist)/,
  /^Could not find (?:column|key) "([^"]*)"/,
];

function missingColumn(detail: Detail): string | undefined {
  if (detail.error_subtype === "COLUMN_NOT_FOUND" && detail.name !== undefined) return detail.name;
  if (detail.exception_type !== "Binder") return undefined;
  for (const pattern of missingColumnTexts) {
    const name = pattern.exec(detail.exception_message)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}

function castTarget({ exception_message: message }: Detail): string {
  const target = / to (?:type )?([A-Z][A-Z0-9_]*)/.exec(message)?.[1];
  if (target === undefined) return "another type";
  const names: Readonly<Record<string, string>> = {
    INT64: "bigint",
    INT32: "integer",
    INT16: "smallint",
    INT8: "tinyint",
  };
  return names[target] ?? target.toLowerCase();
}
