import { expect, test } from "vitest";
import { freshness } from "./freshness";

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
