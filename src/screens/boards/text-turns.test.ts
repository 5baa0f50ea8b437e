import { expect, test } from "vitest";
import { LEAST_STEP_MS } from "../../display/reading-time";
import { planRotation, rotationAt } from "../../display/rotation";
import { languageSlot, turnAt } from "./text-turns";

const STEP_MS = 50;

/** A turn of a language, and for how long it shows at once. */
interface Shown {
  readonly turn: number;
  ms: number;
}

/** The turns of one slot. */
function turnsOf(slot: { cycle: number; page: number; dwellsMs: readonly number[] }, turns: number): Shown[] {
  const shown: Shown[] = [];
  for (let ms = 0; ms < (slot.dwellsMs[slot.page] ?? 0); ms += STEP_MS) {
    const turn = turnAt(1_000_000 + ms, turns, { ...slot, sinceMs: 1_000_000 });
    const last = shown.at(-1);
    if (last?.turn === turn) last.ms += STEP_MS;
    else shown.push({ turn, ms: STEP_MS });
  }
  return shown;
}

test.each([
  { dwellsMs: [4_000], turns: 1, expected: [[0]], source: "nothing to turn" },
  {
    dwellsMs: [8_000],
    turns: 2,
    expected: [
      [0, 1],
      [0, 1],
    ],
    source: "time for all: from the first",
  },
  { dwellsMs: [7_000], turns: 3, expected: [[0, 1, 2]], source: "thirds" },
  {
    dwellsMs: [4_670, 4_670],
    turns: 4,
    expected: [
      [0, 1],
      [2, 3],
      [0, 1],
    ],
    source: "three languages, two pages",
  },
  {
    dwellsMs: [4_000],
    turns: 3,
    expected: [
      [0, 1],
      [2, 0],
      [1, 2],
    ],
    source: "seven languages",
  },
  { dwellsMs: [3_000], turns: 2, expected: [[0], [1]], source: "time for one" },
  {
    dwellsMs: [8_400, 5_600],
    turns: 6,
    expected: [
      [0, 1, 2, 3],
      [4, 5],
      [0, 1, 2, 3],
    ],
    source: "unequal pages",
  },
])("$turns turns in slots of $dwellsMs ms: $source", ({ dwellsMs, turns, expected }) => {
  const seen = expected.map((_, index) => {
    const slot = { cycle: Math.floor(index / dwellsMs.length), page: index % dwellsMs.length, dwellsMs };
    return turnsOf(slot, turns).map(({ turn }) => turn);
  });
  expect(seen).toEqual(expected);
});

/** Plans of boards whose slots differ: languages, pages, steps that are no whole milliseconds. */
const boards = [
  { numbersPerRow: [4], capacity: 1, languages: 4, numbersAtOnce: 1 },
  { numbersPerRow: [3, 1], capacity: 1, languages: 2, numbersAtOnce: 1 },
  { numbersPerRow: [1, 1, 1, 1], capacity: 2, languages: 3, numbersAtOnce: 1 },
  { numbersPerRow: [2, 1, 3], capacity: 1, languages: 2, numbersAtOnce: 1 },
  { numbersPerRow: [3, 2], capacity: 2, languages: 7, numbersAtOnce: 1 },
];

test.each(boards)(
  "in $languages languages, rows of $numbersPerRow numbers: none flashes, none is left out",
  (needs) => {
    const plan = planRotation(needs);
    const from = 1_000 * plan.cycleMs;
    for (let turns = 1; turns <= 9; turns += 1) {
      for (let language = 0; language < needs.languages; language += 1) {
        const shown: (Shown & { readonly slot: string })[] = [];
        for (let now = from; now < from + turns * plan.cycleMs; now += STEP_MS) {
          const moment = rotationAt(plan, now);
          const slot = moment.language === language ? languageSlot(moment, plan) : undefined;
          if (slot === undefined) continue;
          const turn = turnAt(now, turns, slot);
          const last = shown.at(-1);
          const name = `${String(slot.cycle)} ${String(slot.page)}`;
          if (last?.turn === turn && last.slot === name) last.ms += STEP_MS;
          else shown.push({ turn, slot: name, ms: STEP_MS });
        }
        const given = `${String(turns)} turns in language ${String(language)} of ${JSON.stringify(needs)}`;
        expect(Math.min(...shown.map(({ ms }) => ms)), given).toBeGreaterThanOrEqual(LEAST_STEP_MS - 2 * STEP_MS);
        expect(new Set(shown.map(({ turn }) => turn)).size, given).toBe(turns);
      }
    }
  },
);
