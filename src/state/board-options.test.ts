import { describe, expect, test } from "vitest";
import type { Airport } from "./airport";
import { parseBoardOptions } from "./board-options";
import { freshness } from "./freshness";

const airport: Airport = {
  iata: "EWR",
  name: "Newark",
  city: "Newark",
  timeZone: "America/New_York",
  terminals: [
    { code: "A", name: "Terminal A" },
    { code: "B", name: "Terminal B" },
  ],
};
const defaults = { terminal: undefined, at: undefined, minutes: 30, layout: "auto", trace: false };

describe("a display's address", () => {
  test.each([
    { search: "", expected: {}, source: "defaults" },
    { search: "?terminal=B", expected: { terminal: "B" }, source: "with question mark" },
    { search: "at=2024-01-25T12:45:00Z", expected: { at: 1_706_186_700_000 }, source: "UTC" },
    { search: "at=2024-01-25T07:45-05:00", expected: { at: 1_706_186_700_000 }, source: "offset, no seconds" },
    { search: "at=2024-01-25T13:45:00+01:00", expected: { at: 1_706_186_700_000 }, source: "a bare + means space" },
    { search: "minutes=0", expected: { minutes: 0 }, source: "smallest" },
    { search: "minutes=720&trace", expected: { minutes: 720, trace: true }, source: "largest" },
    { search: "layout=list", expected: { layout: "list" }, source: "named layout" },
  ])("$search ($source)", ({ search, expected }) => {
    expect(parseBoardOptions(search, airport)).toEqual({ options: { ...defaults, ...expected } });
  });

  test.each([
    { search: "terminal=Z", expected: { parameter: "terminal", expected: "one of A, B", actual: "Z" } },
    { search: "terminal=", expected: { parameter: "terminal", expected: "one of A, B", actual: "(empty)" } },
    { search: "at=yesterday", expected: { parameter: "at", actual: "yesterday" } },
    { search: "at=2024-01-25T12:45:00", expected: { parameter: "at", actual: "2024-01-25T12:45:00" } },
    { search: "at=2024-13-45T12:45:00Z", expected: { parameter: "at", actual: "2024-13-45T12:45:00Z" } },
    { search: "minutes=721", expected: { parameter: "minutes", actual: "721" } },
    { search: "minutes=-5", expected: { parameter: "minutes", actual: "-5" } },
    { search: "layout=spiral", expected: { parameter: "layout", expected: "one of auto, pages, list" } },
  ])("$search is refused by name", ({ search, expected }) => {
    expect(parseBoardOptions(search, airport)).toMatchObject({ fault: expected });
  });
});

test.each([
  { connection: "connecting", age: undefined, expected: "loading", source: "nothing yet" },
  { connection: "offline", age: undefined, expected: "notReachable", source: "never loaded" },
  { connection: "live", age: 0, expected: "current", source: "live" },
  { connection: "live", age: 59_999, expected: "current", source: "under the threshold" },
  { connection: "live", age: 60_000, expected: "stale", source: "data older than 60 s" },
  { connection: "reconnecting", age: 1_000, expected: "reconnecting", source: "connection lost" },
  { connection: "offline", age: 1_000, expected: "offline", source: "no server" },
  { connection: "offline", age: 60_000, expected: "stale", source: "age goes first" },
] as const)("$connection with data $age ms old is $expected ($source)", ({ connection, age, expected }) => {
  expect(freshness(connection, age === undefined ? undefined : 1_000_000 - age, 1_000_000).kind).toBe(expected);
});
