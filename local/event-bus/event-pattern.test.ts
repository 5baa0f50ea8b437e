import { describe, expect, test } from "vitest";
import { compileEventPattern } from "./event-pattern.js";
import { parseJson } from "./json-tree.js";

const guide = "EventBridge user guide, Comparison operators";
const ruler = "github.com/aws/event-ruler README";
const rulerSource = "github.com/aws/event-ruler, JsonRuleCompiler and Event";

interface MatchCase {
  readonly name: string;
  /** JSON text where the spelling matters, else a value. */
  readonly pattern: unknown;
  readonly event: unknown;
  readonly expected: boolean;
  readonly source: string;
}

const gate = (matcher: unknown): unknown => ({ detail: { gate: [matcher] } });
const atGate = (value: unknown): unknown => ({ source: "airport-operations", detail: { gate: value } });

const matchCases: readonly MatchCase[] = [
  // Literals
  { name: "a listed string", pattern: gate("B4"), event: atGate("B4"), expected: true, source: guide },
  { name: "case counts", pattern: gate("b4"), event: atGate("B4"), expected: false, source: guide },
  { name: "no trimming", pattern: gate("B4"), event: atGate("B4 "), expected: false, source: guide },
  {
    name: "one of several",
    pattern: { source: ["a", "airport-operations"] },
    event: atGate(1),
    expected: true,
    source: guide,
  },
  {
    name: "every field must match",
    pattern: { source: ["airport-operations"], detail: { gate: ["B5"] } },
    event: atGate("B4"),
    expected: false,
    source: guide,
  },
  {
    name: "an event may have more fields",
    pattern: { source: ["airport-operations"] },
    event: atGate("B4"),
    expected: true,
    source: guide,
  },
  {
    name: "a missing field",
    pattern: { detail: { belt: ["1"] } },
    event: atGate("B4"),
    expected: false,
    source: guide,
  },
  { name: "null matches null", pattern: gate(null), event: atGate(null), expected: true, source: guide },
  { name: "null is not the empty string", pattern: gate(null), event: atGate(""), expected: false, source: guide },
  { name: "the empty string is not null", pattern: gate(""), event: atGate(null), expected: false, source: guide },
  { name: "null is not absent", pattern: gate(null), event: atGate({}), expected: false, source: guide },
  {
    name: "a word is not its string",
    pattern: gate(true),
    event: atGate("true"),
    expected: false,
    source: rulerSource,
  },
  { name: "a number is not its string", pattern: gate(4), event: atGate("4"), expected: false, source: rulerSource },
  {
    name: "numbers compare by value",
    pattern: '{"detail":{"gate":[300]}}',
    event: '{"detail":{"gate":3.0e2}}',
    expected: true,
    source: "recorded: 300 matches 300.0",
  },
  {
    name: "numbers beyond a double compare by digits",
    pattern: '{"detail":{"gate":[12345678901234567890]}}',
    event: '{"detail":{"gate":12345678901234567891}}',
    expected: false,
    source: rulerSource,
  },
  {
    name: "the same digits beyond a double",
    pattern: '{"detail":{"gate":[12345678901234567890]}}',
    event: '{"detail":{"gate":12345678901234567890}}',
    expected: true,
    source: rulerSource,
  },
  {
    name: "the last of two equal keys counts",
    pattern: '{"source":["x"],"source":["airport-operations"]}',
    event: atGate(1),
    expected: true,
    source: "recorded: duplicate key",
  },
  {
    name: "two equal keys with objects both count",
    pattern: '{"detail":{"gate":["B4"]},"detail":{"belt":["1"]}}',
    event: atGate("B4"),
    expected: false,
    source: rulerSource,
  },
  {
    name: "text behind the pattern is not read",
    pattern: '{"source":["airport-operations"]} and more',
    event: atGate(1),
    expected: true,
    source: rulerSource,
  },
  {
    name: "an address written in another way",
    pattern: gate("2001:db8::1"),
    event: atGate("2001:0DB8:0:0:0:0:0:1"),
    expected: true,
    source: rulerSource,
  },
  {
    name: "another address",
    pattern: gate("10.0.0.1"),
    event: atGate("10.0.0.2"),
    expected: false,
    source: rulerSource,
  },

  // Names and paths
  {
    name: "a dot in the event's key is a step",
    pattern: { detail: { gate: { name: ["B4"] } } },
    event: { detail: { "gate.name": "B4" } },
    expected: true,
    source: "recorded: dot joining",
  },
  {
    name: "a dot in the pattern's key is a step",
    pattern: { detail: { "gate.name": ["B4"] } },
    event: { detail: { gate: { name: "B4" } } },
    expected: true,
    source: "recorded: dot joining",
  },
  {
    name: "keys compare exactly",
    pattern: { Source: ["airport-operations"] },
    event: atGate(1),
    expected: false,
    source: guide,
  },
  {
    name: "an object where the pattern has a list",
    pattern: gate("B4"),
    event: atGate({ name: "B4" }),
    expected: false,
    source: guide,
  },
  {
    name: "a value where the pattern has an object",
    pattern: { detail: { gate: { name: ["B4"] } } },
    event: atGate("B4"),
    expected: false,
    source: guide,
  },

  // Arrays
  { name: "any item of an array", pattern: gate("B4"), event: atGate(["B3", "B4"]), expected: true, source: guide },
  { name: "no item of an array", pattern: gate("B5"), event: atGate(["B3", "B4"]), expected: false, source: guide },
  {
    name: "an empty array has no items",
    pattern: gate({ exists: true }),
    event: atGate([]),
    expected: false,
    source: "recorded: exists_list_empty",
  },
  {
    name: "arrays in arrays",
    pattern: gate("B4"),
    event: atGate([["B3"], [["B4"]]]),
    expected: true,
    source: rulerSource,
  },
  {
    name: "objects in an array",
    pattern: { legs: { from: ["EWR"] } },
    event: { legs: [{ from: "JFK" }, { from: "EWR" }] },
    expected: true,
    source: ruler,
  },
  {
    name: "two fields of one item",
    pattern: { legs: { from: ["JFK"], to: ["ORD"] } },
    event: {
      legs: [
        { from: "JFK", to: "ORD" },
        { from: "EWR", to: "IAH" },
      ],
    },
    expected: true,
    source: ruler,
  },
  {
    name: "never two fields of different items",
    pattern: { legs: { from: ["JFK"], to: ["IAH"] } },
    event: {
      legs: [
        { from: "JFK", to: "ORD" },
        { from: "EWR", to: "IAH" },
      ],
    },
    expected: false,
    source: ruler,
  },
  {
    name: "two items, tried in turn",
    pattern: { legs: { from: ["JFK"], to: ["IAH"] } },
    event: {
      legs: [
        { from: "JFK", to: "ORD" },
        { from: "JFK", to: "IAH" },
      ],
    },
    expected: true,
    source: ruler,
  },
  {
    name: "items of different arrays are free",
    pattern: { a: { x: [1] }, b: { y: [2] } },
    event: { a: [{ x: 1 }], b: [{ y: 1 }, { y: 2 }] },
    expected: true,
    source: ruler,
  },
  {
    name: "inner arrays follow their outer item",
    pattern: { day: { gate: ["B4"], flights: { num: [2] } } },
    event: {
      day: [
        { gate: "B4", flights: [{ num: 1 }] },
        { gate: "B5", flights: [{ num: 2 }] },
      ],
    },
    expected: false,
    source: ruler,
  },
  {
    name: "absent from the item that matched",
    pattern: { legs: { from: ["JFK"], via: [{ exists: false }] } },
    event: { legs: [{ from: "JFK" }, { from: "EWR", via: "ORD" }] },
    expected: true,
    source: rulerSource,
  },
  {
    name: "present in the item that matched",
    pattern: { legs: { from: ["EWR"], via: [{ exists: false }] } },
    event: { legs: [{ from: "JFK" }, { from: "EWR", via: "ORD" }] },
    expected: false,
    source: rulerSource,
  },
  {
    name: "some item is not the one excluded",
    pattern: gate({ "anything-but": "B4" }),
    event: atGate(["B4", "B5"]),
    expected: true,
    source: rulerSource,
  },

  // $or
  {
    name: "or: the second",
    pattern: { $or: [{ gate: ["B4"] }, { belt: ["1"] }] },
    event: { belt: "1" },
    expected: true,
    source: guide,
  },
  {
    name: "or: none",
    pattern: { $or: [{ gate: ["B4"] }, { belt: ["1"] }] },
    event: { belt: "2" },
    expected: false,
    source: guide,
  },
  {
    name: "or beside a field",
    pattern: { source: ["x"], $or: [{ gate: ["B4"] }, { belt: ["1"] }] },
    event: { source: "y", belt: "1" },
    expected: false,
    source: guide,
  },
  {
    name: "or within or",
    pattern: { $or: [{ a: [1] }, { $or: [{ b: [1] }, { c: [1] }] }] },
    event: { c: 1 },
    expected: true,
    source: ruler,
  },
  {
    name: "two ors multiply",
    pattern: { $or: [{ a: [1] }, { b: [1] }], detail: { $or: [{ c: [1] }, { d: [1] }] } },
    event: { b: 1, detail: { c: 1 } },
    expected: true,
    source: ruler,
  },
  {
    name: "two ors need one of each",
    pattern: { $or: [{ a: [1] }, { b: [1] }], detail: { $or: [{ c: [1] }, { d: [1] }] } },
    event: { b: 1, detail: { e: 1 } },
    expected: false,
    source: ruler,
  },
];

describe("event patterns", () => {
  test.each(matchCases)("$name: $expected [$source]", ({ pattern, event, expected }) => {
    expect(compileEventPattern(textOf(pattern)).matches(parseJson(textOf(event)))).toBe(expected);
  });
});

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
