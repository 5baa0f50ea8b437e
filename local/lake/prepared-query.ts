import {
  DuckDBDateValue,
  DuckDBTimestampValue,
  DuckDBTypeId,
  type DuckDBConnection,
  type DuckDBPreparedStatement,
  type DuckDBType,
} from "@duckdb/node-api";
import { valueText } from "./athena-column.js";
import type { ParameterValue } from "./execution-parameters.js";

/** A column of a query's result, by DuckDB's name and type. */
export interface ResultColumn {
  readonly name: string;
  readonly type: DuckDBType;
}

/** Binds a SELECT without running it. @throws what DuckDB says of it */
export async function columnsOfSelect(select: string, connection: DuckDBConnection): Promise<readonly ResultColumn[]> {
  const prepared = await connection.prepare(select);
  try {
    return Array.from({ length: prepared.columnCount }, (_, index) => ({
      name: prepared.columnName(index),
      type: prepared.columnType(index),
    }));
  } finally {
    prepared.destroySync();
  }
}

/** SQL around a SELECT. */
export interface WrappedSelect {
  readonly sql: string;
  /** Bytes in front of the SELECT. */
  readonly shift: number;
}

/** How values become texts: as Athena writes its results, or so that DuckDB reads back the very same value. */
export type TextStyle = "athena" | "exact";

/**
 * Makes each row of a SELECT one text: a line of CSV as Athena writes it. Every value is quoted, quotes are doubled,
 * null is an empty field without quotes. DuckDB writes it on its own threads, so that a million rows do not hold up the
 * event loop.
 */
export function csvLines(select: string, columns: readonly ResultColumn[], style: TextStyle): WrappedSelect {
  const cells = columns.map(({ type }, index) => {
    const text = style === "athena" ? valueText(`c${index}`, type) : `CAST(c${index} AS VARCHAR)`;
    const escaped = mayHoldQuotes(type) ? `replace(${text}, '"', '""')` : text;
    return `coalesce('"' || ${escaped} || '"', '')`;
  });
  const head = `SELECT ${cells.join(" || ',' || ")} || chr(10) FROM (`;
  const names = columns.map((_, index) => `c${index}`).join(", ");
  // A line of its own for the parenthesis: the SELECT may end with a comment.
  return { sql: `${head}${select}\n) AS t(${names})`, shift: Buffer.byteLength(head) };
}

function mayHoldQuotes({ typeId }: DuckDBType): boolean {
  return ![DuckDBTypeId.BOOLEAN, DuckDBTypeId.INTEGER, DuckDBTypeId.BIGINT, DuckDBTypeId.DOUBLE].includes(typeId);
}

/** Some rows of a result, as text. */
export interface Lines {
  readonly rows: number;
  readonly text: Buffer;
}

/** Runs SQL that `csvLines` made and gives its lines as they come, about 2,000 rows at a time. @throws what DuckDB says of it */
export async function* linesOf(
  sql: string,
  parameters: readonly ParameterValue[],
  connection: DuckDBConnection,
): AsyncGenerator<Lines, void, undefined> {
  const prepared = await connection.prepare(sql);
  try {
    bind(prepared, parameters);
    const result = await prepared.stream();
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      yield { rows: chunk.rowCount, text: Buffer.from(chunk.getColumnValues(0).join("")) };
    }
  } finally {
    prepared.destroySync();
  }
}

function bind(prepared: DuckDBPreparedStatement, parameters: readonly ParameterValue[]): void {
  for (const [index, value] of parameters.entries()) {
    const place = index + 1;
    if (value === null) prepared.bindNull(place);
    else if (typeof value === "string") prepared.bindVarchar(place, value);
    else if (typeof value === "bigint") prepared.bindBigInt(place, value);
    else if (typeof value === "number") prepared.bindDouble(place, value);
    else if (typeof value === "boolean") prepared.bindBoolean(place, value);
    else if (value instanceof DuckDBDateValue) prepared.bindDate(place, value);
    else if (value instanceof DuckDBTimestampValue) prepared.bindTimestamp(place, value);
  }
}
