import type { DuckDBConnection } from "@duckdb/node-api";
import type { StoredObject } from "../s3/stored-object.js";
import type { GlueColumnModel } from "../synth/backend-model.js";
import type { CatalogTable } from "./catalog.js";
import { hiveType } from "./hive-type.js";
import { isCompressed } from "./object-shape.js";
import { queryError, type QueryError } from "./query-error.js";
import { s3Uri } from "./s3-location.js";
import { literal, literalList } from "./sql-text.js";

/** No cell is this text: empty cells stay empty, and only cells that a row lacks are null. */
const noNull = "\u0001\u0002null\u0002\u0001";

/**
 * SQL that reads CSV objects as OpenCSVSerDe does: the first line is passed over, cells go to columns by position, cells
 * beyond the table's are left out, missing ones are null (https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html).
 * Line breaks inside quotes belong to the cell. Everything is text, named c0, c1 … in the order of the objects.
 */
function readCsv(table: CatalogTable, objects: readonly StoredObject[]): string {
  const columns = table.dataColumns.map((_, index) => `'c${index}': 'VARCHAR'`).join(", ");
  const [first] = objects;
  return `read_csv(${literalList(objects.map(({ file }) => file))}, auto_detect = false, header = false, skip = 1,
    columns = {${columns}}, delim = ',', quote = '"', escape = '"', nullstr = ${literal(noNull)}, null_padding = true,
    strict_mode = false, parallel = false, hive_partitioning = false,
    compression = ${first !== undefined && isCompressed(first) ? "'gzip'" : "'none'"})`;
}

/** Objects that one statement can read: compressed ones and others apart, each in key order. */
export function csvBatches(objects: readonly StoredObject[]): readonly (readonly StoredObject[])[] {
  const batches = [objects.filter((one) => !isCompressed(one)), objects.filter(isCompressed)];
  return batches.filter((batch) => batch.length > 0);
}

/** SQL for the rows of CSV objects, with the given data columns in their types. Fails at a cell that does not fit. */
export function csvRows(
  table: CatalogTable,
  objects: readonly StoredObject[],
  expressionOf: (column: GlueColumnModel, cell: (position: number) => string) => string,
  columns: readonly GlueColumnModel[],
): string {
  const cells = columns.map((column) => expressionOf(column, (position) => cellValue(column, position)));
  return `SELECT ${cells.join(", ")} FROM ${readCsv(table, objects)}`;
}

/** SQL for the value of a cell. An empty cell of a column that is not text is null: OpenCSVSerDe would fail. */
function cellValue({ type }: GlueColumnModel, position: number): string {
  const cell = `c${position}`;
  const hive = hiveType(type);
  if (hive === undefined || hive.cell === undefined) return cell;
  if (hive.cell === null) return `CAST(error('type') AS ${hive.duckDb})`;
  const value = `CAST(${cell} AS ${hive.duckDb})`;
  const fits = `regexp_full_match(${cell}, ${literal(hive.cell)})`;
  return `CASE WHEN ${cell} IS NULL OR ${cell} = '' THEN NULL WHEN ${fits} THEN ${value} ELSE error(${cell}) END`;
}

/**
 * Finds out which object, row and column made reading fail. The error never holds a cell's content, which may be
 * personal. Rows are counted as records, the header is row 1. Undefined where every object can be read.
 */
export async function findBadCell(
  table: CatalogTable,
  objects: readonly StoredObject[],
  columns: readonly GlueColumnModel[],
  connection: DuckDBConnection,
): Promise<QueryError | undefined> {
  for (const object of objects) {
    for (const column of columns) {
      const position = table.dataColumns.findIndex(({ name }) => name === column.name);
      const hive = hiveType(column.type);
      if (position === -1 || hive === undefined || hive.cell === undefined) continue;
      if (hive.cell === null) {
        const text = `column '${column.name}' of ${table.name} is ${column.type}, which CSV does not hold in the sandbox`;
        return queryError("HIVE_BAD_DATA", `${s3Uri(object)}: ${text}. Declare it as string, or use Parquet`);
      }
      const cell = `c${position}`;
      const isBad = `NOT regexp_full_match(${cell}, ${literal(hive.cell)}) OR TRY_CAST(${cell} AS ${hive.duckDb}) IS NULL`;
      const rows = `SELECT row_number() OVER () + 1 AS row, ${cell} FROM ${readCsv(table, [object])}`;
      const bad = `SELECT min(row) FROM (${rows}) WHERE ${cell} <> '' AND (${isBad})`;
      const row = await firstRow(bad, object, connection);
      if (typeof row === "object") return row;
      if (row === undefined) continue;
      const text = `Error parsing field value for field ${position}: row ${row}, column '${column.name}'`;
      return queryError("HIVE_BAD_DATA", `${text} of ${s3Uri(object)} is not a ${column.type}`);
    }
    const unreadable = await firstRow(`SELECT count(*) FROM ${readCsv(table, [object])}`, object, connection);
    if (typeof unreadable === "object") return unreadable;
  }
  return undefined;
}

async function firstRow(
  sql: string,
  object: StoredObject,
  connection: DuckDBConnection,
): Promise<string | QueryError | undefined> {
  try {
    const [row] = await (await connection.run(sql)).getRowsJson();
    const value = row?.[0];
    return typeof value === "string" ? value : undefined;
  } catch (error) {
    const line = /CSV Error on Line: (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
    const where = line === undefined ? "" : ` at line ${line}`;
    return queryError("HIVE_BAD_DATA", `${s3Uri(object)} cannot be read as CSV in UTF-8${where}`, error);
  }
}
