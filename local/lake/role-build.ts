import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { GlueColumnModel } from "../synth/backend-model.js";
import { csvBatches, csvRows, findBadCell } from "./csv-source.js";
import { hiveType } from "./hive-type.js";
import { openBuilder } from "./locked-database.js";
import { findBadParquet, parquetRows } from "./parquet-source.js";
import type { QueryError } from "./query-error.js";
import type { RolePlan, SourceGroup, TablePlan } from "./role-plan.js";
import { identifier, literal } from "./sql-text.js";

/** Name of the file of a role's database: DuckDB calls the database by it, and Athena its catalog. */
export const databaseFile = "awsdatacatalog.duckdb";
const catalog = "awsdatacatalog";

/**
 * Builds the database of a role in `directory` (file `awsdatacatalog.duckdb`): a schema for each Glue database, in it
 * tables with the columns that the role may read and no others.
 *
 * @param directory made anew
 * @param temporaryDirectory for what does not fit into memory
 * @throws QueryError HIVE_BAD_DATA for objects that do not fit their table
 */
export async function buildRoleDatabase(
  { tables }: RolePlan,
  directory: string,
  temporaryDirectory: string,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const builder = await openBuilder(temporaryDirectory);
  const connection = await builder.connect();
  try {
    await connection.run(`ATTACH ${literal(path.join(directory, databaseFile))} AS ${catalog}`);
    for (const name of new Set(tables.map(({ table }) => table.databaseName))) {
      await connection.run(`CREATE SCHEMA ${catalog}.${identifier(name)}`);
    }
    for (const plan of tables) await buildTable(plan, connection);
    await connection.run(`CHECKPOINT ${catalog}`);
    await connection.run(`DETACH ${catalog}`);
  } finally {
    connection.closeSync();
    builder.closeSync();
  }
}

async function buildTable(plan: TablePlan, connection: DuckDBConnection): Promise<void> {
  const { table, columns, groups } = plan;
  const name = `${catalog}.${identifier(table.databaseName)}.${identifier(table.name)}`;
  const definitions = columns.map((column) => `${identifier(column.name)} ${duckDbType(column)}`);
  await connection.run(`CREATE TABLE ${name} (${definitions.join(", ")})`);
  await connection.run("BEGIN TRANSACTION");
  for (const group of groups) {
    try {
      await readGroup(name, plan, group, connection);
    } catch (error) {
      await connection.run("ROLLBACK");
      throw (await reasonOf(plan, group, connection)) ?? error;
    }
  }
  await connection.run("COMMIT");
}

async function readGroup(
  name: string,
  { table, columns }: TablePlan,
  group: SourceGroup,
  connection: DuckDBConnection,
): Promise<void> {
  const typed = (column: GlueColumnModel, value: (column: GlueColumnModel) => string): string => {
    const key = table.model.partitionKeys.findIndex((one) => one.name === column.name);
    return `CAST(${key === -1 ? value(column) : keyLiteral(group.values[key])} AS ${duckDbType(column)})`;
  };
  if (group.format === "parquet") {
    const rows = await parquetRows(group.objects, typed, columns, connection);
    await connection.run(`INSERT INTO ${name} ${rows}`);
    return;
  }
  for (const batch of csvBatches(group.objects)) {
    const rows = csvRows(
      table,
      batch,
      (column, cell) => typed(column, () => cell(table.dataColumns.findIndex((one) => one.name === column.name))),
      columns,
    );
    await connection.run(`INSERT INTO ${name} ${rows}`);
  }
}

function keyLiteral(value: string | null | undefined): string {
  return value == null ? "NULL" : literal(value);
}

function duckDbType({ type }: GlueColumnModel): string {
  // Types that the sandbox cannot keep are refused when the lake opens.
  return hiveType(type)?.duckDb ?? "VARCHAR";
}

async function reasonOf(
  { table, columns }: TablePlan,
  group: SourceGroup,
  connection: DuckDBConnection,
): Promise<QueryError | undefined> {
  return group.format === "parquet"
    ? findBadParquet(group.objects, columns, connection)
    : findBadCell(table, group.objects, columns, connection);
}
