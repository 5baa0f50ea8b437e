import { open, type FileHandle } from "node:fs/promises";
import { constants, gunzipSync } from "node:zlib";
import type { DuckDBConnection } from "@duckdb/node-api";
import { parse as parseCsv } from "csv-parse/sync";
import type { StoredObject } from "../s3/stored-object.js";
import type { GlueColumnModel } from "../synth/backend-model.js";
import type { LakeFormat } from "./catalog.js";
import { hiveTypeOfParquet } from "./hive-type.js";
import { literal } from "./sql-text.js";

/** What an object holds. */
export interface ObjectShape {
  readonly format: LakeFormat;
  /** In the order of the object; names in lower case, as Glue writes them. */
  readonly columns: readonly GlueColumnModel[];
  /** Names of columns whose type the sandbox cannot keep. */
  readonly skipped: readonly string[];
}

/** An object is neither CSV nor Parquet. Its message says why and holds nothing of its content. */
export class UnreadableObjectError extends Error {
  override name = "UnreadableObjectError";
}

const parquetMagic = Buffer.from("PAR1");
/** As much of a CSV object as its header may take. */
const HEADER_BYTES = 64 * 1024;
/** Two marks, the length of the footer and a byte. */
const SMALLEST_PARQUET = 12;

/**
 * Looks what an object is: by its content, not by its name, but for `.gz`, by which Athena, too, knows compressed CSV
 * (https://docs.aws.amazon.com/athena/latest/ug/compression-formats.html).
 *
 * @param connection may read files
 * @throws UnreadableObjectError
 */
export async function readObjectShape(object: StoredObject, connection: DuckDBConnection): Promise<ObjectShape> {
  const file = await open(object.file, "r");
  try {
    const start = await bytesAt(file, 0, parquetMagic.length);
    if (start.equals(parquetMagic)) {
      const end = await bytesAt(file, Math.max(0, object.size - parquetMagic.length), parquetMagic.length);
      if (object.size < SMALLEST_PARQUET || !end.equals(parquetMagic)) {
        throw new UnreadableObjectError("begins like Parquet, but is cut off");
      }
      return await parquetShape(object, connection);
    }
    return csvShape(await headerBytes(object, file));
  } finally {
    await file.close();
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function parquetShape(object: StoredObject, connection: DuckDBConnection): Promise<ObjectShape> {
  let rows: readonly (readonly unknown[])[];
  try {
    const source = `read_parquet(${literal(object.file)}, hive_partitioning = false, binary_as_string = true)`;
    const described = await connection.run(`DESCRIBE SELECT * FROM ${source}`);
    rows = await described.getRowsJson();
  } catch (error) {
    throw new UnreadableObjectError("begins and ends like Parquet, but its metadata cannot be read", { cause: error });
  }
  const columns: GlueColumnModel[] = [];
  const skipped: string[] = [];
  for (const row of rows) {
    const name = String(row[0]).toLowerCase();
    const type = hiveTypeOfParquet(String(row[1]));
    if (type === undefined) skipped.push(name);
    else columns.push({ name, type, comment: undefined });
  }
  return { format: "parquet", columns, skipped };
}

async function headerBytes(object: StoredObject, file: FileHandle): Promise<Buffer> {
  if (!isCompressed(object)) return bytesAt(file, 0, Math.min(object.size, HEADER_BYTES));
  const compressed = await bytesAt(file, 0, Math.min(object.size, HEADER_BYTES));
  try {
    // The beginning of a compressed file is no whole one: what it gives so far is enough.
    return gunzipSync(compressed, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, HEADER_BYTES);
  } catch (error) {
    throw new UnreadableObjectError("is named .gz, but is not compressed with gzip", { cause: error });
  }
}

/** Whether Athena takes an object for gzip. */
export function isCompressed({ key }: { readonly key: string }): boolean {
  return key.toLowerCase().endsWith(".gz");
}

function csvShape(start: Buffer): ObjectShape {
  if (start.includes(0)) throw new UnreadableObjectError("is neither Parquet nor text");
  const text = textOf(start);
  let names: readonly string[] | undefined;
  try {
    const records = parseCsv(text, { to: 1, bom: true, relax_quotes: true, relax_column_count: true });
    names = (records as readonly string[][])[0];
  } catch (error) {
    throw new UnreadableObjectError("has no header line that can be read as CSV", { cause: error });
  }
  if (names === undefined) throw new UnreadableObjectError("has no header line");
  const columns = names.map((name) => ({ name: name.trim().toLowerCase(), type: "string", comment: undefined }));
  return { format: "csv", columns, skipped: [] };
}

function textOf(bytes: Buffer): string {
  try {
    // The last character may be cut in two.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch (error) {
    throw new UnreadableObjectError("is neither Parquet nor text in UTF-8", { cause: error });
  }
}
