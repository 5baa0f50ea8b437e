import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { DuckDBTypeId, type DuckDBType } from "@duckdb/node-api";
import { openBuilder } from "./locked-database.js";
import type { Lines } from "./prepared-query.js";
import { identifier, literal } from "./sql-text.js";
import type { UnloadTarget } from "./unload-statement.js";

/** A column of an UNLOAD's file. */
export interface UnloadColumn {
  readonly name: string;
  readonly type: DuckDBType;
}

/** A file that an UNLOAD made. */
export interface UnloadFile {
  /** Ending of its name: `.parquet`. */
  readonly ending: string;
  /** Its content, once. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** Longest row, bytes; and what is read at once. */
const LONGEST_ROW = 8 * 1024 * 1024;
const BUFFER = 4 * LONGEST_ROW;

/**
 * Writes rows into a file of UNLOAD's format and hands it to `use`; it is gone afterwards. The rows come as lines of CSV
 * from the locked database and go through a file to a database of the sandbox's own, so that nothing but the sandbox
 * touches files, and neither memory nor the event loop feels how many they are.
 *
 * @param lines as `csvLines` makes them, values exact
 * @param directory made for this file alone, removed afterwards
 * @returns number of rows; `use` is not called where there are none: Athena writes no file then
 */
export async function writeUnloadFile(
  lines: AsyncIterable<Lines>,
  columns: readonly UnloadColumn[],
  target: Pick<UnloadTarget, "format" | "compression" | "delimiter">,
  directory: string,
  use: (file: UnloadFile) => Promise<void>,
): Promise<number> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  try {
    const source = path.join(directory, "rows.csv");
    let rows = 0;
    await pipeline(async function* () {
      for await (const { rows: more, text } of lines) {
        rows += more;
        yield text;
      }
    }, createWriteStream(source));
    if (rows === 0) return 0;
    const file = path.join(directory, "result");
    await convert(source, file, columns, target, path.join(directory, "temporary"));
    await use({ ending: endingOf(target), content: createReadStream(file, { highWaterMark: 1024 * 1024 }) });
    return rows;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function convert(
  source: string,
  file: string,
  columns: readonly UnloadColumn[],
  target: Pick<UnloadTarget, "format" | "compression" | "delimiter">,
  temporaryDirectory: string,
): Promise<void> {
  const writer = await openBuilder(temporaryDirectory);
  const connection = await writer.connect();
  try {
    const types = columns.map(({ type }, index) => `'c${index}': ${literal(storedType(type))}`);
    const names = columns.map(({ name }, index) => `c${index} AS ${identifier(name)}`);
    // Null is an empty field without quotes; a row is as long as it is wide.
    const content = `read_csv(${literal(source)}, auto_detect = false, header = false, columns = {${types.join(", ")}},
      delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, new_line = '\\n',
      max_line_size = ${LONGEST_ROW}, buffer_size = ${BUFFER}, hive_partitioning = false)`;
    await connection.run(
      `COPY (SELECT ${names.join(", ")} FROM ${content}) TO ${literal(file)} (${copyOptions(target)})`,
    );
  } finally {
    connection.closeSync();
    writer.closeSync();
  }
}

/** Sums of bigint stay bigint, as in Trino; Parquet has no integer that is wider. */
function storedType(type: DuckDBType): string {
  return type.typeId === DuckDBTypeId.HUGEINT ? "BIGINT" : String(type);
}

function copyOptions({
  format,
  compression,
  delimiter,
}: Pick<UnloadTarget, "format" | "compression" | "delimiter">): string {
  const codec = compression === "NONE" ? "uncompressed" : compression.toLowerCase();
  const text = compression === "NONE" ? "" : `, COMPRESSION ${codec}`;
  switch (format) {
    case "PARQUET":
      return `FORMAT parquet, COMPRESSION ${codec}`;
    case "JSON":
      return `FORMAT json${text}`;
    case "TEXTFILE":
      // Hive's text has no quotes; null is \N.
      return `FORMAT csv, HEADER false, DELIMITER ${literal(delimiter)}, QUOTE '', ESCAPE '', NULLSTR '\\N'${text}`;
  }
}

function endingOf({ format, compression }: Pick<UnloadTarget, "format" | "compression">): string {
  if (format === "PARQUET") return ".parquet";
  const endings = { NONE: "", GZIP: ".gz", SNAPPY: ".snappy", ZSTD: ".zst" } as const;
  return `${format === "JSON" ? ".json" : ""}${endings[compression]}`;
}
