import { createReadStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { DuckDBDataChunk, DuckDBType } from "@duckdb/node-api";
import { openBuilder } from "./locked-database.js";
import { identifier, literal } from "./sql-text.js";
import type { UnloadTarget } from "./unload-statement.js";

/** A file that an UNLOAD made. */
export interface UnloadFile {
  /** Ending of its name: `.parquet`. */
  readonly ending: string;
  /** Its content, once. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** Chunks between two writes to disk: about 100,000 rows. */
const CHUNKS_PER_FLUSH = 48;

/**
 * Writes rows into a file of UNLOAD's format and hands it to `use`; it is gone afterwards. The rows go from the locked
 * database through a database of the sandbox's own, chunk by chunk, so that nothing but the writer touches files.
 *
 * @param directory made for this file alone, removed afterwards
 * @returns number of rows; `use` is not called where there are none: Athena writes no file then
 */
export async function writeUnloadFile(
  chunks: AsyncIterable<DuckDBDataChunk>,
  columns: readonly { readonly name: string; readonly type: DuckDBType }[],
  target: Pick<UnloadTarget, "format" | "compression" | "delimiter">,
  directory: string,
  use: (file: UnloadFile) => Promise<void>,
): Promise<number> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const writer = await openBuilder(path.join(directory, "temporary"), path.join(directory, "rows.duckdb"));
  const connection = await writer.connect();
  try {
    const definitions = columns.map(({ name, type }) => `${identifier(name)} ${String(type)}`);
    await connection.run(`CREATE TABLE result (${definitions.join(", ")})`);
    const appender = await connection.createAppender("result");
    let rows = 0;
    let waiting = 0;
    for await (const chunk of chunks) {
      appender.appendDataChunk(chunk);
      rows += chunk.rowCount;
      waiting += 1;
      if (waiting === CHUNKS_PER_FLUSH) {
        appender.flushSync();
        waiting = 0;
      }
    }
    appender.closeSync();
    if (rows === 0) return 0;
    const file = path.join(directory, "result");
    await connection.run(`COPY result TO ${literal(file)} (${copyOptions(target)})`);
    await use({ ending: endingOf(target), content: createReadStream(file, { highWaterMark: 1024 * 1024 }) });
    return rows;
  } finally {
    connection.closeSync();
    writer.closeSync();
    await rm(directory, { recursive: true, force: true });
  }
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
