import { describe, expect, it } from "vitest";
import { isProblem } from "./problem.js";
import { logQueryOf, newestFirst } from "./log-query.js";

describe("logQueryOf", () => {
  it.each([
    { by: "2024-01-25", prefix: "", source: "issue: a date" },
    { by: "2024-01-25/JK", prefix: "JK#", source: "issue: date/carrier" },
    { by: "2024-01-25/baw", prefix: "BAW#", source: "ICAO designator, upper-cased" },
    { by: "2024-01-25/JK+123", prefix: "JK#123#", source: "issue: date/carrier+number" },
    { by: "2024-01-25/JK123", prefix: "JK#123#", source: "schema" },
    { by: "2024-01-25/JK 123", prefix: "JK#123#", source: "+ read as a space" },
    { by: "2024-01-25/BAW123", prefix: "BAW#123#", source: "ICAO designator" },
    { by: "2024-01-25/U21", prefix: "U2#1#", source: "three characters with a digit: carrier and number" },
  ])("$by reads entries that begin with '$prefix' ($source)", ({ by, prefix }) => {
    expect(logQueryOf(by, undefined)).toEqual({ date: "2024-01-25", prefix, limit: 100 });
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

describe("newestFirst", () => {
  it("sorts by the events' own time, whatever their carriers", () => {
    const entries = ["10", "30", "20", "30"].map((second, index) => ({
      index,
      time: `2024-01-25T00:00:${second}.000Z`,
    }));
    expect(newestFirst(entries).map((entry) => entry.index)).toEqual([3, 1, 2, 0]);
  });

  it("loses none of a full page", () => {
    const entries = Array.from({ length: 1000 }, (_, index) => ({ index, time: "2024-01-25T00:00:00.000Z" }));
    expect(new Set(newestFirst(entries).map((entry) => entry.index)).size).toBe(1000);
  });
});
