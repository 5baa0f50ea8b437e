import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Conditions } from "./filter";
import { conditionsOf, draftOf, wholeNumber, type FilterDraft } from "./filter-draft";
import { formatList, parseList } from "./list-text";

describe("what stands in an editor is what the conditions say, and back", () => {
  test.each<{ type: "TEXT" | "NUMBER"; conditions: Conditions | undefined; draft: FilterDraft }>([
    { type: "TEXT", conditions: undefined, draft: { mode: "contains", text: "", to: "" } },
    { type: "NUMBER", conditions: undefined, draft: { mode: "range", text: "", to: "" } },
    { type: "TEXT", conditions: { contains: "air" }, draft: { mode: "contains", text: "air", to: "" } },
    { type: "TEXT", conditions: { equals: "a, b" }, draft: { mode: "equals", text: "a, b", to: "" } },
    { type: "TEXT", conditions: { in: ["a, b", "c"] }, draft: { mode: "in", text: '"a, b", c', to: "" } },
    { type: "TEXT", conditions: { from: "a" }, draft: { mode: "range", text: "a", to: "" } },
    { type: "TEXT", conditions: { missing: true }, draft: { mode: "missing", text: "", to: "" } },
    { type: "NUMBER", conditions: { missing: false }, draft: { mode: "present", text: "", to: "" } },
    { type: "NUMBER", conditions: { from: -3, to: 50 }, draft: { mode: "range", text: "-3", to: "50" } },
    { type: "NUMBER", conditions: { equals: 0 }, draft: { mode: "equals", text: "0", to: "" } },
    { type: "NUMBER", conditions: { contains: "34" }, draft: { mode: "contains", text: "34", to: "" } },
    { type: "NUMBER", conditions: { in: [1, 2] }, draft: { mode: "in", text: "1, 2", to: "" } },
  ])("$conditions", ({ type, conditions, draft }) => {
    expect(draftOf(type, conditions)).toEqual(draft);
    expect(conditionsOf(type, draft)).toEqual({ conditions });
  });

  test("more than an editor can show is said to be so", () => {
    expect(draftOf("TEXT", { contains: "a", missing: false }).mode).toBe("several");
  });
});

describe("what is typed wrong is named and changes nothing", () => {
  test.each<{ type: "TEXT" | "NUMBER"; draft: FilterDraft; fault: string }>([
    { type: "NUMBER", draft: { mode: "range", text: "abc", to: "" }, fault: "A whole number" },
    { type: "NUMBER", draft: { mode: "range", text: "", to: "1.5" }, fault: "A whole number" },
    { type: "NUMBER", draft: { mode: "range", text: "9", to: "3" }, fault: "The first must not be the greater" },
    { type: "NUMBER", draft: { mode: "equals", text: "99999999999999999", to: "" }, fault: "A whole number" },
    { type: "NUMBER", draft: { mode: "contains", text: "3x", to: "" }, fault: "Digits of a number" },
    { type: "NUMBER", draft: { mode: "in", text: "1, x", to: "" }, fault: "Whole numbers, with commas between" },
  ])("$draft", ({ type, draft, fault }) => {
    expect(conditionsOf(type, draft)).toEqual({ fault });
  });
});

test.each([
  { text: "", value: undefined },
  { text: " 7 ", value: 7 },
  { text: "2147483648", value: 2_147_483_648 },
  { text: "-9007199254740991", value: -9_007_199_254_740_991 },
  { text: "9007199254740993", value: "bad" },
  { text: "-0", value: 0 },
  { text: "1e3", value: "bad" },
  { text: "0x10", value: "bad" },
])("the number in “$text” is $value", ({ text, value }) => {
  expect(wholeNumber(text)).toBe(value);
});

test.each([
  { line: "a, b ,c", values: ["a", "b", "c"] },
  { line: "a,,b,", values: ["a", "b"] },
  { line: '"a, b", "say ""hi"""', values: ["a, b", 'say "hi"'] },
  { line: '"never closed, so', values: ["never closed, so"] },
  { line: '""', values: [""] },
  { line: "   ", values: [] },
])("the list $line", ({ line, values }) => {
  expect(parseList(line)).toEqual(values);
});

test("a list that was written is read as it was", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom("a", ",", '"', " ", "\n", "é"), maxLength: 5 })),
      (values) => {
        expect(parseList(formatList(values))).toEqual(values);
      },
    ),
    { seed: 3, numRuns: 500 },
  );
});
