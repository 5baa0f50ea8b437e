import { describe, expect, test } from "vitest";
import type { SubscriptionFilterEntry } from "../runtime/evaluation.js";
import { compileFilter, filterOfArguments, passes } from "./filter.js";

const flight = {
  __typename: "Flight",
  carrier: "JK",
  num: 123,
  late: true,
  terminal: null,
  gate: { name: "A14", level: { floor: 2 } },
  codeshares: ["AA4321", "BA1508"],
  weights: [1, 2],
};

const types = "subscription-filter-types of @aws-appsync/utils";
const guide = "devguide aws-appsync-real-time-enhanced-filtering";
const inferred = "inferred: not documented";

const operators: {
  entry: [string, SubscriptionFilterEntry["operator"], unknown];
  expected: boolean;
  source: string;
}[] = [
  { entry: ["carrier", "eq", "JK"], expected: true, source: guide },
  { entry: ["carrier", "eq", "jk"], expected: false, source: inferred },
  { entry: ["num", "eq", 123], expected: true, source: guide },
  { entry: ["num", "eq", 123.0], expected: true, source: inferred },
  { entry: ["num", "eq", "123"], expected: false, source: inferred },
  { entry: ["late", "eq", true], expected: true, source: types },
  { entry: ["late", "eq", "true"], expected: false, source: inferred },
  { entry: ["terminal", "eq", "A"], expected: false, source: guide },
  { entry: ["absent", "eq", "A"], expected: false, source: guide },
  { entry: ["gate.name", "eq", "A14"], expected: true, source: guide },
  { entry: ["gate.level.floor", "eq", 2], expected: true, source: guide },
  { entry: ["gate.absent.floor", "eq", 2], expected: false, source: inferred },
  { entry: ["carrier", "ne", "JK"], expected: false, source: guide },
  { entry: ["carrier", "ne", "AA"], expected: true, source: guide },
  { entry: ["num", "ne", "123"], expected: true, source: inferred },
  { entry: ["terminal", "ne", "A"], expected: true, source: inferred },
  { entry: ["absent", "ne", "A"], expected: true, source: inferred },
  { entry: ["num", "le", 123], expected: true, source: guide },
  { entry: ["num", "le", 122], expected: false, source: guide },
  { entry: ["num", "lt", 123], expected: false, source: guide },
  { entry: ["num", "lt", 123.5], expected: true, source: guide },
  { entry: ["num", "ge", 123], expected: true, source: guide },
  { entry: ["num", "ge", 124], expected: false, source: guide },
  { entry: ["num", "gt", 122], expected: true, source: guide },
  { entry: ["num", "gt", 123], expected: false, source: guide },
  { entry: ["num", "gt", "1"], expected: false, source: inferred },
  { entry: ["carrier", "ge", "JJ"], expected: true, source: types },
  { entry: ["carrier", "lt", "JJ"], expected: false, source: types },
  { entry: ["terminal", "le", "Z"], expected: false, source: inferred },
  { entry: ["absent", "gt", 0], expected: false, source: inferred },
  { entry: ["gate.name", "contains", "1"], expected: true, source: guide },
  { entry: ["gate.name", "contains", "B"], expected: false, source: guide },
  { entry: ["codeshares", "contains", "BA1508"], expected: true, source: guide },
  { entry: ["codeshares", "contains", "BA"], expected: false, source: inferred },
  { entry: ["weights", "contains", 2], expected: true, source: guide },
  { entry: ["num", "contains", 12], expected: false, source: inferred },
  { entry: ["terminal", "contains", "A"], expected: false, source: inferred },
  { entry: ["gate.name", "notContains", "B"], expected: true, source: guide },
  { entry: ["codeshares", "notContains", "AA4321"], expected: false, source: guide },
  { entry: ["terminal", "notContains", "A"], expected: true, source: inferred },
  { entry: ["gate.name", "beginsWith", "A1"], expected: true, source: guide },
  { entry: ["gate.name", "beginsWith", "14"], expected: false, source: guide },
  { entry: ["absent", "beginsWith", "A"], expected: false, source: inferred },
  { entry: ["carrier", "in", ["AA", "JK"]], expected: true, source: guide },
  { entry: ["carrier", "in", ["AA"]], expected: false, source: guide },
  { entry: ["num", "in", ["123"]], expected: false, source: inferred },
  { entry: ["absent", "in", ["A"]], expected: false, source: inferred },
  { entry: ["carrier", "notIn", ["AA"]], expected: true, source: guide },
  { entry: ["carrier", "notIn", ["AA", "JK"]], expected: false, source: guide },
  { entry: ["terminal", "notIn", ["A"]], expected: true, source: inferred },
  { entry: ["num", "between", [100, 200]], expected: true, source: guide },
  { entry: ["num", "between", [123, 123]], expected: true, source: inferred },
  { entry: ["num", "between", [1, 122]], expected: false, source: guide },
  { entry: ["carrier", "between", ["J", "K"]], expected: true, source: types },
  { entry: ["terminal", "between", ["A", "B"]], expected: false, source: inferred },
  { entry: ["codeshares", "containsAny", ["LH1", "AA4321"]], expected: true, source: guide },
  { entry: ["codeshares", "containsAny", ["LH1"]], expected: false, source: guide },
  { entry: ["carrier", "containsAny", ["JK"]], expected: false, source: inferred },
  { entry: ["absent", "containsAny", ["JK"]], expected: false, source: inferred },
];

