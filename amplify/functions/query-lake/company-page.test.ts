import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { companiesTable, ownersTable } from "../../lake/tables.js";
import { companyColumns, visibilityOf, type CompanyColumn, type LakeGroup } from "../../lake/visibility.js";
import type { CompanyPage } from "./company-answers.js";
import type { ColumnFilter, CompaniesArguments, CompanyFilter, CompanySort } from "./lake-request.js";
import { compareBy, counted, expectedRows } from "./testing/company-oracle.js";
import { startDuckDbAthena, type DuckDbAthena } from "./testing/duckdb-athena.js";
import { dataOf, everything, lakeHarness, userIn, type LakeHarness } from "./testing/lake-harness.js";
import { awkwardTexts, numbersFrom, sampleCompany, sampleLake, type LakeRow } from "./testing/sample-lake.js";

const lake = sampleLake(20261123, 50);
/** Texts that a filter may hold: a caller cannot send NUL. */
const texts = awkwardTexts.filter((text) => !text.includes("\0"));

let athena: DuckDbAthena;
let harness: LakeHarness;

beforeAll(async () => {
  athena = await startDuckDbAthena(lake, 7);
  harness = lakeHarness({ athena: athena.api });
});

afterAll(() => {
  athena.dispose();
});

async function companies(group: LakeGroup, given: CompaniesArguments): Promise<CompanyPage> {
  const request = { field: "companies", identity: userIn(group), selection: everything, arguments: given } as const;
  return dataOf<CompanyPage>(await harness.answer(request));
}

/** A page's rows without the columns that are withheld, which must be null. */
function shownRows(group: LakeGroup, page: CompanyPage): readonly LakeRow[] {
  const { visible, withheld } = visibilityOf(group);
  return page.items.map((item) => {
    for (const { name } of withheld) expect(item[name]).toBeNull();
    return Object.fromEntries(visible.map(({ name }) => [name, item[name] ?? null]));
  });
}

function filterOf(column: CompanyColumn): fc.Arbitrary<ColumnFilter> {
  const missing = fc.boolean();
  if (column.type === "bigint") {
    const value = fc.integer({ min: -5, max: 9 });
    const contains = fc.constantFrom("", "-", "1", "a", "%");
    const known = { equals: value, contains, in: fc.array(value), from: value, to: value, missing };
    return fc.record(known, { requiredKeys: [] });
  }
  const value = fc.constantFrom(...texts);
  const known = { equals: value, contains: value, in: fc.array(value), from: value, to: value, missing };
  return fc.record(known, { requiredKeys: [] });
}

/** A question that some rows answer: filters on up to two columns, each asking little. */
const question = fc.constantFrom<LakeGroup>("developer", "businessAnalyst").chain((group) => {
  const { visible } = visibilityOf(group);
  const filters = fc
    .uniqueArray(fc.constantFrom(...visible), { maxLength: 2 })
    .chain((columns) =>
      fc.tuple(
        ...columns.map((column) =>
          filterOf(column).map(
            (filter) => [column.name, Object.fromEntries(Object.entries(filter).slice(0, 1))] as const,
          ),
        ),
      ),
    );
  const sort = fc.uniqueArray(
    fc.record({
      column: fc.constantFrom(...visible.map(({ name }) => name)),
      direction: fc.constantFrom("ASC" as const, "DESC" as const),
    }),
    { maxLength: 5, selector: ({ column }) => column },
  );
  return fc.record({
    group: fc.constant(group),
    filter: filters.map((entries): CompanyFilter => Object.fromEntries(entries)),
    sort,
    limit: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 60 })),
  });
});

/** What the answer is ordered by at the least. */
function sortOf(sort: readonly CompanySort[]): readonly CompanySort[] {
  return sort.length > 0 ? sort : [{ column: "company_name", direction: "ASC" }];
}

