/** Why a query ended without a result: what `Status` of GetQueryExecution says. No message holds a value of a column. */
export class QueryError extends Error {
  override name = "QueryError";
  /** Cancelled by the service: the limit of bytes that a work group sets. */
  readonly state: "FAILED" | "CANCELLED";
  /** `AthenaError`; undefined for cancelled queries, which have none. */
  readonly kind: ErrorKind;

  constructor(
    message: string,
    kind: ErrorKind,
    options: { readonly state?: "CANCELLED"; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.state = options.state ?? "FAILED";
    this.kind = kind;
  }
}

/** Category and type of Athena's error catalog (https://docs.aws.amazon.com/athena/latest/ug/error-reference.html). */
export interface ErrorKind {
  /** 1: system, 2: user, 3: other. */
  readonly category: 1 | 2 | 3;
  readonly type: number;
  readonly retryable: boolean;
}

const user = (type: number): ErrorKind => ({ category: 2, type, retryable: false });

/** The kinds that occur here, by Trino's names. */
export const errorKinds = {
  COLUMN_NOT_FOUND: user(1006),
  CATALOG_NOT_FOUND: user(1006),
  SCHEMA_NOT_FOUND: user(1301),
  TABLE_NOT_FOUND: user(1301),
  TYPE_MISMATCH: user(1002),
  FUNCTION_NOT_FOUND: user(1303),
  DIVISION_BY_ZERO: user(1001),
  INVALID_CAST_ARGUMENT: user(1100),
  INVALID_PARAMETER_USAGE: user(1000),
  NOT_SUPPORTED: user(1200),
  GENERIC_USER_ERROR: user(1000),
  HIVE_BAD_DATA: user(1000),
  HIVE_PATH_ALREADY_EXISTS: user(1000),
  INSUFFICIENT_LAKE_FORMATION_PERMISSIONS: user(1000),
  PERMISSION_DENIED: user(1000),
  EXCEEDED_LOCAL_MEMORY_LIMIT: { category: 2, type: 0, retryable: true },
  /** Of the sandbox. */
  INTERNAL: { category: 1, type: 200, retryable: true },
} as const satisfies Readonly<Record<string, ErrorKind>>;

/** A name of `errorKinds`. */
export type ErrorName = keyof typeof errorKinds;

/** `NAME: line 1:8: text`, as Athena words the errors of its engine. */
export function queryError(name: ErrorName, text: string, cause?: unknown): QueryError {
  return new QueryError(`${name}: ${text}`, errorKinds[name], cause === undefined ? {} : { cause });
}

/** Where a byte of a SQL text stands, as Trino counts: `line 2:7`. @param byte from 0, in UTF-8 */
export function lineAndColumn(sql: string, byte: number): string {
  const before = Buffer.from(sql).subarray(0, Math.max(0, byte)).toString("utf8").split("\n");
  return `line ${before.length}:${(before.at(-1) ?? "").length + 1}`;
}
