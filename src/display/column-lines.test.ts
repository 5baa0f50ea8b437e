import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COLUMN_GAP, columnLines } from "./column-lines";

const row = { time: 5, place: 14, flight: 7, gate: 4, status: 11 };

describe("columnLines", () => {
  const rows = [
    { fits: 45, most: 2, lines: [["time", "place", "flight", "gate", "status"]], source: "41 characters, 4 gaps" },
    {
      fits: 44,
      most: 2,
      lines: [
        ["time", "place"],
        ["flight", "gate", "status"],
      ],
      source: "one too few; 20 and 24 is the evenest split",
    },
    {
      fits: 24,
      most: 3,
      lines: [
        ["time", "place"],
        ["flight", "gate", "status"],
      ],
      source: "two lines are enough",
    },
    { fits: 23, most: 2, lines: undefined, source: "24 is the best that two lines can" },
    { fits: 23, most: 3, lines: [["time", "place"], ["flight", "gate"], ["status"]], source: "20, 12 and 11" },
    { fits: 19, most: 3, lines: undefined, source: "time and place share a line in every good split of three" },
  ];
  test.each(rows)("$fits characters, $most lines: $source", ({ fits, most, lines }) => {
    expect(columnLines(row, fits, most)?.lines).toEqual(lines);
  });

  test("in another order, less is enough: time and flight, place, gate and status take 16 characters", () => {
    const narrow = { time: 5, flight: 7, place: 14, gate: 4, status: 11 };
    expect(columnLines(narrow, 16, 3)).toEqual({
      lines: [["time", "flight"], ["place"], ["gate", "status"]],
      characters: 16,
    });
  });

  const seed = 5_14;
  test(`keeps every column once and in order, and no line is too long (seed ${String(seed)})`, () => {
    const needs = fc.dictionary(fc.stringMatching(/^[a-z]{2,6}$/), fc.integer({ min: 1, max: 20 }), {
      minKeys: 1,
      maxKeys: 8,
    });
    fc.assert(
      fc.property(needs, fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 3 }), (columns, fits, most) => {
        const split = columnLines(columns, fits, most);
        const lengths = (lines: readonly (readonly string[])[]): number[] =>
          lines.map((line) => line.reduce((sum, name) => sum + (columns[name] ?? 0), (line.length - 1) * COLUMN_GAP));
        if (split === undefined) {
          // Then no cut whatever makes the lines short enough.
          const names = Object.keys(columns);
          for (const cuts of cutsOf(names.length, most)) {
            const lines = cuts.slice(1).map((to, index) => names.slice(cuts[index], to));
            expect(Math.max(...lengths(lines))).toBeGreaterThan(fits);
          }
          return;
        }
        expect(split.lines.flat()).toEqual(Object.keys(columns));
        expect(split.lines.length).toBeLessThanOrEqual(most);
        expect(Math.max(...lengths(split.lines))).toBe(split.characters);
        expect(split.characters).toBeLessThanOrEqual(fits);
      }),
      { seed, numRuns: 300 },
    );
  });
});

/** All ways to cut 0 to `length` into `most` parts or fewer, none empty: the ends of the parts, 0 first. */
function cutsOf(length: number, most: number): number[][] {
  const inner = Array.from({ length: length - 1 }, (_, index) => index + 1);
  const subsets = inner.reduce<number[][]>((all, at) => [...all, ...all.map((each) => [...each, at])], [[]]);
  return subsets.filter((each) => each.length < most).map((each) => [0, ...each, length]);
}
