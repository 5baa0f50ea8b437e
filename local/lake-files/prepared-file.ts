import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { LakeColumn } from "../../amplify/lake/tables.js";
import { UserError } from "../user-error.js";
import type { DatasetFile } from "./dataset-file.js";

/** A file as it goes into the bucket. */
export interface PreparedFile {
  readonly key: string;
  /** Path of the content: the file itself, or its conversion. */
  readonly file: string;
  readonly rows: number;
}

/**
 * Checks a file against its table and brings it into a form that Athena reads: a CSV file whose table is Parquet, or whose
 * columns stand in another order than the table's, is converted; columns that the table lacks go to the end, where the
 * crawler finds them.
 *
 * @param workDirectory where conversions go
 * @throws UserError for an unreadable file, a missing column, or a cell that is not of its column's type
 */
export async function prepareFile(
  source: DatasetFile,
  workDirectory: string,
  connection: DuckDBConnection,
): Promise<PreparedFile> {
  const { table, file, key } = source;
  const content = contentOf(source);
  const names = await columnNames(source, content, connection);
  const declared = table.columns.map((column) => ({ column, name: namedLike(column, names) }));
  const missing = declared.flatMap(({ column, name }) => (name === undefined ? [column.name] : []));
  if (missing.length > 0) {
    throw new UserError(
      `${file}: the table ${table.name} needs the column ${missing.join(", ")}; the file has ${names.join(", ")}. Add it, or rename one.`,
    );
  }
  const rows = await countRows(content, connection);
  if (source.format === "parquet") return { key, file, rows };
  await checkTypes(source, content, declared, connection);
  const inOrder = declared.every(({ name }, index) => names[index] === name);
  if (table.format === "csv" && inOrder) return { key, file, rows };

  const selected = declared.map(
    ({ column, name }) => `CAST(${quoted(name ?? "")} AS ${sqlType(column)}) AS ${quoted(column.name)}`,
  );
  const others = names.filter((name) => !declared.some((one) => one.name === name)).map(quoted);
  const convertedKey = key.replace(/\.csv$/i, `.${table.format}`);
  const converted = path.join(workDirectory, convertedKey.replaceAll("/", "__"));
  const options = table.format === "csv" ? "FORMAT csv, HEADER" : "FORMAT parquet";
  await connection.run(
    `COPY (SELECT ${[...selected, ...others].join(", ")} FROM ${content}) TO ${literal(converted)} (${options})`,
  );
  return { key: convertedKey, file: converted, rows };
}

function contentOf({ file, format }: DatasetFile): string {
  if (format === "parquet") return `read_parquet(${literal(file)}, hive_partitioning = false)`;
  // Everything as text: what a cell is, the table says. RFC 4180, with line breaks inside quotes.
  return `read_csv(${literal(file)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', hive_partitioning = false)`;
}

async function columnNames(source: DatasetFile, content: string, connection: DuckDBConnection): Promise<string[]> {
  try {
    return (await connection.runAndReadAll(`SELECT * FROM ${content} LIMIT 0`)).columnNames();
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw new UserError(`${source.file}: cannot be read as ${source.format}: ${reason}`, { cause });
  }
}

async function countRows(content: string, connection: DuckDBConnection): Promise<number> {
  const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${content}`);
  return Number(counted.getRows()[0]?.[0] ?? 0);
}

async function checkTypes(
  source: DatasetFile,
  content: string,
  declared: readonly { readonly column: LakeColumn; readonly name: string | undefined }[],
  connection: DuckDBConnection,
): Promise<void> {
  for (const { column, name } of declared) {
    if (column.type === "string" || name === undefined) continue;
    const cell = quoted(name);
    const wrong = await connection.runAndReadAll(
      `SELECT line, ${cell} FROM (SELECT row_number() OVER () AS line, * FROM ${content})
       WHERE ${cell} IS NOT NULL AND TRY_CAST(${cell} AS ${sqlType(column)}) IS NULL ORDER BY line LIMIT 1`,
    );
    const [line, value] = wrong.getRows()[0] ?? [];
    if (line !== undefined) {
      throw new UserError(
        `${source.file}: row ${String(line)}, column ${name}: expected a whole number, found ${JSON.stringify(value)}. Correct the row.`,
      );
    }
  }
}

/** Names of columns ignore case in Glue. */
function namedLike(column: LakeColumn, names: readonly string[]): string | undefined {
  return names.find((name) => name.toLowerCase() === column.name);
}

function sqlType(column: LakeColumn): string {
  return column.type === "bigint" ? "BIGINT" : "VARCHAR";
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