describe("companies, page by page", () => {
  it("gives exactly the rows of the filter, in order, forward and backward", async () => {
    await fc.assert(
      fc.asyncProperty(question, async ({ group, filter, sort, limit }) => {
        const expected = expectedRows(lake, filter, visibilityOf(group));
        const forward: LakeRow[] = [];
        let last: CompanyPage | undefined;
        let nextToken: string | null = null;
        do {
          const page: CompanyPage = await companies(group, { filter, sort, limit, nextToken });
          expect(page.firstRow).toBe(forward.length + 1);
          expect(page.totalCount).toBe(expected.length);
          expect(page.items.length).toBe(Math.min(limit, expected.length - forward.length));
          forward.push(...shownRows(group, page));
          nextToken = page.nextToken;
          last = page;
        } while (nextToken !== null);
        expect(counted(forward)).toEqual(counted(expected));
        expect(forward.toSorted(compareBy(sortOf(sort)))).toEqual(forward);

        let first = last.firstRow;
        const backward: LakeRow[] = [];
        for (let token = last.previousToken; token !== null;) {
          const page: CompanyPage = await companies(group, { filter, sort, limit, nextToken: token });
          expect(page.nextToken).not.toBeNull();
          expect(page.firstRow).toBe(first - page.items.length);
          backward.unshift(...shownRows(group, page));
          first = page.firstRow;
          token = page.previousToken;
        }
        expect(first).toBe(1);
        expect(backward).toEqual(forward.slice(0, last.firstRow - 1));
        expect(athena.started.every(({ rows }) => rows <= limit + 1)).toBe(true);
        athena.started.length = 0;
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it("comes back to the same page from the one before and the one after", async () => {
    const sort = [{ column: "status", direction: "DESC" as const }];
    const second = await companies("developer", {
      sort,
      limit: 7,
      nextToken: (await companies("developer", { sort, limit: 7 })).nextToken,
    });
    const third = await companies("developer", { sort, limit: 7, nextToken: second.nextToken });
    const first = await companies("developer", { sort, limit: 7, nextToken: second.previousToken });
    const fromThird = await companies("developer", { sort, limit: 7, nextToken: third.previousToken });
    const fromFirst = await companies("developer", { sort, limit: 7, nextToken: first.nextToken });
    for (const again of [fromThird, fromFirst]) {
      expect(again).toMatchObject({ items: second.items, firstRow: 8, totalCount: second.totalCount });
    }
  });

  it.each(["insert", "delete"] as const)("loses and doubles no row while others %s rows", async (change) => {
    await fc.assert(
      fc.asyncProperty(question, fc.integer(), async ({ group, filter, sort, limit }, seed) => {
        const next = numbersFrom(seed);
        const visibility = visibilityOf(group);
        const rows = [...lake.companies];
        const seen: LakeRow[] = [];
        await athena.run("BEGIN");
        try {
          let nextToken: string | null = null;
          let pages = 0;
          do {
            const page: CompanyPage = await companies(group, { filter, sort, limit, nextToken });
            seen.push(...shownRows(group, page));
            nextToken = page.nextToken;
            pages += 1;
            const row = rows[Math.floor(next() * rows.length)] ?? {};
            if (change === "insert") {
              // Half of the new rows equal one that is there.
              const added = next() < 0.5 ? row : sampleCompany(next);
              rows.push(added);
              await athena.insert(companiesTable, [added]);
            } else if (pages % 2 === 0) {
              rows.splice(0, rows.length, ...rows.filter(({ index }) => index !== row.index));
              await athena.run(
                `DELETE FROM "lake"."companies" WHERE "index" IS NOT DISTINCT FROM ${String(row.index)}`,
              );
            }
          } while (nextToken !== null && pages < 400);
          expect(pages).toBeLessThan(400);
        } finally {
          await athena.run("ROLLBACK");
        }
        const before = counted(expectedRows(lake, filter, visibility));
        const after = counted(expectedRows({ ...lake, companies: rows }, filter, visibility));
        const [least, most] = change === "insert" ? [before, after] : [after, before];
        const saw = counted(seen);
        for (const [row, count] of least) expect(saw.get(row) ?? 0).toBeGreaterThanOrEqual(count);
        for (const [row, count] of saw) expect(count).toBeLessThanOrEqual(most.get(row) ?? 0);
      }),
      { numRuns: 25, seed: 2 },
    );
  });

  it("begins at the row of a number, and pages on from there in both directions", async () => {
    await fc.assert(
      fc.asyncProperty(question, fc.nat({ max: 70 }), async ({ group, filter, sort, limit: few }, before) => {
        // More than the rows that look alike: a page of nothing else cannot tell where among them it is.
        const limit = few + 10;
        const walk = async (start: CompaniesArguments, way: "nextToken" | "previousToken") => {
          const pages: CompanyPage[] = [];
          let given: CompaniesArguments | undefined = start;
          while (given !== undefined) {
            const page: CompanyPage = await companies(group, { filter, sort, limit, ...given });
            pages.push(page);
            const token: string | null = page[way];
            given = token === null ? undefined : { nextToken: token };
          }
          return pages;
        };
        const all = (await walk({}, "nextToken")).flatMap((page) => shownRows(group, page));
        const firstRow = before + 1;
        const on = await walk({ firstRow }, "nextToken");
        expect(on[0]?.firstRow).toBe(firstRow);
        expect(on.flatMap((page) => shownRows(group, page))).toEqual(all.slice(before));
        if (before >= all.length) return;
        const [, ...back] = await walk({ firstRow }, "previousToken");
        expect(back.toReversed().flatMap((page) => shownRows(group, page))).toEqual(all.slice(0, before));
        expect(back.at(-1)?.firstRow ?? 1).toBe(1);
      }),
      { numRuns: 25, seed: 3 },
    );
  });

  it.each([
    { given: { firstRow: 0 }, expected: /^firstRow: expected a whole number from 1 to 10000000, got 0/ },
    { given: { firstRow: 1.5 }, expected: /^firstRow: expected a whole number/ },
    { given: { firstRow: 10_000_001 }, expected: /^firstRow: expected a whole number/ },
    { given: { firstRow: 2, nextToken: "x" }, expected: /^firstRow: expected nothing beside nextToken/ },
  ])("refuses $given", async ({ given, expected }) => {
    const request = {
      field: "companies",
      identity: userIn("developer"),
      selection: everything,
      arguments: given,
    } as const;
    const answer = await harness.answer(request);
    expect(answer).toEqual({ error: { type: "BadRequest", message: expect.stringMatching(expected) as string } });
  });

  const early = /FROM \(SELECT [^()]* FROM "lake"\."companies" AS c (WHERE .*)?ORDER BY .* LIMIT 3\) AS c LEFT JOIN/;
  it.each([
    { given: {}, expected: true },
    { given: { filter: { status: { equals: "a" } }, sort: [{ column: "continent" }] }, expected: true },
    // Owners have a say in which rows are there, or in which come first.
    { given: { filter: { gender: { equals: "a" } } }, expected: false },
    { given: { sort: [{ column: "age" }] }, expected: false },
    { given: { sort: [{ column: "status" }, { column: "age" }, { column: "index" }] }, expected: false },
    { given: { firstRow: 2 }, expected: false },
  ] satisfies { given: CompaniesArguments; expected: boolean }[])(
    "looks for the owners of the first companies alone: $expected for $given",
    async ({ given, expected }) => {
      athena.started.length = 0;
      await companies("developer", { ...given, limit: 2 });
      const rows = athena.started.filter(({ text }) => text.includes("ORDER BY"));
      expect(rows.map(({ text }) => early.test(text))).toEqual([expected]);
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])("shows each owner of companies that look alike, %i at a time", async (limit) => {
    await athena.run("BEGIN");
    await athena.run('DELETE FROM "lake"."companies"');
    await athena.run('DELETE FROM "lake"."owners"');
    const twin: LakeRow = { company_id: "twin", owner_id: 1 };
    await athena.insert(companiesTable, [
      twin,
      { company_id: "z", owner_id: 9 },
      twin,
      { company_id: "a", owner_id: 1 },
    ]);
    await athena.insert(ownersTable, [
      { people_id: 1, gender: "x" },
      { people_id: 1, gender: "w" },
    ]);
    const rows: unknown[] = [];
    let nextToken: string | null = null;
    do {
      const page: CompanyPage = await companies("developer", {
        sort: [{ column: "company_id" }],
        limit,
        nextToken,
      });
      expect(page.items.length).toBe(Math.min(limit, 7 - rows.length));
      rows.push(...page.items.map(({ company_id: id, gender }) => `${String(id)} ${String(gender)}`));
      nextToken = page.nextToken;
    } while (nextToken !== null);
    await athena.run("ROLLBACK");
    expect(rows).toEqual(["a w", "a x", "twin w", "twin w", "twin x", "twin x", "z null"]);
  });

  it("counts its way through rows that look alike", async () => {
    await athena.run("BEGIN");
    await athena.run('DELETE FROM "lake"."companies"');
    const twin: LakeRow = { company_id: "twin" };
    await athena.insert(companiesTable, [
      { company_id: "a" },
      ...Array.from({ length: 7 }, () => twin),
      { company_id: "z" },
    ]);
    const ids = async (nextToken: string | null) => {
      const page = await companies("developer", { sort: [{ column: "company_id" }], limit: 2, nextToken });
      return { page, ids: page.items.map(({ company_id: id }) => id), first: page.firstRow };
    };
    const walk = [await ids(null)];
    const turnAt = [4, 1, 3, 0, 4];
    let at = 0;
    for (const target of turnAt) {
      const isForward = target > at;
      for (; at !== target; at += isForward ? 1 : -1) {
        const { page } = walk.at(-1) ?? (await ids(null));
        walk.push(await ids(isForward ? page.nextToken : page.previousToken));
      }
      expect(walk.at(-1)?.first).toBe(target * 2 + 1);
    }
    await athena.run("ROLLBACK");
    const all = ["a", ...Array.from({ length: 7 }, () => "twin"), "z"];
    for (const { ids: shown, first } of walk) expect(shown).toEqual(all.slice(first - 1, first + 1));
    expect(walk.filter(({ first }) => first === 1).map(({ page }) => page.previousToken)).toEqual([null, null]);
    expect(walk.filter(({ first }) => first === 9).map(({ page }) => page.nextToken)).toEqual([null, null]);
  });

  it("reads a page of a thousand rows from several pages of results", async () => {
    const page = await companies("developer", { limit: 1_000 });
    expect(counted(shownRows("developer", page))).toEqual(counted(expectedRows(lake, {}, visibilityOf("developer"))));
    expect(page).toMatchObject({ nextToken: null, previousToken: null, firstRow: 1 });
  });

  it("answers an empty lake and a filter that nothing meets", async () => {
    const page = await companies("developer", { filter: { company_id: { in: [] } } });
    expect(page).toMatchObject({ items: [], nextToken: null, previousToken: null, firstRow: 1, totalCount: 0 });
  });

  it("turns back from a page that has become empty", async () => {
    const first = await companies("developer", { limit: 20, sort: [{ column: "index" }] });
    await athena.run("BEGIN");
    const shown = first.items.map(({ index }) => index).filter((index) => index !== null);
    const last = Math.max(...shown.map(Number));
    await athena.run(`DELETE FROM "lake"."companies" WHERE "index" > ${last} OR "index" IS NULL`);
    const rest = await companies("developer", { limit: 1_000, sort: [{ column: "index" }] });
    let page = first;
    while (page.nextToken !== null) {
      page = await companies("developer", {
        limit: 1_000,
        sort: [{ column: "index" }],
        nextToken: page.nextToken,
      });
    }
    const back = await companies("developer", {
      limit: 1_000,
      sort: [{ column: "index" }],
      nextToken: page.previousToken,
    });
    await athena.run("ROLLBACK");
    expect(back.items.length + page.items.length).toBe(rest.items.length);
    expect(back.firstRow).toBe(1);
  });

  it("runs no query that nobody asked for", async () => {
    athena.started.length = 0;
    const selection = ["visibleColumns", "visibleColumns/name", "withheldColumns/name"];
    const response = await harness.answer({
      field: "companies",
      identity: userIn("businessAnalyst"),
      selection,
      selectionText: "{ visibleColumns { name } withheldColumns { name } }",
      arguments: {},
    });
    expect(athena.started).toEqual([]);
    expect(dataOf<{ withheldColumns: { name: string }[] }>(response).withheldColumns.map(({ name }) => name)).toEqual(
      companyColumns.filter(({ personal }) => personal).map(({ name }) => name),
    );
  });
});
