import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { companiesTable, ownersTable, type LakeTable } from "../../lake/tables.js";
import { companyColumns, visibilityOf, type LakeGroup } from "../../lake/visibility.js";
import type { CompanyPage } from "./company-answers.js";
import type { FacetCounts } from "./company-facets.js";
import type { CompanyColumnInfo } from "./column-info.js";
import type { LakeRequest, LakeResponse } from "./lake-request.js";
import { startDuckDbAthena, type DuckDbAthena } from "./testing/duckdb-athena.js";
import { dataOf, everything, lakeHarness, userIn, type LakeHarness } from "./testing/lake-harness.js";
import { sampleLake } from "./testing/sample-lake.js";

let athena: DuckDbAthena;

beforeAll(async () => {
  athena = await startDuckDbAthena(sampleLake(3, 20));
});

beforeEach(() => {
  athena.started.length = 0;
});

afterAll(() => {
  athena.dispose();
});

async function ask(harness: LakeHarness, field: LakeRequest["field"], given: object): Promise<LakeResponse> {
  const selection = [...everything, "category", "status", "continent"];
  const request = { field, identity: userIn("businessAnalyst"), selection, arguments: given };
  return harness.answer(request as unknown as LakeRequest);
}

/** Arguments that name a column, in every place that has names of columns. */
function naming(column: string): readonly (readonly [LakeRequest["field"], object])[] {
  const conditions = [
    { equals: "x" },
    { equals: null },
    { contains: "" },
    { in: [] },
    { from: "a", to: "b" },
    { missing: true },
    { unknown: 1 },
    {},
    [],
    "x",
    0,
  ];
  // Beside it, columns that are open, else they would be refused for their own sake.
  const open = companyColumns.filter(({ personal, name }) => !personal && name !== column);
  const text = open.find(({ type }) => type === "string")?.name ?? "";
  const filters = conditions.map((condition) => ({ filter: { [text]: { equals: "ipo" }, [column]: condition } }));
  const sorts = [
    { sort: [{ column }] },
    { sort: [{ column: text }, { column, direction: "DESC" }] },
    { sort: [{ column, direction: "sideways" }] },
    { sort: [...open.slice(0, 5).map(({ name }) => name), column].map((name) => ({ column: name })) },
  ];
  const both = [...filters, ...sorts];
  return [
    ...both.map((given) => ["companies", given] as const),
    ...both.map((given) => ["companies", { ...given, limit: 0, nextToken: "damaged", other: 1 }] as const),
    ...filters.map((given) => ["companyFacets", given] as const),
    ...both.map((given) => ["startCompanyExport", { input: given }] as const),
    ["startCompanyExport", { input: { columns: [column] } }],
    ["startCompanyExport", { input: { columns: [text, column, "unknown"], format: "PARQUET" } }],
    ["startCompanyExport", { input: { columns: [column], format: "unknown" } }],
  ];
}

describe("a withheld column", () => {
  const { withheld } = visibilityOf("businessAnalyst");

  it.each(withheld.map(({ name }) => name))(
    "%s is refused wherever it is named, before anything is asked",
    async (name) => {
      const harness = lakeHarness({ athena: athena.api });
      for (const [field, given] of naming(name)) {
        const response = await ask(harness, field, given);
        expect([given, response]).toEqual([
          given,
          {
            error: {
              type: "Unauthorized",
              message: expect.stringMatching(`column ${name} is withheld from you`) as string,
            },
          },
        ]);
      }
      expect(athena.started).toEqual([]);
      expect(harness.calls).toEqual([]);
      expect(harness.log).toEqual([]);
    },
  );

  it.each(withheld.map(({ name }) => name))("says why %s, and what to do", async (name) => {
    const harness = lakeHarness({ athena: athena.api });
    expect(await ask(harness, "companies", { filter: { [name]: { contains: "Main St" } } })).toEqual({
      error: {
        type: "Unauthorized",
        message:
          `filter.${name}: column ${name} is withheld from you: Personal data, not granted to businessAnalyst. ` +
          "Leave it out; withheldColumns lists all of them.",
      },
    });
  });

  it("is not named by null: clients send that for no filter", async () => {
    const harness = lakeHarness({ athena: athena.api });
    const filter = Object.fromEntries(withheld.map(({ name }) => [name, null]));
    const { items } = dataOf<CompanyPage>(await ask(harness, "companies", { filter }));
    expect(items.length).toBeGreaterThan(0);
    for (const { name } of withheld) expect(items.every((item) => item[name] === null)).toBe(true);
    expect("data" in (await ask(harness, "companyFacets", { filter }))).toBe(true);
  });

  it("gives way to no group of a caller's own making", async () => {
    const harness = lakeHarness({ athena: athena.api });
    for (const identity of [null, userIn(), userIn("operations", "Developer", "developer "), userIn("__proto__")]) {
      const request = { field: "companies", identity, selection: everything, arguments: {} } as const;
      expect(await harness.answer(request)).toMatchObject({ error: { type: "Unauthorized" } });
    }
    expect(athena.started).toEqual([]);
    expect(harness.calls).toEqual([]);
  });
});

