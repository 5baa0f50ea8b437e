import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, describe, expect, test } from "vitest";
import { replaceDataset, type LakeBucket } from "./replace-dataset.js";

const root = mkdtempSync(path.join(tmpdir(), "airside-lake-files-"));
afterAll(() => {
  rmSync(root, { recursive: true });
});

const companies = "Index,company_id,company_name,category_code,status,owner_id\n";
const owners = "people_id,first_name,last_name,gender,age,designation,address\n";
let folders = 0;

function dataset(files: Readonly<Record<string, string>>): string {
  const directory = path.join(root, `set-${String((folders += 1))}`);
  mkdirSync(directory);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    writeFileSync(path.join(directory, name), text);
  }
  return directory;
}

/** A bucket in memory; what is put is read at once, since conversions are taken away afterwards. */
function memoryBucket(keys: readonly string[] = []): LakeBucket & { readonly objects: Map<string, Buffer> } {
  const objects = new Map(keys.map((key) => [key, Buffer.from("old")]));
  return {
    objects,
    async put(key, file) {
      objects.set(key, readFileSync(file));
    },
    list: async (prefix) => [...objects.keys()].filter((key) => key.startsWith(prefix)),
    async delete(key) {
      objects.delete(key);
    },
  };
}

async function rowsOf(parquet: Buffer): Promise<unknown> {
  const file = path.join(root, "read-back.parquet");
  writeFileSync(file, parquet);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll(`FROM '${file}'`)).getRowObjectsJson();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

test("puts the files in place of what was there, owners as Parquet with their line breaks", async () => {
  const directory = dataset({
    "companies/continent=eu/companies.csv": `${companies}0,c:1,"Fog, ""Sea"" & Sons",web,closed,1\n`,
    "owners/owners.csv": `${owners}1,Ada,Byron,F,36,CEO,"12 Crescent, Flat ""B""\nLondon"\n2,Bo,,M,,COO,\n`,
    "owners/.hidden": "no csv",
  });
  const bucket = memoryBucket(["companies/continent=us/old.csv", "owners/old.csv", "query-results/1.csv"]);
  const told: number[][] = [];
  const done = await replaceDataset(directory, bucket, (...now) => told.push(now));
  expect([...bucket.objects.keys()].sort()).toEqual([
    "companies/continent=eu/companies.csv",
    "owners/owners.parquet",
    "query-results/1.csv",
  ]);
  expect(done.rows).toEqual(
    new Map([
      ["companies", 1],
      ["owners", 2],
    ]),
  );
  expect(told).toEqual([
    [1, 2],
    [2, 2],
  ]);
  expect(await rowsOf(bucket.objects.get("owners/owners.parquet") ?? Buffer.alloc(0))).toEqual([
    {
      people_id: "1",
      first_name: "Ada",
      last_name: "Byron",
      gender: "F",
      age: "36",
      designation: "CEO",
      address: '12 Crescent, Flat "B"\nLondon',
    },
    { people_id: "2", first_name: "Bo", last_name: null, gender: "M", age: null, designation: "COO", address: null },
  ]);
  for (const { file } of done.files.filter(({ key }) => key.startsWith("owners/")))
    expect(existsSync(file)).toBe(false);
});

test("brings columns into the table's order and leaves new ones at the end", async () => {
  const directory = dataset({
    "companies/continent=eu/c.csv":
      "employees,company_name,company_id,index,status,owner_id,category_code\n9,A,c:1,0,ipo,1,web\n",
  });
  const bucket = memoryBucket();
  await replaceDataset(directory, bucket, () => undefined);
  expect(bucket.objects.get("companies/continent=eu/c.csv")?.toString()).toBe(
    "index,company_id,company_name,category_code,status,owner_id,employees\n0,c:1,A,web,ipo,1,9\n",
  );
});

describe("what does not fit is refused before anything changes", () => {
  test.each([
    { name: "nothing", files: {}, expected: /expected the folders companies\/ and owners\/ .* found none/ },
    {
      name: "a file in no partition",
      files: { "companies/companies.csv": companies },
      expected: /expected companies\/continent=…\/<file>, found companies\/companies\.csv\. Move/,
    },
    {
      name: "another partition key",
      files: { "companies/country=de/c.csv": companies },
      expected: /expected companies\/continent=…/,
    },
    {
      name: "another ending",
      files: { "owners/owners.xlsx": "x" },
      expected: /owners\.xlsx: expected a file that ends in \.csv or \.parquet/,
    },
    {
      name: "a missing column",
      files: { "owners/owners.csv": "people_id,first_name\n1,Ada\n" },
      expected: /needs the column last_name, gender, age, designation, address; the file has people_id, first_name/,
    },
    {
      name: "a text where a number belongs",
      files: { "companies/continent=eu/c.csv": `${companies}0,c:1,A,web,ipo,1\n1,c:2,B,web,ipo,one\n` },
      expected: /row 2, column owner_id: expected a whole number, found "one"/,
    },
    {
      name: "no Parquet",
      files: { "owners/owners.parquet": "not at all" },
      expected: /owners\.parquet: cannot be read as parquet/,
    },
  ])("$name", async ({ files, expected }) => {
    const bucket = memoryBucket(["owners/old.csv"]);
    await expect(replaceDataset(dataset(files), bucket, () => undefined)).rejects.toThrow(expected);
    expect([...bucket.objects.keys()]).toEqual(["owners/old.csv"]);
  });
});
