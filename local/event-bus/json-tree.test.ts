import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JsonSyntaxError, parseJson, stringifyJson } from "./json-tree.js";

const seed = 20260131;

describe("JSON as EventBridge sees it", () => {
  test(`agrees with JSON.parse on every value (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 4 }), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(JSON.parse(stringifyJson(parseJson(text)))).toEqual(JSON.parse(text));
      }),
      { seed, numRuns: 500 },
    );
  });

  test(`refuses what JSON.parse refuses, and nothing else (seed ${seed})`, () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"',
      "1",
      "-",
      "0",
      "1e5",
      ".5",
      "true",
      "nul",
      " ",
      "\n",
      "\\",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join("");
        expect({ text, parses: parses(() => parseJson(text)) }).toEqual({
          text,
          parses: parses(() => void JSON.parse(text)),
        });
      }),
      { seed, numRuns: 5_000 },
    );
  });

  test.each([
    ["12345678901234567890", "digits beyond a double"],
    ["300.0", "a trailing zero"],
    ["3.0e2", "an exponent"],
    ["-0", "minus zero"],
  ])("keeps %s as it is written: %s", (number) => {
    expect(stringifyJson(parseJson(`[ ${number} ]`))).toBe(`[${number}]`);
  });

  test("of equal keys the last stays, in the place of the first", () => {
    expect(stringifyJson(parseJson('{ "a": 1, "b": 2, "a": 3 }'))).toBe('{"a":3,"b":2}');
  });

  test("knows where every value lies", () => {
    expect(parseJson(' {"a": "b"}')).toMatchObject({ start: 1, end: 11, entries: [["a", { start: 7, end: 10 }]] });
  });

  test("refuses to go deeper than it could come back from", () => {
    expect(() => parseJson("[".repeat(100_000))).toThrow(JsonSyntaxError);
  });
});

function parses(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof JsonSyntaxError) return false;
    throw error;
  }
}
