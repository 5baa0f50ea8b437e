import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { companiesTable } from "../../lake/tables.js";
import { visibilityOf } from "../../lake/visibility.js";
import type { LakeObject } from "../lake-objects.js";
import type { QueryExecution } from "./athena-api.js";
import { companySelect } from "./company-sql.js";
import { exportQuery, refuseWithheldExport, unloadLocation } from "./company-export.js";
import { exportFiles, type CompanyExportFiles, type ExportStore } from "./export-files.js";
import { sampleDatabase, startDuckDbAthena, type DuckDbAthena } from "./testing/duckdb-athena.js";
import { dataOf, lakeHarness, userIn } from "./testing/lake-harness.js";
import { sampleLake } from "./testing/sample-lake.js";

const id = "0f0e0d0c-0b0a-4908-8706-050403020100";
const location = `s3://bucket/exports/${id}/`;
const developer = visibilityOf("developer");
const analyst = visibilityOf("businessAnalyst");

/** A column that analysts see, too. */
const seenText = analyst.visible.find(({ type }) => type === "string")?.name ?? "";
const queryOf = (input: unknown, visibility = developer) =>
  exportQuery(input, visibility.visible, companySelect(sampleDatabase, visibility), () => location);

let athena: DuckDbAthena;

beforeAll(async () => {
  athena = await startDuckDbAthena(sampleLake(5, 0));
});

afterAll(() => {
  athena.dispose();
});

async function cellsOf(input: unknown): Promise<readonly (readonly (string | null)[])[]> {
  const { query } = queryOf(input);
  return (await athena.api.results(await athena.api.start(query, sampleDatabase, "exports"), undefined)).rows;
}

describe("an export as CSV", () => {
  it("makes no cell that a spreadsheet runs, and changes no other", async () => {
    const texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "a=1", " =1", "", "'=1", "O'Brien", "é"];
    await athena.run('DELETE FROM "lake"."companies"');
    await athena.insert(
      companiesTable,
      [...texts, null].map((company_name, index) => ({ index: index - 5, company_name })),
    );
    const [names, ...rows] = await cellsOf({ columns: ["company_name", "index"], sort: [{ column: "index" }] });
    expect(names).toEqual(["company_name", "index"]);
    expect(rows.map(([name]) => name)).toEqual([
      "'=1+1",
      "'+1",
      "'-1",
      "'@SUM(A1)",
      "'\t=1",
      "'\r=1",
      "a=1",
      " =1",
      "",
      "'=1",
      "O'Brien",
      "é",
      null,
    ]);
    // Numbers are numbers, negative ones, too.
    expect(rows[0]?.[1]).toBe("-5");
  });

  it("has the columns asked for, in that order, else every visible one", async () => {
    expect((await cellsOf({ columns: ["status", "company_id", "age"] }))[0]).toEqual(["status", "company_id", "age"]);
    expect((await cellsOf({ columns: null }))[0]).toEqual(developer.visible.map(({ name }) => name));
    expect(queryOf({}, analyst).query.text).not.toMatch(/first_name|last_name|address/);
  });

  it.each([
    { group: "businessAnalyst", role: "analyst" },
    { group: "developer", role: "developer" },
  ])("is started in the work group for exports of $group with parameters, and runs on", async ({ group, role }) => {
    athena.started.length = 0;
    const harness = lakeHarness({ athena: athena.api });
    const response = await harness.answer({
      field: "startCompanyExport",
      identity: userIn(group),
      selection: ["id"],
      arguments: { input: { filter: { [seenText]: { equals: "i'po" } }, format: null } },
    });
    const withheldColumns = group === "developer" ? [] : analyst.withheld.map(({ name }) => name);
    expect(response).toEqual({ data: { id: "query-0", format: "CSV", withheldColumns } });
    expect(athena.started).toMatchObject([{ workGroup: `exports of ${group}`, parameters: ["'i''po'"] }]);
    expect(harness.calls).toEqual([`role arn:aws:iam::000000000000:role/${role} ${userIn().username}`]);
  });
});

