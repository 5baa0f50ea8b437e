import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnNames, isNumberColumn, WIDTH_LIMITS, type ColumnName } from "./columns";
import { withConditions, type CompaniesFilter, type Conditions } from "./filter";
import { NUMBER_LIMITS } from "./filter-draft";
import { initialView, pageSizes, type CompaniesView } from "./view";
import { parseViewSearch, viewSearch } from "./view-address";

describe("an address is read and written", () => {
  test.each<{ search: string; view: Partial<CompaniesView> }>([
    { search: "", view: {} },
    { search: "company_name.contains=air", view: { filter: { company_name: { contains: "air" } } } },
    { search: "age.contains=-3", view: { filter: { age: { contains: "-3" } } } },
    {
      search: "status.in=closed&status.in=acquired",
      view: { filter: { status: { in: ["closed", "acquired"] } } },
    },
    { search: "age.from=30&age.to=50", view: { filter: { age: { from: 30, to: 50 } } } },
    { search: "age.from=-3", view: { filter: { age: { from: -3 } } } },
    { search: "owner_id.in=1&owner_id.in=2", view: { filter: { owner_id: { in: [1, 2] } } } },
    { search: "address.missing=false", view: { filter: { address: { missing: false } } } },
    { search: "status.equals=", view: { filter: { status: { equals: "" } } } },
    {
      search: "sort=status,-age",
      view: {
        sort: [
          { column: "status", direction: "ASC" },
          { column: "age", direction: "DESC" },
        ],
      },
    },
    { search: "columns=status,company_name", view: { columns: ["status", "company_name"] } },
    { search: "widths=status:90,company_name:300", view: { widths: { status: 90, company_name: 300 } } },
    { search: "rows=1000&charts=closed&row=2001", view: { pageSize: 1000, charts: "closed", firstRow: 2001 } },
  ])("$search", ({ search, view }) => {
    expect(parseViewSearch(search)).toEqual({ view: { ...initialView, ...view }, damaged: [] });
    expect(viewSearch({ ...initialView, ...view })).toBe(search);
  });
});

describe("what makes no sense is left out and named", () => {
  test.each([
    { search: "?age.from=abc", parameter: "age.from", actual: "abc" },
    { search: "?age.from=9007199254740993", parameter: "age.from", actual: "9007199254740993" },
    { search: "?age.contains=3x", parameter: "age.contains", actual: "3x" },
    { search: "?age.contains=", parameter: "age.contains", actual: "(empty)" },
    { search: "?age.from=1&age.from=2", parameter: "age.from", actual: "1, 2" },
    { search: "?salary.from=3", parameter: "salary.from", actual: "3" },
    { search: "?status.like=a", parameter: "status.like", actual: "a" },
    { search: "?status.in.x=a", parameter: "status.in.x", actual: "a" },
    { search: "?status.missing=maybe", parameter: "status.missing", actual: "maybe" },
    { search: "?status.contains=", parameter: "status.contains", actual: "(empty)" },
    { search: "?__proto__.equals=x", parameter: "__proto__.equals", actual: "x" },
    { search: "?sort=company_name,nope", parameter: "sort", actual: "company_name,nope" },
    { search: "?sort=age,-age", parameter: "sort", actual: "age,-age" },
    { search: "?sort=age,status,gender,index,address,owner_id", parameter: "sort" },
    { search: "?columns=", parameter: "columns", actual: "(empty)" },
    { search: "?columns=age,age", parameter: "columns", actual: "age,age" },
    { search: "?widths=age", parameter: "widths", actual: "age" },
    { search: "?widths=age:5", parameter: "widths", actual: "age:5" },
    { search: "?widths=age:99999", parameter: "widths", actual: "age:99999" },
    { search: "?rows=99", parameter: "rows", actual: "99" },
    { search: "?charts=maybe", parameter: "charts", actual: "maybe" },
    { search: "?row=", parameter: "row", actual: "(empty)" },
    { search: "?row=0", parameter: "row", actual: "0" },
    { search: "?row=10000001", parameter: "row", actual: "10000001" },
    { search: "?row=1e3", parameter: "row", actual: "1e3" },
    { search: "?utm_source=mail", parameter: "utm_source", actual: "mail" },
  ])("$search", ({ search, parameter, actual }) => {
    const { view, damaged } = parseViewSearch(`${search}&status.equals=closed`);
    expect(view).toEqual({ ...initialView, filter: { status: { equals: "closed" } } });
    expect(damaged).toEqual([
      { parameter, actual: actual ?? (expect.any(String) as string), expected: expect.any(String) as string },
    ]);
  });

  test("a long value is named by its beginning", () => {
    expect(parseViewSearch(`?rows=${"9".repeat(5_000)}`).damaged[0]?.actual).toBe(`${"9".repeat(80)}…`);
  });
});

const number = fc.integer({ min: NUMBER_LIMITS.least, max: NUMBER_LIMITS.most });
const text = fc.string({ unit: "grapheme", maxLength: 12 });
const distinct = (names: readonly ColumnName[], maxLength: number) =>
  fc.uniqueArray(fc.constantFrom(...names), { maxLength, minLength: 1 });
const conditionsFor = (column: ColumnName) => {
  const value: fc.Arbitrary<unknown> = isNumberColumn(column) ? number : text;
  return fc.record(
    {
      equals: value,
      in: fc.array(value, { maxLength: 3 }),
      from: value,
      to: value,
      missing: fc.boolean(),
      contains: isNumberColumn(column) ? number.map(String) : text,
    },
    { requiredKeys: [] },
  );
};
const filter: fc.Arbitrary<CompaniesFilter> = distinct(columnNames, 4).chain((columns) =>
  fc
    .tuple(...columns.map(conditionsFor))
    .map((all) =>
      columns.reduce<CompaniesFilter>(
        (sum, column, index) => withConditions(sum, column, all[index] as Conditions),
        {},
      ),
    ),
);
const view: fc.Arbitrary<CompaniesView> = fc.record({
  filter,
  sort: fc.oneof(
    fc.constant([]),
    distinct(columnNames, 5).chain((columns) =>
      fc.tuple(
        ...columns.map((column) =>
          fc.record({ column: fc.constant(column), direction: fc.constantFrom("ASC" as const, "DESC" as const) }),
        ),
      ),
    ),
  ),
  columns: fc.option(distinct(columnNames, 13), { nil: undefined }),
  widths: fc.dictionary(
    fc.constantFrom(...columnNames),
    fc.integer({ min: WIDTH_LIMITS.least, max: WIDTH_LIMITS.most }),
    { noNullPrototype: true },
  ),
  pageSize: fc.constantFrom(...pageSizes),
  firstRow: fc.option(fc.integer({ min: 2, max: 10_000_000 }), { nil: undefined }),
  charts: fc.constantFrom("open" as const, "closed" as const, undefined),
});

test("view -> address -> view is the identity", () => {
  fc.assert(
    fc.property(view, (seen) => {
      expect(parseViewSearch(viewSearch(seen))).toEqual({ view: seen, damaged: [] });
    }),
    { seed: 20_261_123, numRuns: 500 },
  );
});

test("no address whatever breaks the reader, and what it reads is written back as it was understood", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (search) => {
      const { view: seen } = parseViewSearch(search);
      expect(parseViewSearch(viewSearch(seen)).view).toEqual(seen);
    }),
    { seed: 20_261_124, numRuns: 500 },
  );
});
