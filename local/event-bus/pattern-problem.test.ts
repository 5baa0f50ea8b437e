import { describe, expect, test } from "vitest";
import { compileEventPattern, InvalidEventPatternError } from "./event-pattern.js";

const rulerSource = "github.com/aws/event-ruler, JsonRuleCompiler";

interface InvalidCase {
  readonly pattern: string;
  /** Behind "Event pattern is not valid. Reason: ". */
  readonly reason: string;
  /** Column on the first line, where EventBridge names one. */
  readonly column: number | undefined;
  readonly source: string;
}

const ONE_KEY = "Only one key allowed in match expression";
const invalidCases: readonly InvalidCase[] = [
  { pattern: "{}", reason: "Empty objects are not allowed", column: 3, source: rulerSource },
  { pattern: '{"a":{}}', reason: "Empty objects are not allowed", column: 8, source: rulerSource },
  { pattern: '{"a":[]}', reason: "Empty arrays are not allowed", column: 8, source: "recorded: arrays_empty_EXC" },
  {
    pattern: '{"a":[["b"]]}',
    reason: "Match value must be String, number, true, false, or null",
    column: 8,
    source: rulerSource,
  },
  {
    pattern: '{"a":"b"}',
    reason: '"a" must be an object or an array',
    column: 7,
    source: "recorded: string_nolist_EXC",
  },
  { pattern: '{"a":7}', reason: '"a" must be an object or an array', column: 7, source: "recorded: int_nolist_EXC" },
  { pattern: "[]", reason: "Filter is not an object", column: 2, source: "recorded: invalid_json_3" },
  { pattern: '{"a":[{}]}', reason: "Match expression name not found", column: 9, source: rulerSource },
  {
    pattern: '{"a":[{"PREFIX":"b"}]}',
    reason: "Unrecognized match type PREFIX",
    column: 18,
    source: "recorded: operator_case_sensitive_EXC",
  },
  { pattern: '{"a":[{"prefix":"b","suffix":"c"}]}', reason: ONE_KEY, column: 31, source: rulerSource },
  {
    pattern: '{"a":[{"prefix":1}]}',
    reason: "prefix match pattern must be a string",
    column: 18,
    source: "recorded: content_prefix_int_EXC",
  },
  { pattern: '{"a":[{"prefix":{"x":"b"}}]}', reason: "Unsupported prefix pattern: x", column: 23, source: rulerSource },
  {
    pattern: '{"a":[{"numeric":["~",1]}]}',
    reason: "Unrecognized numeric range operator: ~",
    column: 24,
    source: rulerSource,
  },
  {
    pattern: '{"a":[{"numeric":[">",5,"<",5]}]}',
    reason: "Bottom must be less than top",
    column: 31,
    source: rulerSource,
  },
  {
    pattern: '{"a":[{"numeric":["<",5,">",1]}]}',
    reason: "Too many elements in numeric expression",
    column: 26,
    source: rulerSource,
  },
  {
    pattern: '{"a":[{"exists":"true"}]}',
    reason: "exists match pattern must be either true or false.",
    column: 18,
    source: rulerSource,
  },
  {
    pattern: '{"a":[{"anything-but":{"numeric":["<",1]}}]}',
    reason: "Unsupported anything-but pattern: numeric",
    column: 35,
    source: rulerSource,
  },
  {
    pattern: '{"a":[{"anything-but":["b",1]}]}',
    reason: "Inside anything but list, either all values are number or string, mixed type is not supported",
    column: 30,
    source: rulerSource,
  },
  {
    pattern: '{"a":[{"anything-but":[]}]}',
    reason: "Inside anything but list, either all values are number or string, mixed type is not supported",
    column: 25,
    source: rulerSource,
  },
  {
    pattern: '{"a":[{"wildcard":"b\\\\c"}]}',
    reason: "Invalid escape character at pos 2",
    column: 25,
    source: rulerSource,
  },
  {
    pattern: '{"a":[{"wildcard":"é**"}]}',
    reason: "Consecutive wildcard characters at pos 3",
    column: 24,
    source: "recorded: content_wildcard_repeating_star_EXC",
  },
  {
    pattern: '{"a":[{"cidr":"10.0.0.0/32"}]}',
    reason: "IPv4 mask bits must be < 32",
    column: undefined,
    source: rulerSource,
  },
  {
    pattern: '{"a":[{"cidr":"10.0.0.0/-1"}]}',
    reason: "Malformed CIDR, mask bits must not be negative",
    column: undefined,
    source: rulerSource,
  },
  { pattern: '{"$or":{"a":[1]}}', reason: "It must be an Array followed with $or.", column: 9, source: rulerSource },
  {
    pattern: '{"$or":[{"a":[1]}]}',
    reason: "There must have at least 2 Objects in $or relationship.",
    column: 19,
    source: rulerSource,
  },
  {
    pattern: '{"$or":[1,2]}',
    reason: "Only JSON object is allowed in array of $or relationship.",
    column: 10,
    source: rulerSource,
  },
  {
    pattern: '{"$or":[{"prefix":["a"]},{"b":[1]}]}',
    reason: "prefix is Ruler reserved fieldName which cannot be used inside $or.",
    column: 20,
    source: rulerSource,
  },
  {
    pattern: '{"a":[01]}',
    reason: "Unexpected character ('1' (code 49)): Expected space separating root-level values",
    column: 8,
    source: "Jackson",
  },
  {
    pattern: '{"a":[1}',
    reason: "Unexpected character ('}' (code 125)): was expecting comma to separate Array entries",
    column: 8,
    source: "Jackson",
  },
  {
    pattern: "{a:[1]}",
    reason: "Unexpected character ('a' (code 97)): was expecting double-quote to start field name",
    column: 2,
    source: "recorded: invalid_json_1",
  },
  {
    pattern: "nothing",
    reason:
      "Unrecognized token 'nothing': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    column: 8,
    source: "recorded: invalid_json_0",
  },
];

