import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { findDatasetFiles } from "./dataset-file.js";
import { prepareFile, type PreparedFile } from "./prepared-file.js";

/** The lake's bucket, as far as files are put into it. */
export interface LakeBucket {
  put(key: string, file: string): Promise<void>;
  /** Keys that begin with the prefix. */
  list(prefix: string): Promise<readonly string[]>;
  delete(key: string): Promise<void>;
}

/** What went into the bucket. */
export interface ReplacedDataset {
  readonly files: readonly PreparedFile[];
  /** Rows by table. */
  readonly rows: ReadonlyMap<string, number>;
}

/**
 * Puts a data set into the lake in place of what its tables held. All files are checked before the first is put; the old
 * objects go when the new ones are there.
 *
 * @param told says what is done: `done` of `total` files
 * @throws UserError for files that do not fit; nothing has changed then
 */
export async function replaceDataset(
  directory: string,
  bucket: LakeBucket,
  told: (done: number, total: number) => void,
): Promise<ReplacedDataset> {
  const sources = await findDatasetFiles(path.resolve(directory));
  const workDirectory = await mkdtemp(path.join(tmpdir(), "airside-lake-"));
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const files: PreparedFile[] = [];
    const rows = new Map<string, number>();
    for (const source of sources) {
      const prepared = await prepareFile(source, workDirectory, connection);
      files.push(prepared);
      rows.set(source.table.name, (rows.get(source.table.name) ?? 0) + prepared.rows);
    }
    let done = 0;
    for (const { key, file } of files) {
      await bucket.put(key, file);
      done += 1;
      told(done, files.length);
    }
    const kept = new Set(files.map(({ key }) => key));
    for (const prefix of new Set(sources.map(({ table }) => table.prefix))) {
      for (const key of await bucket.list(prefix)) if (!kept.has(key)) await bucket.delete(key);
    }
    return { files, rows };
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(workDirectory, { recursive: true, force: true });
  }
}