describe("an export as Parquet", () => {
  it("unloads the same rows into a folder of its own", () => {
    const { query, format } = queryOf({ format: "PARQUET", columns: ["status"], filter: { age: { from: 30 } } });
    expect(format).toBe("PARQUET");
    expect(query).toEqual({
      text:
        'UNLOAD (SELECT c."status" AS "status" FROM "lake"."companies" AS c LEFT JOIN "lake"."owners" AS o ' +
        `ON c."owner_id" = o."people_id" WHERE o."age" >= ?) TO '${location}' WITH (format = 'PARQUET')`,
      parameters: ["30"],
    });
    expect(unloadLocation(query.text)).toBe(location);
    expect(queryOf({ format: "PARQUET", sort: [{ column: "status" }] }).query.text).toContain("ORDER BY");
  });

  it("knows its own statements only", () => {
    expect(unloadLocation("SELECT 1")).toBeUndefined();
    expect(unloadLocation(`UNLOAD (SELECT 1) TO '${location}' WITH (format = 'JSON')`)).toBeUndefined();
  });
});

describe("the input of an export", () => {
  it.each([
    { input: { columns: [] }, message: "columns: expected a list of columns, each once, got []" },
    { input: { columns: ["age", "age"] }, message: "columns: expected a list of columns, each once" },
    { input: { columns: ["Age"] }, message: "columns[0]: expected a column (index, company_id" },
    { input: { columns: ["people_id"] }, message: "columns[0]: expected a column" },
    { input: { format: "JSON" }, message: 'format: expected CSV or PARQUET, got "JSON"' },
    { input: { limit: 1 }, message: 'input: expected no fields but filter, sort, columns, format, got "limit"' },
    { input: { filter: { age: { equals: "3" } } }, message: "filter.age.equals: expected a whole number" },
    { input: { sort: [{ column: "age" }, { column: "age" }] }, message: "sort: expected each column once" },
    { input: null, message: "input: expected an object, got null" },
  ])("is refused: $message", ({ input, message }) => {
    expect(() => queryOf(input)).toThrow(message);
  });
});

describe("refuseWithheldExport", () => {
  const refusal =
    (input: unknown, now = analyst) =>
    () => {
      refuseWithheldExport(queryOf(input, developer).query.text, now);
    };

  const [seen = "", ...others] = analyst.visible.map(({ name }) => name);

  it.each(analyst.withheld.map(({ name }) => name))("lets nobody have the files of an export with %s now", (column) => {
    expect(refusal({})).toThrow("which is withheld from you now");
    expect(refusal({ columns: [seen], sort: [{ column }] })).toThrow(
      `column ${column}, which is withheld from you now`,
    );
    expect(refusal({ format: "PARQUET", columns: [column] })).toThrow(column);
    expect(refusal({ format: "PARQUET", columns: [seen], filter: { [column]: { missing: true } } })).toThrow(column);
    expect(refusal({}, developer)).not.toThrow();
    expect(refusal({ format: "PARQUET", columns: [seen, ...others] })).not.toThrow();
  });

  it("takes texts for texts", () => {
    expect(() => {
      const text = `SELECT c."${seen}" AS "${seen}" FROM x WHERE c."${seen}" = 'o."first_name"''c."x"'`;
      refuseWithheldExport(text, analyst);
    }).not.toThrow();
  });
});

