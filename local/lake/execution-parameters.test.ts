import { DuckDBDateValue, DuckDBTimestampValue } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { readParameters } from "./execution-parameters.js";

describe("readParameters", () => {
  // https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html; what is no literal: recorded answers
  test.each([
    ["'abc'", "abc"],
    ["'it''s'", "it's"],
    ["''", ""],
    [" 'a' ", "a"],
    ["'a' OR 'b'", "'a' OR 'b'"],
    ["'a", "'a"],
    ["42", 42n],
    ["-9223372036854775808", -9223372036854775808n],
    ["9223372036854775808", 9223372036854775808],
    ["1.5", 1.5],
    [".5e3", 500],
    ["TRUE", true],
    ["null", null],
    ["abc def", "abc def"],
    ["now", "now"],
    ["DATE '2020-02-29'", new DuckDBDateValue(18_321)],
    ["timestamp '1970-01-01 00:00:01.5'", new DuckDBTimestampValue(1_500_000n)],
  ])("%s", (parameter, value) => {
    expect(readParameters([parameter], 1)).toEqual([value]);
  });

  test.each(["DATE '2020-13-01'", "DATE 'today'", "TIMESTAMP '2020-01-01T00:00'"])("%s is refused", (parameter) => {
    expect(() => readParameters([parameter], 1)).toThrow("INVALID_PARAMETER_USAGE");
  });

  test("their number must fit, where there is any question mark", () => {
    expect(readParameters(["1", "2"], 0)).toEqual([]);
    expect(() => readParameters(["1"], 2)).toThrow("expected 2 but found 1");
    expect(() => readParameters([], 1)).toThrow("expected 1 but found 0");
  });
});
