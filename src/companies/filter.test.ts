import { describe, expect, test } from "vitest";
import { isSelected, toggleFacetValue, chartedCounts, facetLabel } from "./facets";
import { describeConditions, withConditions, type CompaniesFilter, type Conditions } from "./filter";
import type { ColumnName } from "./columns";

describe("conditions of a column", () => {
  test.each<{ given: Conditions | undefined; expected: CompaniesFilter; source: string }>([
    { given: { contains: "air" }, expected: { age: { from: 3 }, status: { contains: "air" } }, source: "are put" },
    { given: undefined, expected: { age: { from: 3 } }, source: "go" },
    { given: { in: [] }, expected: { age: { from: 3 } }, source: "an empty list is none" },
    { given: { contains: "" }, expected: { age: { from: 3 } }, source: "an empty contains is none" },
    {
      given: { equals: "" },
      expected: { age: { from: 3 }, status: { equals: "" } },
      source: "an empty text is a value",
    },
  ])("$source", ({ given, expected }) => {
    expect(withConditions({ status: { equals: "closed" }, age: { from: 3 } }, "status", given)).toEqual(expected);
  });
});

describe("clicks on bars", () => {
  test.each<{ before: CompaniesFilter; click: string | null; after: CompaniesFilter }>([
    { before: {}, click: "closed", after: { status: { in: ["closed"] } } },
    { before: { status: { in: ["closed"] } }, click: "ipo", after: { status: { in: ["closed", "ipo"] } } },
    { before: { status: { in: ["closed", "ipo"] } }, click: "closed", after: { status: { in: ["ipo"] } } },
    { before: { status: { in: ["closed"] } }, click: "closed", after: {} },
    { before: { status: { equals: "closed" } }, click: "ipo", after: { status: { in: ["closed", "ipo"] } } },
    { before: { status: { equals: "closed" } }, click: "closed", after: {} },
    { before: { status: { in: ["closed"] } }, click: null, after: { status: { missing: true } } },
    { before: { status: { missing: true } }, click: null, after: {} },
    { before: { status: { missing: true } }, click: "ipo", after: { status: { in: ["ipo"] } } },
    {
      before: { status: { contains: "o" }, age: { to: 3 } },
      click: "ipo",
      after: { age: { to: 3 }, status: { in: ["ipo"] } },
    },
    { before: {}, click: "", after: { status: { in: [""] } } },
  ])("$before, click on $click", ({ before, click, after }) => {
    const result = toggleFacetValue(before, "status", click);
    expect(result).toEqual(after);
    expect(isSelected(result, "status", click)).toBe(!isSelected(before, "status", click));
  });

  test("a chart draws the most frequent values, and selected ones wherever they stand", () => {
    const counts = ["a", "b", "c", null].map((value, index) => ({ value, count: 9 - index }));
    expect(chartedCounts(counts, 2, (value) => value === null).map(({ value }) => value)).toEqual(["a", "b", null]);
  });

  test("what has no name gets one", () => {
    expect([facetLabel(null), facetLabel(""), facetLabel("ipo")]).toEqual(["no value", "empty text", "ipo"]);
  });
});

describe("conditions in words", () => {
  test.each<{ column: ColumnName; conditions: Conditions; words: readonly string[] }>([
    { column: "status", conditions: { contains: "op" }, words: ["contains “op”"] },
    { column: "status", conditions: { equals: "a" }, words: ["is “a”"] },
    { column: "status", conditions: { in: ["a"] }, words: ["is “a”"] },
    { column: "status", conditions: { in: ["a", "b", "c"] }, words: ["is “a”, “b” or “c”"] },
    { column: "age", conditions: { in: [1, 2, 3, 4, 5, 6] }, words: ["is 1, 2, 3, 4 or 2 more"] },
    { column: "age", conditions: { contains: "3" }, words: ["contains “3”"] },
    { column: "age", conditions: { from: 30, to: 50 }, words: ["30 to 50"] },
    { column: "age", conditions: { from: 30 }, words: ["30 or more"] },
    { column: "age", conditions: { to: 30 }, words: ["30 or less"] },
    { column: "status", conditions: { from: "a" }, words: ["from “a”"] },
    { column: "status", conditions: { to: "b" }, words: ["up to “b”"] },
    { column: "status", conditions: { missing: true }, words: ["has no value"] },
    { column: "status", conditions: { missing: false, contains: "x" }, words: ["contains “x”", "has a value"] },
  ])("$column $conditions", ({ column, conditions, words }) => {
    expect(describeConditions(column, conditions)).toEqual(words);
  });
});
