import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boardPage, MAXIMUM_PAGES, PAGE_MS } from "./paging";
import { rowCapacity } from "./use-row-capacity";

test.each([
  { rows: 5, capacity: 12, now: 0, expected: { page: 0, pages: 1, from: 0, to: 5, beyond: 0 }, source: "all fit" },
  { rows: 12, capacity: 12, now: 0, expected: { page: 0, pages: 1, from: 0, to: 12, beyond: 0 }, source: "just fit" },
  {
    rows: 13,
    capacity: 12,
    now: PAGE_MS,
    expected: { page: 1, pages: 2, from: 12, to: 13, beyond: 0 },
    source: "one over",
  },
  {
    rows: 100,
    capacity: 12,
    now: 0,
    expected: { page: 0, pages: 3, from: 0, to: 12, beyond: 64 },
    source: "counted, not cut off",
  },
  { rows: 0, capacity: 12, now: 0, expected: { page: 0, pages: 1, from: 0, to: 0, beyond: 0 }, source: "none" },
])("$rows rows, $capacity fit, at $now ms ($source)", ({ rows, capacity, now, expected }) => {
  expect(boardPage(rows, capacity, now)).toEqual(expected);
});

const seed = 43;

test(`over one turn of the pages every row shows once or is counted (seed ${String(seed)})`, () => {
  fc.assert(
    fc.property(fc.nat({ max: 200 }), fc.integer({ min: 1, max: 40 }), (rows, capacity) => {
      const { pages } = boardPage(rows, capacity, 0);
      const turn = Array.from({ length: pages }, (_, index) => boardPage(rows, capacity, index * PAGE_MS));
      expect(turn.reduce((sum, page) => sum + page.to - page.from, 0) + (turn[0]?.beyond ?? 0)).toBe(rows);
      expect(pages).toBeLessThanOrEqual(MAXIMUM_PAGES);
    }),
    { seed },
  );
});

describe("rows fill the board", () => {
  test.each([
    { height: 811, rem: 16, expected: { rows: 11, rowHeight: 69 }, source: "1920 x 1080" },
    { height: 406, rem: 8, expected: { rows: 11, rowHeight: 34 }, source: "960 x 540, the same rows" },
    { height: 40, rem: 16, expected: { rows: 1, rowHeight: 64 }, source: "never none" },
  ])("$height px at $rem px a rem ($source)", ({ height, rem, expected }) => {
    expect(rowCapacity(height, rem)).toEqual(expected);
  });
});