describe("exportFiles", () => {
  const succeeded: QueryExecution = {
    state: "SUCCEEDED",
    reason: undefined,
    query: queryOf({}, analyst).query.text,
    workGroup: "exports of businessAnalyst",
    outputLocation: `s3://bucket/exports/${id}.csv`,
    completed: new Date("2026-11-23T23:59:59Z"),
  };
  const store: ExportStore = {
    async *objects(prefix) {
      // Beside a CSV file lies what Athena notes of it.
      const names = prefix.endsWith("/") ? ["b", "a"] : ["", ".metadata"];
      for (const [index, name] of names.entries()) {
        yield { key: `${prefix}${name}`, bytes: 20 - 10 * index, lastModified: undefined };
      }
    },
    link: async (key, fileName) => `https://signed/${key}?${fileName}`,
  };

  async function filesOf(
    execution: QueryExecution | Error,
    format: unknown = "CSV",
    given: unknown = id,
    changes: Partial<ExportStore> = {},
  ): Promise<CompanyExportFiles | null> {
    const get = () => (execution instanceof Error ? Promise.reject(execution) : Promise.resolve(execution));
    const options = { athena: { get }, visibility: analyst, workGroup: succeeded.workGroup ?? "", bucket: "bucket" };
    return exportFiles({ id: given, format }, { ...options, store: { ...store, ...changes } });
  }

  it("links Athena's own result as CSV", async () => {
    expect(await filesOf(succeeded)).toEqual({
      id,
      state: "SUCCEEDED",
      files: [
        {
          name: "companies-2026-11-23.csv",
          url: `https://signed/exports/${id}.csv?companies-2026-11-23.csv`,
          bytes: 20,
        },
      ],
    });
  });

  it("has no file where its life has ended", async () => {
    async function* objects(prefix: string): AsyncGenerator<LakeObject> {
      yield { key: `${prefix}.metadata`, bytes: 5, lastModified: undefined };
    }
    expect(await filesOf(succeeded, "CSV", id, { objects })).toEqual({ id, state: "SUCCEEDED", files: [] });
  });

  it("is refused where it was made for another group, and says so", async () => {
    const denied = Object.assign(new Error("not authorized"), { name: "AccessDeniedException" });
    await expect(filesOf(denied)).rejects.toMatchObject({
      type: "Unauthorized",
      message: "This export was made for another group than yours is now. Start another export.",
      cause: denied,
    });
  });

  it("links every file of a folder as Parquet", async () => {
    const query = queryOf({ format: "PARQUET" }, analyst).query.text;
    const found = await filesOf({ ...succeeded, query }, "PARQUET");
    expect(found?.files).toEqual([
      {
        name: "companies-2026-11-23-1.parquet",
        url: `https://signed/exports/${id}/b?companies-2026-11-23-1.parquet`,
        bytes: 20,
      },
      {
        name: "companies-2026-11-23-2.parquet",
        url: `https://signed/exports/${id}/a?companies-2026-11-23-2.parquet`,
        bytes: 10,
      },
    ]);
  });

  it.each(["QUEUED", "RUNNING", "FAILED", "CANCELLED"])("has no files while it is %s", async (state) => {
    expect(await filesOf({ ...succeeded, state })).toEqual({ id, state, files: null });
  });

  it("knows nothing of other queries", async () => {
    const unknown = new Error(`QueryExecution ${id} was not found`);
    unknown.name = "InvalidRequestException";
    expect(await filesOf(unknown)).toBeNull();
    expect(await filesOf({ ...succeeded, workGroup: "exports of developer" })).toBeNull();
    await expect(filesOf(new Error("down"))).rejects.toThrow("down");
    await expect(filesOf({ ...succeeded, outputLocation: "s3://other/x.csv" })).rejects.toThrow("Check the work group");
    await expect(filesOf(succeeded, "PARQUET")).rejects.toThrow("Check the work group");
  });

  it("refuses what is withheld now, also before it is ready", async () => {
    for (const state of ["RUNNING", "SUCCEEDED"]) {
      await expect(filesOf({ ...succeeded, state, query: queryOf({}).query.text })).rejects.toMatchObject({
        type: "Unauthorized",
      });
    }
  });

  it("signs with credentials that outlive the address", async () => {
    const harness = lakeHarness({ athena: { ...athena.api, get: async () => succeeded }, store });
    const response = await harness.answer({
      field: "companyExport",
      identity: userIn("businessAnalyst"),
      selection: ["files"],
      arguments: { id, format: "CSV" },
    });
    expect(dataOf<CompanyExportFiles>(response).files?.length).toBe(1);
    expect(harness.calls).toEqual([`role arn:aws:iam::000000000000:role/analyst ${userIn().username} 960000`]);
  });
});
