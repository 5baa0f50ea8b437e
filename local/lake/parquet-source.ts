import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { StoredObject } from "../s3/stored-object.js";
import type { GlueColumnModel } from "../synth/backend-model.js";
import { hiveType } from "./hive-type.js";
import { queryError, type QueryError } from "./query-error.js";
import { s3Uri } from "./s3-location.js";
import { identifier, literalList } from "./sql-text.js";

function readParquet(objects: readonly StoredObject[]): string {
  return `read_parquet(${literalList(objects.map(({ file }) => file))}, union_by_name = true,
    hive_partitioning = false, binary_as_string = true)`;
}

/** Beginning of a row of DESCRIBE: name and type. */
const descriptionSchema = z.tuple([z.string(), z.string()], z.unknown());

/** A column as it stands in objects: its name there, and DuckDB's type. */
type FoundColumns = ReadonlyMap<string, { readonly name: string; readonly type: string }>;

async function columnsOf(objects: readonly StoredObject[], connection: DuckDBConnection): Promise<FoundColumns> {
  const described = await connection.run(`DESCRIBE SELECT * FROM ${readParquet(objects)}`);
  const rows = z.array(descriptionSchema).parse(await described.getRowsJson());
  return new Map(rows.map(([name, type]) => [name.toLowerCase(), { name, type }] as const));
}

/**
 * SQL for the rows of Parquet objects: columns go by name, upper case or lower, and those that an object lacks are null
 * (https://docs.aws.amazon.com/athena/latest/ug/handling-schema-updates-chapter.html).
 *
 * @throws QueryError HIVE_BAD_DATA where a column has another type than the table says
 */
export async function parquetRows(
  objects: readonly StoredObject[],
  expressionOf: (column: GlueColumnModel, value: (column: GlueColumnModel) => string) => string,
  columns: readonly GlueColumnModel[],
  connection: DuckDBConnection,
): Promise<string> {
  const found = await columnsOf(objects, connection);
  const value = (column: GlueColumnModel): string => {
    const type = hiveType(column.type);
    const present = found.get(column.name);
    if (type === undefined || present === undefined) return "NULL";
    if (!type.parquet.includes(present.type)) throw incompatible(column, present.type, undefined);
    return identifier(present.name);
  };
  return `SELECT ${columns.map((column) => expressionOf(column, value)).join(", ")} FROM ${readParquet(objects)}`;
}

/** Finds out which object made reading fail; undefined where each can be read. */
export async function findBadParquet(
  objects: readonly StoredObject[],
  columns: readonly GlueColumnModel[],
  connection: DuckDBConnection,
): Promise<QueryError | undefined> {
  for (const object of objects) {
    let found: FoundColumns;
    try {
      found = await columnsOf([object], connection);
    } catch (error) {
      return queryError("HIVE_BAD_DATA", `Not valid Parquet file: ${s3Uri(object)}`, error);
    }
    for (const column of columns) {
      const present = found.get(column.name);
      const type = hiveType(column.type);
      if (present !== undefined && type?.parquet.includes(present.type) === false) {
        return incompatible(column, present.type, object);
      }
    }
  }
  return undefined;
}

function incompatible(column: GlueColumnModel, present: string, object: StoredObject | undefined): QueryError {
  const where = object === undefined ? "" : ` of ${s3Uri(object)}`;
  const text = `Field ${column.name}'s type ${present} in parquet file${where} is incompatible with type ${column.type}`;
  return queryError("HIVE_BAD_DATA", `${text} defined in table schema`);
}