/** The table with one column marked personal. */
function withPersonal(table: LakeTable, name: string): LakeTable {
  const mark = (columns: LakeTable["columns"]) =>
    columns.map((column) => (column.name === name ? { ...column, personal: true } : column));
  return { ...table, columns: mark(table.columns), partitionKeys: mark(table.partitionKeys) };
}

/** The function of a backend whose tables.ts differs in that one word. */
function flipped(name: string): LakeHarness {
  const tables = { companies: withPersonal(companiesTable, name), owners: withPersonal(ownersTable, name) };
  const changed = (group: LakeGroup) => visibilityOf(group, tables);
  return lakeHarness({ athena: athena.api, visibilityOf: changed });
}

describe("marking a column personal", () => {
  it.each(companyColumns.map(({ name }) => name))("withdraws %s everywhere", async (name) => {
    const harness = flipped(name);
    const page = dataOf<CompanyPage & Record<"visibleColumns" | "withheldColumns", CompanyColumnInfo[]>>(
      await ask(harness, "companies", {}),
    );
    expect(page.items.length).toBeGreaterThan(0);
    expect(page.items.every((item) => item[name] === null)).toBe(true);
    expect(page.visibleColumns.map((column) => column.name)).not.toContain(name);
    expect(page.withheldColumns.find((column) => column.name === name)?.reason).toBe(
      "Personal data, not granted to businessAnalyst",
    );
    const all = dataOf<CompanyPage["items"]>(await ask(harness, "getAll", {}));
    expect(all.every((item) => item[name] === null)).toBe(true);
    const facets = dataOf<FacetCounts>(await ask(harness, "companyFacets", {}));
    const facet = { category_code: facets.category, status: facets.status, continent: facets.continent }[name];
    expect(facet ?? null).toBeNull();
    await ask(harness, "startCompanyExport", { input: {} });
    // No query of any kind so much as mentions it.
    expect(athena.started.length).toBe(5);
    for (const { text, parameters } of athena.started) {
      expect(text).not.toContain(`"${name}"`);
      expect(parameters.join()).not.toContain(name);
    }
    const ran = athena.started.length;
    for (const [field, given] of naming(name)) {
      expect(await ask(harness, field, given)).toMatchObject({ error: { type: "Unauthorized" } });
    }
    expect(athena.started.length).toBe(ran);
  });

  it("withdraws every owner's column with the key of the owners", async () => {
    for (const key of ["people_id", "owner_id"]) {
      athena.started.length = 0;
      const page = dataOf<{ withheldColumns: CompanyColumnInfo[] }>(await ask(flipped(key), "companies", {}));
      const owners = companyColumns.filter(({ table }) => table === ownersTable).map((column) => column.name);
      expect(page.withheldColumns.map((column) => column.name)).toEqual(expect.arrayContaining(owners));
      expect(athena.started.some(({ text }) => text.includes("owners"))).toBe(false);
    }
  });

  it("refuses a group to whom nothing is left", async () => {
    const blind = lakeHarness({
      athena: athena.api,
      visibilityOf: () => ({ visible: [], withheld: [], joinsOwners: false }),
    });
    for (const [field, given] of [
      ["getAll", {}],
      ["companies", {}],
      ["companyFacets", {}],
      ["startCompanyExport", { input: {} }],
    ] as const) {
      expect(await ask(blind, field, given)).toMatchObject({ error: { type: "Unauthorized" } });
    }
    expect(athena.started).toEqual([]);
  });
});
