import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { AwsError } from "../aws-json/aws-error.js";
import type { Disposable } from "../disposable.js";
import { openEmptyLockedDatabase } from "./locked-database.js";
import { lineAndColumn } from "./query-error.js";
import { unloadStatement, type UnloadTarget } from "./unload-statement.js";

/** A statement that Athena takes, read. */
export interface LakeStatement {
  readonly type: "SELECT" | "UNLOAD";
  /** The SELECT, of an UNLOAD the one inside; without a semicolon at its end. */
  readonly select: string;
  /** Bytes in front of `select` in the text as it was sent. */
  readonly offset: number;
  /** The SELECT as DuckDB's parser sees it, for `readSqlTree`. */
  readonly tree: unknown;
  /** Number of question marks. */
  readonly parameterCount: number;
  /** Set for UNLOAD. */
  readonly target: UnloadTarget | undefined;
}

/** Reads SQL without running it. */
export interface SqlReader extends Disposable {
  /**
   * Reads one SELECT, WITH, VALUES or UNLOAD.
   *
   * @throws AwsError InvalidRequestException for SQL that cannot be read, for other statements, and for more than one:
   * Athena refuses these before it makes a query of them
   */
  read(sql: string): Promise<LakeStatement>;
}

const answerSchema = z.union([
  z.looseObject({
    error: z.literal(false),
    statements: z.array(z.looseObject({ node: z.unknown(), named_param_map: z.array(z.unknown()) })),
  }),
  z.looseObject({
    error: z.literal(true),
    error_type: z.string(),
    error_message: z.string(),
    position: z.coerce.number().optional(),
  }),
]);

/** Opens a reader: DuckDB's own parser, in a database of its own that holds nothing and reaches nothing. */
export async function openSqlReader(): Promise<SqlReader> {
  const database = await openEmptyLockedDatabase();
  const connection = await database.connect(undefined);
  // One after another: a prepared statement holds one value at a time.
  let last: Promise<unknown> = Promise.resolve();
  return {
    async read(sql) {
      const unload = unloadStatement(sql);
      const inner = unload?.select ?? sql;
      const offset = unload?.offset ?? 0;
      const answer = last.then(() => parse(connection, inner));
      last = answer.catch(() => undefined);
      const read = await answer;
      if (read.error) throw refusal(sql, offset, read);
      const [statement, ...others] = read.statements;
      if (statement === undefined) throw malformed(`${lineAndColumn(sql, sql.length)}: mismatched input '<EOF>'`);
      if (isShow(statement.node)) throw malformed("Queries of this type are not supported");
      if (others.length > 0) throw malformed(`Only one sql statement is allowed. Got: ${sql}`);
      return {
        type: unload === undefined ? "SELECT" : "UNLOAD",
        select: withoutTerminator(inner),
        offset,
        tree: statement.node,
        parameterCount: statement.named_param_map.length,
        target: unload?.target,
      };
    },
    async dispose() {
      await last;
      connection.closeSync();
      database.close();
    },
  };
}

async function parse(connection: DuckDBConnection, sql: string): Promise<z.infer<typeof answerSchema>> {
  const result = await connection.run("SELECT json_serialize_sql($1::VARCHAR)", [sql]);
  const [row] = await result.getRowsJson();
  return answerSchema.parse(JSON.parse(z.string().parse(row?.[0])));
}

/** SHOW, DESCRIBE and SUMMARIZE: DuckDB reads them as a SELECT from something that only they have. */
function isShow(tree: unknown): boolean {
  const shown = z.looseObject({ from_table: z.looseObject({ type: z.literal("SHOW_REF") }) });
  return shown.safeParse(tree).success;
}

/** Without semicolons and white space at the end: what is left can stand in parentheses. */
function withoutTerminator(sql: string): string {
  let end = sql.length;
  while (end > 0 && /[;\s]/.test(sql.charAt(end - 1))) end -= 1;
  return sql.slice(0, end);
}

interface Failure {
  readonly error_type: string;
  readonly error_message: string;
  readonly position?: number | undefined;
}

function refusal(
  sql: string,
  offset: number,
  { error_type: type, error_message: message, position }: Failure,
): AwsError {
  if (type === "not implemented") return malformed("Queries of this type are not supported");
  const at = lineAndColumn(sql, offset + (position ?? 0));
  const token = /at or near "([^]*)"$/.exec(message)?.[1];
  if (/unexpected end of input|at end of input/i.test(message)) return malformed(`${at}: mismatched input '<EOF>'`);
  return malformed(token === undefined ? `${at}: the statement cannot be read` : `${at}: mismatched input '${token}'`);
}

function malformed(message: string): AwsError {
  return new AwsError("InvalidRequestException", message);
}
