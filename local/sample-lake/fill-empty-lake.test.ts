import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { ObjectStore } from "../s3/object-store.js";
import type { StoredObject } from "../s3/stored-object.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { fillEmptyLake } from "./fill-empty-lake.js";

/** A bucket in memory, which can be told to break at its n-th object. */
class MemoryBucket implements Pick<ObjectStore, "put" | "list" | "delete"> {
  readonly keys: string[] = [];
  breakAt: number | undefined;

  async put(_bucket: string, key: string, body: AsyncIterable<Uint8Array> | Uint8Array): Promise<StoredObject> {
    for await (const _chunk of body);
    if (this.keys.length === this.breakAt) throw new Error("the disk is full");
    if (!this.keys.includes(key)) this.keys.push(key);
    return stored(key);
  }

  list(_bucket: string, prefix: string): readonly StoredObject[] {
    return this.keys.filter((key) => key.startsWith(prefix)).map(stored);
  }

  async delete(_bucket: string, key: string): Promise<void> {
    this.keys.splice(this.keys.indexOf(key), 1);
  }
}

function stored(key: string): StoredObject {
  return {
    bucket: "lake",
    key,
    size: 1,
    etag: "0",
    lastModified: 0,
    contentType: "application/octet-stream",
    metadata: {},
    file: "",
  } as StoredObject;
}

async function fillOptions(objects: MemoryBucket) {
  const markerFile = path.join(await temporaryDirectory(), "sample-lake");
  return {
    objects,
    bucketName: "lake",
    markerFile,
    dataset: { companies: 60, owners: 10, seed: 1, format: "csv" as const },
  };
}

test("fills an empty lake once; what somebody deletes stays deleted", async () => {
  const objects = new MemoryBucket();
  const given = await fillOptions(objects);
  expect(await fillEmptyLake(given)).toBe(true);
  expect(objects.keys).toContain("owners/owners.parquet");
  expect(objects.keys).toContain("companies/continent=eu/companies.csv");
  objects.keys.length = 0;
  expect(await fillEmptyLake(given)).toBe(false);
  expect(objects.keys).toEqual([]);
});

test("begins again what was interrupted", async () => {
  const objects = new MemoryBucket();
  objects.breakAt = 2;
  const given = await fillOptions(objects);
  await expect(fillEmptyLake(given)).rejects.toThrow("the disk is full");
  expect(readFileSync(given.markerFile, "utf8")).toBe("begun");
  objects.breakAt = undefined;
  expect(await fillEmptyLake(given)).toBe(true);
  expect(objects.keys).toContain("owners/owners.parquet");
});

test("leaves a lake alone that somebody filled", async () => {
  const objects = new MemoryBucket();
  objects.keys.push("companies/continent=eu/own.csv");
  expect(await fillEmptyLake(await fillOptions(objects))).toBe(false);
  expect(objects.keys).toEqual(["companies/continent=eu/own.csv"]);
});