describe("filter operators", () => {
  test.each(operators)("$entry is $expected ($source)", ({ entry: [fieldName, operator, value], expected }) => {
    const filter = compileFilter({ filterGroup: [{ filters: [{ fieldName, operator, value }] }] });
    expect(passes(filter, flight)).toBe(expected);
  });

  test("conditions inside a group are ANDed, groups are ORed", () => {
    const is = (carrier: string, num: number) => ({
      filters: [
        { fieldName: "carrier", operator: "eq" as const, value: carrier },
        { fieldName: "num", operator: "eq" as const, value: num },
      ],
    });
    expect(passes(compileFilter({ filterGroup: [is("JK", 1)] }), flight)).toBe(false);
    expect(passes(compileFilter({ filterGroup: [is("JK", 1), is("JK", 123)] }), flight)).toBe(true);
  });
});

const entry = (fieldName: string, operator = "eq", value: unknown = "x") => ({ fieldName, operator, value });
const one = (...filters: object[]) => ({ filterGroup: [{ filters }] });

const refused: { name: string; filter: unknown; expected: string; source: string }[] = [
  {
    name: "no group",
    filter: { filterGroup: [] },
    expected: "filterGroup must be a list of 1 to 10",
    source: inferred,
  },
  { name: "empty filters", filter: one(), expected: "filters must be a list of one or more", source: inferred },
  {
    name: "eleven groups",
    filter: { filterGroup: Array.from({ length: 11 }, () => ({ filters: [entry("a")] })) },
    expected: "Filters combination exceed maximum limit 10",
    source: "amplify-js datastore subscription.ts",
  },
  {
    name: "six fields",
    filter: one(...["a", "b", "c", "d", "e", "f"].map((name) => entry(name))),
    expected: "Filters exceed maximum attributes limit 5 for subscription",
    source: "github amplify-flutter 6142",
  },
  {
    name: "one field twice",
    filter: one(entry("a", "ge", 1), entry("a", "le", 2)),
    expected: "filter uses same fieldName multiple time: a",
    source: "amplify-js datastore subscription.ts",
  },
  { name: "six levels", filter: one(entry("a.b.c.d.e.f")), expected: "and 5 levels", source: guide },
  { name: "long name", filter: one(entry("a".repeat(257))), expected: "256 characters", source: guide },
  { name: "unknown operator", filter: one(entry("a", "like")), expected: "operator must be eq, ne", source: guide },
  { name: "null", filter: one(entry("a", "eq", null)), expected: "a number, a string or a Boolean", source: types },
  { name: "Boolean order", filter: one(entry("a", "lt", true)), expected: "a number or a string", source: types },
  { name: "no list", filter: one(entry("a", "in", "x")), expected: "a list of 1 to 5", source: types },
  { name: "six values", filter: one(entry("a", "in", [1, 2, 3, 4, 5, 6])), expected: "1 to 5", source: guide },
  {
    name: "21 values",
    filter: one(
      entry(
        "a",
        "containsAny",
        Array.from({ length: 21 }, (_, index) => index),
      ),
    ),
    expected: "a list of 1 to 20",
    source: guide,
  },
  { name: "one end", filter: one(entry("a", "between", [1])), expected: "a list of two", source: types },
  { name: "no text", filter: one(entry("a", "beginsWith", 1)), expected: "a string for operator", source: types },
];

describe("filters that AppSync refuses", () => {
  test.each(refused)("$name ($source)", ({ filter, expected }) => {
    expect(() => compileFilter(filter as Parameters<typeof compileFilter>[0])).toThrow(expected);
  });
});

describe("filtering by arguments", () => {
  const args: { given: Record<string, unknown>; expected: boolean; source: string }[] = [
    { given: {}, expected: true, source: "devguide aws-appsync-real-time-data" },
    { given: { carrier: "JK" }, expected: true, source: "devguide aws-appsync-real-time-data" },
    { given: { carrier: "JK", num: 123 }, expected: true, source: "devguide aws-appsync-real-time-data" },
    { given: { carrier: "JK", num: 1 }, expected: false, source: "devguide aws-appsync-real-time-data" },
    { given: { terminal: null }, expected: true, source: "devguide, argument null value has meaning" },
    { given: { absent: null }, expected: true, source: inferred },
    { given: { carrier: null }, expected: false, source: "devguide, argument null value has meaning" },
    { given: { carrier: undefined }, expected: true, source: "an argument left out" },
    { given: { codeshares: ["AA4321", "BA1508"] }, expected: true, source: inferred },
    { given: { gate: { level: { floor: 2 }, name: "A14" } }, expected: true, source: inferred },
  ];
  test.each(args)("$given is $expected ($source)", ({ given, expected }) => {
    expect(passes(filterOfArguments(given), flight)).toBe(expected);
  });
});
