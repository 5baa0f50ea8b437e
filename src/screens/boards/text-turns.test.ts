import { expect, test } from "vitest";
import { LEAST_STEP_MS } from "../../display/reading-time";
import { turnAt } from "./text-turns";

const STEP_MS = 50;

/** The turns of a slot, and for how long each shows. */
function turnsIn(slot: { number: number; dwellMs: number }, turns: number): [turn: number, ms: number][] {
  const shown: [number, number][] = [];
  for (let ms = 0; ms < slot.dwellMs; ms += STEP_MS) {
    const turn = turnAt(1_000_000 + ms, turns, { ...slot, sinceMs: 1_000_000 });
    const last = shown.at(-1);
    if (last?.[0] === turn) last[1] += STEP_MS;
    else shown.push([turn, STEP_MS]);
  }
  return shown;
}

test.each([
  { dwellMs: 4_000, turns: 1, slots: 1, expected: [[0]], source: "nothing to turn" },
  {
    dwellMs: 8_000,
    turns: 2,
    slots: 2,
    expected: [
      [0, 1],
      [0, 1],
    ],
    source: "time for all: from the first",
  },
  { dwellMs: 7_000, turns: 3, slots: 1, expected: [[0, 1, 2]], source: "thirds" },
  {
    dwellMs: 4_670,
    turns: 4,
    slots: 2,
    expected: [
      [0, 1],
      [2, 3],
    ],
    source: "three languages, two pages",
  },
  {
    dwellMs: 4_000,
    turns: 3,
    slots: 3,
    expected: [
      [0, 1],
      [2, 0],
      [1, 2],
    ],
    source: "seven languages",
  },
  { dwellMs: 3_000, turns: 2, slots: 2, expected: [[0], [1]], source: "time for one" },
])("$turns turns in slots of $dwellMs ms: $source", ({ dwellMs, turns, slots, expected }) => {
  const seen = Array.from({ length: slots }, (_, number) => turnsIn({ number, dwellMs }, turns));
  expect(seen.map((slot) => slot.map(([turn]) => turn))).toEqual(expected);
});

test("whatever time there is, each turn shows long enough to be read, within as many slots as there are turns", () => {
  for (let dwellMs = LEAST_STEP_MS; dwellMs <= 28_000; dwellMs += 1_370) {
    for (let turns = 1; turns <= 9; turns += 1) {
      const shown = Array.from({ length: turns }, (_, number) => turnsIn({ number, dwellMs }, turns)).flat();
      const given = `${String(turns)} turns in slots of ${String(dwellMs)} ms`;
      expect(Math.min(...shown.map(([, ms]) => ms)), given).toBeGreaterThanOrEqual(LEAST_STEP_MS - STEP_MS);
      expect(new Set(shown.map(([turn]) => turn)).size, given).toBe(turns);
    }
  }
});
