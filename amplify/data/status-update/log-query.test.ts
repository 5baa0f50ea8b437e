import { describe, expect, it } from "vitest";
import { isProblem } from "./problem.js";
import { logQueryOf } from "./log-query.js";

describe("logQueryOf", () => {
  it.each([
    { by: "2024-01-25", expected: "2024-01-25", source: "issue: a date" },
    { by: "2024-01-25/JK", expected: "2024-01-25/JK", source: "issue: date/carrier" },
    { by: "2024-01-25/baw", expected: "2024-01-25/BAW", source: "ICAO designator, upper-cased" },
    { by: "2024-01-25/JK+123", expected: "2024-01-25/JK+123", source: "issue: date/carrier+number" },
    { by: "2024-01-25/JK123", expected: "2024-01-25/JK+123", source: "schema" },
    { by: "2024-01-25/JK 123", expected: "2024-01-25/JK+123", source: "+ read as a space" },
    { by: "2024-01-25/BAW123", expected: "2024-01-25/BAW+123", source: "ICAO designator" },
    { by: "2024-01-25/jk+0123", expected: "2024-01-25/JK+123", source: "leading zeros, lower case" },
    { by: "2024-01-25/U21", expected: "2024-01-25/U2+1", source: "three characters with a digit: carrier and number" },
  ])("$by reads the partition $expected ($source)", ({ by, expected }) => {
    expect(logQueryOf(by, undefined)).toEqual({ by: expected, limit: 100 });
  });

  it.each([
    { by: "", limit: 1, field: "by", source: "nothing" },
    { by: "2024-02-30", limit: 1, field: "by", source: "no such day" },
    { by: "JK+123", limit: 1, field: "by", source: "no date" },
    { by: "2024-01-25/", limit: 1, field: "by", source: "nothing after the slash" },
    { by: "2024-01-25/J", limit: 1, field: "by", source: "no carrier" },
    { by: "2024-01-25/JK+12345", limit: 1, field: "by", source: "no flight number" },
    { by: "2024-01-25/JK/123", limit: 1, field: "by", source: "one slash" },
    { by: "2024-01-25#JK", limit: 1, field: "by", source: "the tables' own separator" },
    { by: "2024-01-25", limit: 0, field: "limit", source: "1 to 1000" },
    { by: "2024-01-25", limit: 1001, field: "limit", source: "1 to 1000" },
  ])("refuses $by, $limit ($source)", ({ by, limit, field }) => {
    const result = logQueryOf(by, limit);
    expect(isProblem(result) ? result.problem : "taken").toMatch(new RegExp(`^${field}: expected `));
  });
});