describe("patterns that EventBridge refuses", () => {
  test.each(invalidCases)("$pattern: $reason [$source]", ({ pattern, reason, column }) => {
    const place = column === undefined ? "" : `\n at [Source: (String)"${pattern}"; line: 1, column: ${column}]`;
    expect(messageOf(pattern).split(place === "" ? "\n" : place)[0]).toBe(
      `Event pattern is not valid. Reason: ${reason}`,
    );
    expect(messageOf(pattern)).toContain(place);
  });

  test("a mistake on a later line is named by line and column", () => {
    expect(messageOf('{\n  "a": [],\n  "b": [1]\n}')).toContain("line: 2, column: 10]");
  });

  test("a long pattern is cut in the message", () => {
    expect(messageOf(`{"a":["${"x".repeat(600)}"],"b":[]}`)).toMatch(
      /"\[truncated \d+ chars\]; line: 1, column: \d+\]$/,
    );
  });

  test.each([
    ["*:*:*:*:*:event-bus/*"],
    ["*/datasync/*.bif", "*/datasync/*.tif", "*/datasync/*.tiff", "*/datasync/*.svs"],
    ["a*".repeat(30)],
  ])("wildcards that are too complex: %s", (...wildcards) => {
    const pattern = JSON.stringify({ key: wildcards.map((wildcard) => ({ wildcard })) });
    expect(messageOf(pattern)).toMatch(/Reason: Rule is too complex - try using fewer wildcard characters/);
  });

  test("more than a thousand combinations of alternatives", () => {
    const or = Array.from({ length: 11 }, (_, value) => ({ [`field${value}`]: [value] }));
    const pattern = { a: { $or: or }, b: { $or: or }, c: { $or: or } };
    expect(messageOf(JSON.stringify(pattern))).toContain("more than 1000 combinations");
  });
});

function messageOf(pattern: string): string {
  try {
    compileEventPattern(pattern);
  } catch (error) {
    if (error instanceof InvalidEventPatternError) return error.message;
    throw error;
  }
  throw new Error(`${pattern} was not refused`);
}
