import { describe, expect, test } from "vitest";
import { compileEventPattern } from "./event-pattern.js";
import { parseJson } from "./json-tree.js";

const guide = "EventBridge user guide, Comparison operators";
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
  // prefix, suffix, equals-ignore-case
  { name: "prefix", pattern: gate({ prefix: "B" }), event: atGate("B4"), expected: true, source: guide },
  { name: "prefix: case counts", pattern: gate({ prefix: "b" }), event: atGate("B4"), expected: false, source: guide },
  {
    name: "prefix: strings only",
    pattern: gate({ prefix: "4" }),
    event: atGate(42),
    expected: false,
    source: rulerSource,
  },
  {
    name: "prefix: the empty one fits any string",
    pattern: gate({ prefix: "" }),
    event: atGate(""),
    expected: true,
    source: "recorded: content_prefix_empty",
  },
  {
    name: "prefix ignoring case",
    pattern: gate({ prefix: { "equals-ignore-case": "gate" } }),
    event: atGate("GaTe B4"),
    expected: true,
    source: guide,
  },
  { name: "suffix", pattern: gate({ suffix: "4" }), event: atGate("B4"), expected: true, source: guide },
  {
    name: "suffix longer than the value",
    pattern: gate({ suffix: "Gate B4" }),
    event: atGate("B4"),
    expected: false,
    source: guide,
  },
  {
    name: "suffix ignoring case",
    pattern: gate({ suffix: { "equals-ignore-case": "b4" } }),
    event: atGate("Gate B4"),
    expected: true,
    source: guide,
  },
  {
    name: "ignoring case",
    pattern: gate({ "equals-ignore-case": "zürich" }),
    event: atGate("ZÜRICH"),
    expected: true,
    source: guide,
  },
  {
    name: "ignoring case is not a prefix",
    pattern: gate({ "equals-ignore-case": "B" }),
    event: atGate("B4"),
    expected: false,
    source: guide,
  },
  { name: "exactly", pattern: gate({ exactly: "B4" }), event: atGate("B4"), expected: true, source: rulerSource },

  // anything-but
  {
    name: "anything but a string",
    pattern: gate({ "anything-but": "B4" }),
    event: atGate("B5"),
    expected: true,
    source: guide,
  },
  {
    name: "anything but: that string",
    pattern: gate({ "anything-but": "B4" }),
    event: atGate("B4"),
    expected: false,
    source: guide,
  },
  {
    name: "anything but: an absent field is nothing",
    pattern: gate({ "anything-but": "B4" }),
    event: { detail: {} },
    expected: false,
    source: "recorded: …_missing_NEG",
  },
  {
    name: "anything but: null is something",
    pattern: gate({ "anything-but": "B4" }),
    event: atGate(null),
    expected: true,
    source: "recorded: …_null",
  },
  {
    name: "anything but a number",
    pattern: gate({ "anything-but": 4 }),
    event: atGate(4.0),
    expected: false,
    source: guide,
  },
  {
    name: "anything but a number: its string is another value",
    pattern: gate({ "anything-but": 4 }),
    event: atGate("4"),
    expected: true,
    source: rulerSource,
  },
  {
    name: "anything but a list",
    pattern: gate({ "anything-but": ["B4", "B5"] }),
    event: atGate("B5"),
    expected: false,
    source: guide,
  },
  {
    name: "anything but a list of numbers",
    pattern: gate({ "anything-but": [4, 5] }),
    event: atGate(6),
    expected: true,
    source: guide,
  },
  {
    name: "anything but a prefix",
    pattern: gate({ "anything-but": { prefix: "B" } }),
    event: atGate("B4"),
    expected: false,
    source: guide,
  },
  {
    name: "anything but a prefix: a number has none",
    pattern: gate({ "anything-but": { prefix: "1" } }),
    event: atGate(12),
    expected: true,
    source: "recorded: …_prefix_int_value",
  },
  {
    name: "anything but several suffixes",
    pattern: gate({ "anything-but": { suffix: ["4", "5"] } }),
    event: atGate("B5"),
    expected: false,
    source: guide,
  },
  {
    name: "anything but, ignoring case",
    pattern: gate({ "anything-but": { "equals-ignore-case": ["b4", "b5"] } }),
    event: atGate("B5"),
    expected: false,
    source: guide,
  },
  {
    name: "anything but a wildcard",
    pattern: gate({ "anything-but": { wildcard: "*/B*" } }),
    event: atGate("T1/B4"),
    expected: false,
    source: guide,
  },
  {
    name: "anything but wildcards: none fits",
    pattern: gate({ "anything-but": { wildcard: ["*/B*", "C*"] } }),
    event: atGate("T1/A4"),
    expected: true,
    source: guide,
  },

  // numeric
  { name: "equal", pattern: gate({ numeric: ["=", 3.5] }), event: atGate(3.5), expected: true, source: guide },
  { name: "less", pattern: gate({ numeric: ["<", 4] }), event: atGate(4), expected: false, source: guide },
  { name: "at least", pattern: gate({ numeric: [">=", -4] }), event: atGate(-4), expected: true, source: guide },
  {
    name: "between, lower bound excluded",
    pattern: gate({ numeric: [">", 0, "<=", 5] }),
    event: atGate(0),
    expected: false,
    source: guide,
  },
  {
    name: "between, upper bound included",
    pattern: gate({ numeric: [">", 0, "<=", 5] }),
    event: atGate(5),
    expected: true,
    source: guide,
  },
  {
    name: "numbers only",
    pattern: gate({ numeric: [">", 0] }),
    event: atGate("5"),
    expected: false,
    source: "recorded: numeric-string_NEG",
  },

  // exists
  { name: "exists", pattern: gate({ exists: true }), event: atGate(null), expected: true, source: guide },
  {
    name: "exists: leaves only",
    pattern: gate({ exists: true }),
    event: atGate({ name: "B4" }),
    expected: false,
    source: guide,
  },
  {
    name: "exists not",
    pattern: { detail: { belt: [{ exists: false }] } },
    event: atGate("B4"),
    expected: true,
    source: guide,
  },
  {
    name: "exists not: there it is",
    pattern: gate({ exists: false }),
    event: atGate("B4"),
    expected: false,
    source: guide,
  },
  {
    name: "exists not, or a value",
    pattern: gate({ exists: false }),
    event: { detail: {} },
    expected: true,
    source: guide,
  },

  // cidr
  {
    name: "within a network",
    pattern: gate({ cidr: "10.1.0.0/16" }),
    event: atGate("10.1.255.7"),
    expected: true,
    source: guide,
  },
  {
    name: "outside of a network",
    pattern: gate({ cidr: "10.1.0.0/16" }),
    event: atGate("10.2.0.1"),
    expected: false,
    source: guide,
  },
  {
    name: "a mask within a byte",
    pattern: gate({ cidr: "192.168.4.0/22" }),
    event: atGate("192.168.7.255"),
    expected: true,
    source: guide,
  },
  {
    name: "a mask within a byte, outside",
    pattern: gate({ cidr: "192.168.4.0/22" }),
    event: atGate("192.168.8.0"),
    expected: false,
    source: guide,
  },
  {
    name: "all addresses",
    pattern: gate({ cidr: "0.0.0.0/0" }),
    event: atGate("8.8.8.8"),
    expected: true,
    source: guide,
  },
  {
    name: "another family",
    pattern: gate({ cidr: "0.0.0.0/0" }),
    event: atGate("2001:db8::1"),
    expected: false,
    source: rulerSource,
  },
  {
    name: "IPv6",
    pattern: gate({ cidr: "2001:db8:1234:1a00::/56" }),
    event: atGate("2001:db8:1234:1aff::9"),
    expected: true,
    source: guide,
  },
  {
    name: "IPv4 written as IPv6",
    pattern: gate({ cidr: "10.0.0.0/8" }),
    event: atGate("::ffff:a01:203"),
    expected: true,
    source: "java.net.InetAddress",
  },
  {
    name: "no address",
    pattern: gate({ cidr: "10.0.0.0/24" }),
    event: atGate("10.0.0.256"),
    expected: false,
    source: "recorded: content_ip_address_NEG",
  },

  // wildcard
  {
    name: "wildcard in the middle",
    pattern: gate({ wildcard: "B*4" }),
    event: atGate("B14"),
    expected: true,
    source: guide,
  },
  {
    name: "wildcard for nothing",
    pattern: gate({ wildcard: "B*4" }),
    event: atGate("B4"),
    expected: true,
    source: guide,
  },
  {
    name: "wildcard covers the whole value",
    pattern: gate({ wildcard: "B*" }),
    event: atGate("AB4"),
    expected: false,
    source: guide,
  },
  {
    name: "ends must not overlap",
    pattern: gate({ wildcard: "aba*aba" }),
    event: atGate("ababa"),
    expected: false,
    source: guide,
  },
  { name: "an escaped star", pattern: gate({ wildcard: "B\\*" }), event: atGate("B*"), expected: true, source: guide },
  {
    name: "an escaped star is no wildcard",
    pattern: gate({ wildcard: "B\\*" }),
    event: atGate("B4"),
    expected: false,
    source: guide,
  },
  {
    name: "an escaped backslash",
    pattern: gate({ wildcard: "B\\\\*" }),
    event: atGate("B\\4"),
    expected: true,
    source: guide,
  },
  {
    name: "the empty wildcard",
    pattern: gate({ wildcard: "" }),
    event: atGate("B4"),
    expected: false,
    source: "recorded: content_wildcard_empty_NEG",
  },
  {
    name: "four short wildcards are not too complex",
    pattern: { a: ["*.bif", "*.tiff", "*.tif", "*.svs"].map((wildcard) => ({ wildcard })) },
    event: { a: "x.tif" },
    expected: true,
    source: "a rule in production",
  },
];

describe("comparison operators of event patterns", () => {
  test.each(matchCases)("$name: $expected [$source]", ({ pattern, event, expected }) => {
    expect(compileEventPattern(textOf(pattern)).matches(parseJson(textOf(event)))).toBe(expected);
  });
});

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
