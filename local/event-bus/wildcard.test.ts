import fc from "fast-check";
import { expect, test } from "vitest";
import { matchesWildcard, parseWildcard } from "./wildcard.js";

const seed = 20260131;

test(`a wildcard is a regular expression with .* for each star (seed ${seed})`, () => {
  const letters = fc.array(fc.constantFrom("a", "b", "*"), { maxLength: 7 }).map((parts) => parts.join(""));
  const patterns = letters.map((text) => text.replace(/\*+/g, "*"));
  const values = fc.array(fc.constantFrom("a", "b"), { maxLength: 9 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(patterns, values, (pattern, value) => {
      const expected = new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(value);
      expect(matchesWildcard(parseWildcard(pattern), value)).toBe(expected);
    }),
    { seed, numRuns: 5_000 },
  );
});
