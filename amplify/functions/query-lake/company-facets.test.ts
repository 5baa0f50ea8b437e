import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { companiesTable } from "../../lake/tables.js";
import { visibilityOf } from "../../lake/visibility.js";
import { facetColumns, facets, type FacetCount, type FacetCounts } from "./company-facets.js";
import type { CompanyFilter } from "./lake-request.js";
import { expectedRows } from "./testing/company-oracle.js";
import { startDuckDbAthena, type DuckDbAthena } from "./testing/duckdb-athena.js";
import { dataOf, lakeHarness, userIn, type LakeHarness } from "./testing/lake-harness.js";
import { awkwardTexts, sampleLake } from "./testing/sample-lake.js";

const lake = sampleLake(11, 60);
const visibility = visibilityOf("developer");
const all = [...facets, "totalCount"];

let athena: DuckDbAthena;
let harness: LakeHarness;

beforeAll(async () => {
  athena = await startDuckDbAthena(lake);
  harness = lakeHarness({ athena: athena.api });
});

afterAll(() => {
  athena.dispose();
});

async function facetsOf(
  filter: CompanyFilter,
  selection: readonly string[] = all,
  selectionText = `{ ${selection.map((path) => path.replace(/\/(.*)/, " { $1 }")).join(" ")} }`,
): Promise<FacetCounts> {
  const request = { field: "companyFacets", identity: userIn("developer"), arguments: { filter } } as const;
  return dataOf(await harness.answer({ ...request, selection, selectionText }));
}

function countsOf(column: string, filter: CompanyFilter): readonly FacetCount[] {
  const others = Object.fromEntries(Object.entries(filter).filter(([name]) => name !== column));
  const counts = new Map<string | null, number>();
  for (const row of expectedRows(lake, others, visibility)) {
    const value = row[column] ?? null;
    const text = value === null ? null : String(value);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const list = [...counts].map(([value, count]) => ({ value, count }));
  const bytes = (value: string | null) => (value === null ? Buffer.from([0xff]) : Buffer.from(value));
  return list.sort((one, other) => other.count - one.count || Buffer.compare(bytes(one.value), bytes(other.value)));
}

describe("companyFacets", () => {
  it("counts each column without its own filter, most frequent first", async () => {
    const text = fc.constantFrom(...awkwardTexts.filter((value) => !value.includes("\0")));
    const condition = fc.oneof(
      fc.record({ contains: text }),
      fc.record({ in: fc.array(text, { minLength: 5, maxLength: 15 }) }),
      fc.record({ missing: fc.boolean() }),
    );
    const known = { category_code: condition, status: condition, continent: condition, gender: condition };
    await fc.assert(
      fc.asyncProperty(fc.record(known, { requiredKeys: [] }), async (filter) => {
        const counts = await facetsOf(filter);
        for (const facet of facets) expect(counts[facet]).toEqual(countsOf(facetColumns[facet], filter));
        expect(counts.totalCount).toBe(expectedRows(lake, filter, visibility).length);
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  it("reads the lake once, and counts nothing where no row is left", async () => {
    athena.started.length = 0;
    const nothing = await facetsOf({ company_id: { in: [] }, status: { equals: "a" } });
    expect(nothing).toMatchObject({ category: [], status: [], continent: [], totalCount: 0 });
    expect(athena.started.map(({ text }) => text.match(/"companies"/g))).toEqual([['"companies"']]);
  });

  it("runs one query, for what was selected alone", async () => {
    athena.started.length = 0;
    expect(await facetsOf({}, ["status/value", "status/count"])).toMatchObject({ category: null, continent: null });
    expect(athena.started.map(({ text }) => text)).toEqual([expect.not.stringContaining("continent")]);
    expect(await facetsOf({}, ["totalCount"])).toMatchObject({ totalCount: expectedRows(lake, {}, visibility).length });
    expect(athena.started.length).toBe(2);
    await facetsOf({}, ["visibleColumns/name"]);
    expect(athena.started.length).toBe(2);
  });

  it.each([
    { selection: ["s", "s/count"], text: "{ s: status { count } }" },
    { selection: ["category", "category/count"], text: "{ category: status { count } }" },
    { selection: ["category", "category/count"], text: "{ ...Swapped }" },
  ])("leaves nothing out where $text may hide a name", async ({ selection, text }) => {
    const counts = await facetsOf({}, selection, text);
    for (const facet of facets) expect(counts[facet]).toEqual(countsOf(facetColumns[facet], {}));
    expect(counts.totalCount).toBe(expectedRows(lake, {}, visibility).length);
  });

  it("shows the hundred most frequent of more values", async () => {
    await athena.run("BEGIN");
    const rows = Array.from({ length: 150 }, (_, index) => ({ category_code: `c${String(index).padStart(3, "0")}` }));
    await athena.insert(companiesTable, [...rows, ...rows.slice(100)]);
    const { category, rest } = await facetsOf({ company_id: { missing: true }, category_code: { equals: "c000" } });
    const whole = countsOf("category_code", { company_id: { missing: true } });
    await athena.run("ROLLBACK");
    expect(category?.length).toBe(100);
    // Those that were put in here are not in the lake that is counted by other means.
    const everything = whole.reduce((sum, { count }) => sum + count, 0) + rows.length + 50;
    const listed = category?.reduce((sum, { count }) => sum + count, 0) ?? 0;
    expect(rest).toEqual([{ facet: "category", values: whole.length + rows.length - 100, count: everything - listed }]);
    const made = category?.filter(({ value }) => value?.startsWith("c") === true) ?? [];
    expect(made.slice(0, 51).map(({ value, count }) => [value, count])).toEqual([
      ...rows.slice(100).map(({ category_code: value }) => [value, 2]),
      ["c000", 1],
    ]);
  });
});
