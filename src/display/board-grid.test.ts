import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boardGrid, gridColumns, type ColumnNeed, type GridNeeds } from "./board-grid";

const content: Readonly<Record<string, number>> = {
  time: 3,
  estimated: 3,
  place: 8,
  flight: 4.5,
  airline: 6.5,
  terminal: 0.6,
  gate: 2.2,
  belt: 1,
  status: 7,
};
const columns: readonly ColumnNeed[] = gridColumns
  .filter((name) => name !== "belt")
  .map((name) => ({ name, content: content[name] ?? 0, heading: 4 }));
const needs: GridNeeds = {
  width: 1920,
  height: 850,
  font: { least: 28, most: 36 },
  small: 0.6,
  gap: 0.7,
  edge: 36,
  headings: 2,
  narrowest: 1,
  rowHeights: [1.9, 3, 4.1, 5.2],
  columns,
  rows: undefined,
};
const namesOf = (grid: ReturnType<typeof boardGrid>) => grid.lines.map((line) => line.map(({ name }) => name));

test("a wide board has one line with all columns, the largest text, and as many rows as fit", () => {
  const grid = boardGrid(needs);
  expect(namesOf(grid)).toEqual([["time", "estimated", "place", "flight", "airline", "terminal", "gate", "status"]]);
  expect([grid.font, grid.headingsHeight, grid.rows]).toEqual([36, Math.round(2 * 0.6 * 36), 11]);
  expect(grid.rows * grid.rowHeight + grid.headingsHeight, "the rows fill the room").toBeCloseTo(850);
  const [line = []] = grid.lines;
  const taken = line.reduce((sum, { room }) => sum + room, 0) + 7 * 0.7;
  expect(taken * 36, "the place takes what the others leave").toBeCloseTo(1920 - 2 * 36);
});

test.each([
  {
    width: 1100,
    expected: [["time", "estimated", "place", "flight", "terminal", "gate", "status"]],
    source: "smaller text, and no airline's name",
  },
  {
    width: 800,
    expected: [
      ["time", "place", "terminal", "gate"],
      ["estimated", "flight", "status"],
    ],
    source: "two lines, columns above each other",
  },
  {
    width: 590,
    expected: [
      ["time", "estimated", "place"],
      ["flight", "terminal", "gate", "status"],
    ],
    source: "two lines, one after the other",
  },
  {
    width: 460,
    expected: [["time", "estimated", "terminal", "gate"], ["place"], ["flight", "status"]],
    source: "three lines",
  },
])("$width pixels: $source", ({ width, expected }) => {
  expect(namesOf(boardGrid({ ...needs, width }))).toEqual(expected);
});

test("columns that stand above each other have one edge", () => {
  const [first = [], second = []] = boardGrid({ ...needs, width: 800 }).lines;
  const widthOf = (names: readonly string[], line: typeof first) =>
    line.filter(({ name }) => names.includes(name)).reduce((sum, { room }) => sum + room, 0);
  expect(widthOf(["terminal", "gate"], first) + 0.7).toBeCloseTo(widthOf(["status"], second));
});

test.each([
  { rows: 6, font: 60, lines: 1, source: "fewer rows have larger text, as far as the columns allow" },
  { rows: 20, font: 22, lines: 1, source: "more rows have smaller text" },
])("$rows rows: $source", ({ rows, font, lines }) => {
  const grid = boardGrid({ ...needs, font: { least: 12, most: 80 }, rows });
  expect([grid.rows, grid.lines.length]).toEqual([rows, lines]);
  expect(Math.abs(grid.font - font)).toBeLessThan(8);
});

test("where nothing fits, the text keeps its least size and is set narrower", () => {
  const grid = boardGrid({ ...needs, width: 300, font: { least: 80, most: 80 } });
  expect(grid.font).toBe(80);
  for (const line of grid.lines) {
    const taken = line.reduce((sum, { room }) => sum + room, 0) + (line.length - 1) * 0.7;
    expect(taken * 80).toBeLessThanOrEqual(300 - 2 * 36 + 1);
  }
});

describe("on any panel", () => {
  const seed = 47;
  test(`no text is below its least size, every column has its place, and the rows stay inside (seed ${String(seed)})`, () => {
    fc.assert(
      fc.property(
        fc.record({
          width: fc.integer({ min: 300, max: 4000 }),
          height: fc.integer({ min: 200, max: 4000 }),
          least: fc.integer({ min: 10, max: 150 }),
          small: fc.constantFrom(0.6, 1),
          rows: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
        }),
        ({ width, height, least, small, rows }) => {
          const grid = boardGrid({ ...needs, width, height, small, rows, font: { least, most: 2 * least } });
          expect(grid.font).toBeGreaterThanOrEqual(least);
          expect(grid.rows).toBeGreaterThanOrEqual(1);
          if (rows !== undefined) expect(grid.rows).toBe(rows);
          expect(grid.headingsHeight + grid.rows * grid.rowHeight).toBeLessThanOrEqual(
            Math.max(height, grid.rows + 400) + 1e-6,
          );
          const named = namesOf(grid).flat();
          for (const name of ["time", "estimated", "place", "flight", "terminal", "gate", "status"]) {
            expect(named.filter((each) => each === name)).toEqual([name]);
          }
        },
      ),
      { seed },
    );
  });
});
