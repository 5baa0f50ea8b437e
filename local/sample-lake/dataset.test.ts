import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, expect, test } from "vitest";
import { sampleDataset, writeDataset } from "./dataset.js";

const directory = mkdtempSync(path.join(tmpdir(), "airside-dataset-"));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

async function oneRow(sql: string): Promise<readonly unknown[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRows()[0] ?? [];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

test("the sample has what is hard to read, and every company has its owner", async () => {
  const sample = path.join(directory, "sample");
  await writeDataset(sample, sampleDataset);
  const companies = `read_csv('${sample}/companies/*/*.csv', hive_partitioning = true)`;
  const owners = `'${sample}/owners/owners.parquet'`;
  expect(
    await oneRow(
      `SELECT count(*), count(DISTINCT company_id), count(DISTINCT company_name), count(DISTINCT owner_id) FROM ${companies}`,
    ),
  ).toEqual([5000n, 5000n, 5000n, 800n]);
  expect(await oneRow(`SELECT count(*) FROM ${companies} JOIN ${owners} ON owner_id = people_id`)).toEqual([5000n]);
  const has = (character: string) => `count(*) FILTER (strpos(address, ${character}) > 0) > 10`;
  expect(
    await oneRow(`SELECT count(*), ${has("','")}, ${has("chr(34)")}, ${has("chr(10)")}, count(address) FROM ${owners}`),
  ).toEqual([800n, true, true, true, expect.toSatisfy((count: bigint) => count < 800n && count > 700n)]);
});

test("the same seed gives the same bytes, another seed others; Parquet where it is asked for", async () => {
  const make = async (name: string, seed: number, format: "csv" | "parquet"): Promise<string> => {
    await writeDataset(path.join(directory, name), { companies: 300, owners: 40, seed, format });
    return path.join(directory, name, "companies", "continent=eu");
  };
  const read = (folder: string): string => readFileSync(path.join(folder, "companies.csv"), "utf8");
  const one = read(await make("one", 1, "csv"));
  expect(read(await make("again", 1, "csv"))).toBe(one);
  expect(read(await make("two", 2, "csv"))).not.toBe(one);
  expect(one.split("\n")[0]).toBe("index,company_id,company_name,category_code,status,owner_id");
  expect(readdirSync(await make("parquet", 1, "parquet"))).toEqual(["companies.parquet"]);
});
