import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { lakeTables } from "../../amplify/lake/tables.js";
import { replaceDataset } from "../lake-files/replace-dataset.js";
import type { ObjectStore } from "../s3/object-store.js";
import { sampleDataset, writeDataset, type DatasetOptions } from "./dataset.js";

/** What to fill, and where it is written down that it was. */
export interface FillOptions {
  readonly objects: Pick<ObjectStore, "put" | "list" | "delete">;
  readonly bucketName: string;
  /** Remembers whether the sample was begun and finished. */
  readonly markerFile: string;
  readonly dataset?: DatasetOptions;
}

/**
 * Puts the sample into an empty lake, once: at the first start. One that was interrupted is begun again; a lake that
 * somebody has emptied stays empty. By the bucket's own front door, so that its events set off the crawl.
 *
 * @returns whether it was put there now
 */
export async function fillEmptyLake(options: FillOptions): Promise<boolean> {
  const { objects, bucketName, markerFile, dataset = sampleDataset } = options;
  const marker = await readIfPresent(markerFile);
  if (marker === "done") return false;
  const isEmpty = lakeTables.every(({ prefix }) => objects.list(bucketName, prefix).length === 0);
  if (marker === undefined && !isEmpty) return false;
  await writeFile(markerFile, "begun");
  const directory = await mkdtemp(path.join(tmpdir(), "airside-sample-lake-"));
  try {
    await writeDataset(directory, dataset);
    await replaceDataset(
      directory,
      {
        put: async (key, file) => {
          await objects.put(bucketName, key, createReadStream(file));
        },
        list: async (prefix) => objects.list(bucketName, prefix).map(({ key }) => key),
        delete: (key) => objects.delete(bucketName, key),
      },
      () => undefined,
    );
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  await writeFile(markerFile, "done");
  return true;
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
