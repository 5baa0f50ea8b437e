import { expect, test } from "vitest";
import { jittered, pauseAfter } from "./back-off";

test.each([
  { failures: 1, expected: 500, source: "the first" },
  { failures: 2, expected: 1_000, source: "doubled" },
  { failures: 3, expected: 2_000, source: "doubled again" },
  { failures: 4, expected: 3_000, source: "the longest" },
  { failures: 5_000, expected: 3_000, source: "days of failures, for which no number is large enough" },
])("after $failures failures: $expected ms ($source)", ({ failures, expected }) => {
  expect(pauseAfter(failures, { first: 500, longest: 3_000 })).toBe(expected);
});

test.each([
  { random: 0, expected: 1_000, source: "whole" },
  { random: 0.5, expected: 750, source: "between" },
  { random: 1, expected: 500, source: "never less than half" },
])("a pause of 1 s with $random: $expected ms ($source)", ({ random, expected }) => {
  expect(jittered(1_000, () => random)).toBe(expected);
});
