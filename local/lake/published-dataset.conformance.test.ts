import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parquet, runningLake, type RunningLake } from "./running-lake.js";

/** The published example's data beside the project, when present. */
const dataset = fileURLToPath(new URL("../../../shared/data/lake/dataset/", import.meta.url));
const objects = existsSync(dataset)
  ? readdirSync(dataset, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".csv"))
  : [];

/** Puts the data set as it is; `owners` as Parquet, which Athena needs for line breaks. */
async function loadedLake(): Promise<RunningLake> {
  const lake = await runningLake();
  for (const name of objects) {
    if (name.startsWith("companies/")) await lake.put(name, readFileSync(dataset + name));
    else await lake.put("owners/owners.parquet", await parquet(`SELECT * FROM read_csv('${dataset}${name}')`));
  }
  await lake.crawl();
  return lake;
}

const join = "FROM companies c JOIN owners o ON c.owner_id = o.people_id";

describe("the published data set", () => {
  test(`${objects.length} objects, companies and owners or none`, () => {
    expect([0, 4]).toContain(objects.length);
  });

  for (const [role, columns] of objects.length === 0
    ? []
    : ([
        ["developer", 14],
        ["analyst", 11],
      ] as const)) {
    test(`${role}: 2,266 joined rows of ${columns} columns, by continent as published`, async () => {
      const lake = await loadedLake();
      const rows = await lake.rows(`SELECT * ${join} ORDER BY company_name`, { role });
      expect(rows).toHaveLength(2_266);
      expect(rows.every((row) => row.length === columns && row.every((value) => value !== null))).toBe(true);
      expect([rows[0]?.[2], rows[39]?.[2]]).toEqual(["1-800-905-GEEK", "ASTECH InterMedia"]);
      expect(await lake.rows("SELECT continent, count(*) FROM companies GROUP BY 1 ORDER BY 1", { role })).toEqual([
        ["asia", "146"],
        ["eu", "422"],
        ["us", "1698"],
      ]);
      expect(lake.log.warnings).toEqual([]);
    });
  }

  for (const format of objects.length === 0 ? [] : ["CSV", "Parquet"]) {
    test(`addresses keep their line breaks when owners are ${format}`, async () => {
      const lake = await loadedLake();
      if (format === "CSV") {
        await lake.objects.delete("sample-lake", "owners/owners.parquet");
        await lake.put("owners/owners.csv", readFileSync(`${dataset}owners/owners.csv`));
        await lake.crawl();
      }
      const rows = await lake.rows("SELECT people_id, address FROM owners ORDER BY people_id", { role: "developer" });
      expect(rows).toHaveLength(100);
      expect(rows[0]).toEqual(["1", "3920 Nancy Radial Apt. 352\nAllenton, MP 89259"]);
      expect(rows.every(([, address]) => address?.includes("\n") === true)).toBe(true);
    });
  }
});
