import { describe, expect, it } from "vitest";
import { isProblem } from "../status-update/problem.js";
import { reportConditionOf, tooSoonMessage } from "./display-item.js";
import { displayReportOf, type DisplayReportInput } from "./display-report.js";

const input: DisplayReportInput = {
  id: "0b3c0f52-7c5f-4f3a-9a53-0f2f5f6f7a10",
  address: "/departures?terminal=B&lang=en,de#x",
  version: "1.4.0-3f2a9c1",
  digest: "9F86D081884C7D65",
  rows: 38,
  rowsBeyond: 0,
  connection: "LIVE",
  feedAliveAt: "2024-01-25T13:00:00+01:00",
  flightsAsOf: "2024-01-25T11:59:58Z",
  takeoverId: "1706184000000-0b3c0f52",
  takeoverPaintedAt: "2024-01-25T12:00:00.5Z",
  clockOffset: -1250,
  width: 1920,
  height: 1080,
  startedAt: "2024-01-25T06:00:00Z",
};

describe("displayReportOf", () => {
  it("brings a report into one form", () => {
    expect(displayReportOf(input)).toEqual({
      report: {
        ...input,
        digest: "9f86d081884c7d65",
        feedAliveAt: "2024-01-25T12:00:00.000Z",
        flightsAsOf: "2024-01-25T11:59:58.000Z",
        takeoverPaintedAt: "2024-01-25T12:00:00.500Z",
        startedAt: "2024-01-25T06:00:00.000Z",
      },
    });
  });

  it.each([
    { absent: undefined, source: "left out" },
    { absent: null, source: "null" },
  ])("leaves out what a display does not know ($source)", ({ absent }) => {
    const { id, address, version, digest, rows, rowsBeyond, connection, width, height, startedAt } = input;
    const needed = { id, address, version, digest, rows, rowsBeyond, connection, width, height, startedAt };
    const unknown = {
      feedAliveAt: absent,
      flightsAsOf: absent,
      takeoverId: absent,
      takeoverPaintedAt: absent,
      clockOffset: absent,
    };
    expect(displayReportOf({ ...needed, ...(absent === undefined ? {} : (unknown as object)) })).toEqual({
      report: { ...needed, digest: "9f86d081884c7d65", startedAt: "2024-01-25T06:00:00.000Z" },
    });
  });

  it.each<{ change: Partial<DisplayReportInput>; source: string }>([
    { change: { id: "a".repeat(16) }, source: "the shortest id" },
    { change: { id: "Z".repeat(64) }, source: "the longest id" },
    { change: { address: "/" }, source: "the shortest address" },
    { change: { address: `/${"a".repeat(511)}` }, source: "the longest address" },
    { change: { address: "/belts/3?x=%F0%9F%98%80&at=2024-01-25T12:00:00Z" }, source: "an escaped address" },
    { change: { version: "v" }, source: "the shortest version" },
    { change: { digest: "0".repeat(8) }, source: "the shortest digest" },
    { change: { digest: "f".repeat(128) }, source: "the longest digest" },
    { change: { rows: 0, rowsBeyond: 100_000 }, source: "the fewest and most rows" },
    { change: { width: 1, height: 32_767 }, source: "the smallest and largest panels" },
    { change: { clockOffset: 0 }, source: "a clock that is right" },
    { change: { takeoverPaintedAt: null }, source: "a takeover that is not painted yet" },
  ])("takes $source", ({ change }) => {
    expect(displayReportOf({ ...input, ...change })).toHaveProperty("report");
  });

  it.each<{ change: Partial<DisplayReportInput>; field: string; source: string }>([
    { change: { id: "a".repeat(15) }, field: "id", source: "too short" },
    { change: { id: "a".repeat(65) }, field: "id", source: "too long" },
    { change: { id: "0b3c0f52_7c5f_4f3a" }, field: "id", source: "another character" },
    { change: { address: "" }, field: "address", source: "nothing" },
    { change: { address: "departures" }, field: "address", source: "no slash first" },
    { change: { address: "https://airside.example/" }, field: "address", source: "a whole URL" },
    { change: { address: "//evil.example/departures" }, field: "address", source: "leads to another host" },
    { change: { address: "/\\evil.example" }, field: "address", source: "browsers read a backslash as a slash" },
    { change: { address: `/${"a".repeat(512)}` }, field: "address", source: "too long" },
    { change: { address: "/a b" }, field: "address", source: "a space" },
    { change: { address: '/"><script>' }, field: "address", source: "what no browser leaves as it is" },
    { change: { address: "/é" }, field: "address", source: "not escaped" },
    { change: { version: "" }, field: "version", source: "nothing" },
    { change: { version: "1 0" }, field: "version", source: "a space" },
    { change: { version: "1".repeat(65) }, field: "version", source: "too long" },
    { change: { digest: "0".repeat(7) }, field: "digest", source: "too short" },
    { change: { digest: "0".repeat(129) }, field: "digest", source: "too long" },
    { change: { digest: "0000000g" }, field: "digest", source: "not hexadecimal" },
    { change: { takeoverId: "x y" }, field: "takeoverId", source: "a space" },
    { change: { takeoverId: "x".repeat(65) }, field: "takeoverId", source: "too long" },
    { change: { takeoverId: null }, field: "takeoverId", source: "painted, but what" },
    { change: { rows: -1 }, field: "rows", source: "below nothing" },
    { change: { rows: 100_001 }, field: "rows", source: "no airport has them" },
    { change: { rowsBeyond: 0.5 }, field: "rowsBeyond", source: "half a row" },
    { change: { width: 0 }, field: "width", source: "no panel" },
    { change: { height: 32_768 }, field: "height", source: "too high" },
    { change: { startedAt: "" }, field: "startedAt", source: "nothing" },
    { change: { startedAt: "2024-01-25T12:00:00" }, field: "startedAt", source: "no zone" },
    { change: { feedAliveAt: "yesterday" }, field: "feedAliveAt", source: "no time" },
    { change: { flightsAsOf: "0001-01-25T12:00:00Z" }, field: "flightsAsOf", source: "no year of flights" },
    { change: { takeoverPaintedAt: "2024-02-30T12:00:00Z" }, field: "takeoverPaintedAt", source: "no such day" },
  ])("refuses $change: $source", ({ change, field }) => {
    const result = displayReportOf({ ...input, ...change });
    expect(isProblem(result) ? result.problem : "taken").toMatch(new RegExp(`^${field}: expected `));
  });
});

describe("reportConditionOf", () => {
  // Whether it has its effect in DynamoDB is tested where the resolvers run: local/appsync/display-report.test.ts.
  it.each([{ takeoverId: "1706184000000-a" }, {}])("names exactly what it uses for $takeoverId", (report) => {
    const { expression, names, values } = reportConditionOf(report, "2024-01-25T12:00:00.000Z");
    const used = (sign: string) => [...new Set(expression.match(new RegExp(`${sign}\\w+`, "g")) ?? [])].sort();
    expect(Object.keys(names).sort()).toEqual(used("#"));
    expect(Object.keys(values).sort()).toEqual(used(":"));
  });
});

describe("tooSoonMessage", () => {
  it("says when to try again", () => {
    expect(tooSoonMessage("2024-01-25T12:00:00.000Z", "2024-01-25T12:00:05.000Z")).toBe(
      "This display reported at 2024-01-25T12:00:00.000Z, and one report is taken in 5 seconds. Try again at " +
        "2024-01-25T12:00:05.000Z; a takeover that begins or ends is taken at once.",
    );
  });
});
