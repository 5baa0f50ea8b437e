import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LEAST_LANGUAGE_MS, LEAST_STEP_MS, leastPageMs } from "./reading-time";
import { mostLanguages, nextTurn, planRotation, rotationAt, turns, type RotationPlan } from "./rotation";
import { Watch } from "./rotation-watch";

const flights = (rows: number, numbers = 1): number[] => Array.from({ length: rows }, () => numbers);

/** A plan in a line: rows, milliseconds in one language / steps. */
const shape = ({ pages }: RotationPlan): string[] =>
  pages.map(({ from, to, dwellMs, steps }) => `${String(from)}-${String(to)} ${String(dwellMs)}/${String(steps)}`);

describe("planRotation", () => {
  // 28 s can be planned with. Reading times: reading-time.ts.
  const rows = [
    {
      name: "no rows",
      needs: { numbersPerRow: [], capacity: 10, languages: 3, numbersAtOnce: 1 },
      expected: { pages: ["0-0 9332/1"], cycleMs: 27_996, beyond: 0 },
      source: "words turn on an empty board, too; 28000 / 12 = 2333, x 4",
    },
    {
      name: "rows that fit, in two languages",
      needs: { numbersPerRow: flights(10), capacity: 10, languages: 2, numbersAtOnce: 1 },
      expected: { pages: ["0-10 7000/1"], cycleMs: 14_000, beyond: 0 },
      source: "7 s each are preferred, and fit into half of the time",
    },
    {
      name: "one row too many",
      needs: { numbersPerRow: flights(11), capacity: 10, languages: 1, numbersAtOnce: 1 },
      expected: { pages: ["0-10 7000/1", "10-11 7000/1"], cycleMs: 14_000, beyond: 0 },
      source: "10 rows take 4 + 2.5 s at least",
    },
    {
      name: "as many pages as the time holds",
      needs: { numbersPerRow: flights(100), capacity: 10, languages: 1, numbersAtOnce: 1 },
      expected: { pages: ["0-10 7000/1", "10-20 7000/1", "20-30 7000/1", "30-40 7000/1"], cycleMs: 28_000, beyond: 60 },
      source: "4 x 6.5 s = 26 s; 5 would take 32.5 s",
    },
    {
      name: "pages of few rows are read sooner",
      needs: { numbersPerRow: flights(23), capacity: 5, languages: 1, numbersAtOnce: 1 },
      expected: {
        pages: ["0-5 5708/1", "5-10 5709/1", "10-15 5709/1", "15-20 5708/1", "20-23 5166/1"],
        cycleMs: 28_000,
        beyond: 0,
      },
      source: "4 x 5.25 s and 4.75 s = 25.75 s; stretched by 28 / 25.75 to 5.7087 and 5.165 s",
    },
    {
      name: "seven languages",
      needs: { numbersPerRow: flights(100), capacity: 15, languages: 7, numbersAtOnce: 2 },
      expected: { pages: ["0-15 4000/1"], cycleMs: 28_000, beyond: 85 },
      source: "7 x 4 s = 28 s: one page",
    },
    {
      name: "all numbers before more flights",
      needs: { numbersPerRow: flights(100, 5), capacity: 5, languages: 2, numbersAtOnce: 1 },
      expected: { pages: ["0-5 10000/5", "5-10 4000/2"], cycleMs: 28_000, beyond: 90 },
      source: "14 s a language: 5 numbers take 10 s; the second page shows 2 of 5 in the rest",
    },
    {
      name: "one flight with twenty partners",
      needs: { numbersPerRow: [21, ...flights(30)], capacity: 10, languages: 1, numbersAtOnce: 1 },
      expected: { pages: ["0-10 21132/10", "10-20 6868/1"], cycleMs: 28_000, beyond: 11 },
      source: "three quarters of 28 s are 10 numbers, 20 s; another page takes 6.5 s; stretched by 28 / 26.5",
    },
    {
      name: "one flight with twenty partners on a board of one page",
      needs: { numbersPerRow: [21, 1, 1], capacity: 10, languages: 1, numbersAtOnce: 1 },
      expected: { pages: ["0-3 28000/14"], cycleMs: 28_000, beyond: 0 },
      source: "nobody waits for a page: all 28 s, 2 s a number",
    },
    {
      name: "a day of 9,000 flights on the largest panel",
      needs: { numbersPerRow: flights(9_000), capacity: 30, languages: 1, numbersAtOnce: 1 },
      expected: { pages: ["0-30 14000/1", "30-60 14000/1"], cycleMs: 28_000, beyond: 8_940 },
      source: "30 rows take 11.5 s",
    },
  ];
  test.each(rows)("$name: $source", ({ needs, expected }) => {
    const plan = planRotation(needs);
    expect({ pages: shape(plan), cycleMs: plan.cycleMs, beyond: plan.beyond }).toEqual(expected);
  });

  test("says which numbers show when, the operating carrier's first, and how many never do", () => {
    const plan = planRotation({ numbersPerRow: [3, 1, 7, 2], capacity: 3, languages: 3, numbersAtOnce: 2 });
    expect(shape(plan)).toEqual(["0-3 9332/4"]);
    expect([0, 1, 2, 3].map((step) => plan.numbersAt(0, step))).toEqual([
      { from: 0, to: 2 },
      { from: 2, to: 3 },
      { from: 0, to: 2 },
      { from: 2, to: 3 },
    ]);
    expect(plan.numbersAt(1, 3)).toEqual({ from: 0, to: 1 });
    expect([0, 1, 2, 3].map((row) => plan.numbersBeyond(row))).toEqual([0, 0, 0, 2]);
    const cramped = planRotation({ numbersPerRow: [21], capacity: 3, languages: 7, numbersAtOnce: 3 });
    expect([cramped.numbersBeyond(0), cramped.numbersAt(0, 1)]).toEqual([15, { from: 3, to: 6 }]);
  });

  test("holds seven languages in 30 s, and refuses more", () => {
    expect(mostLanguages()).toBe(7);
    const needs = { numbersPerRow: flights(3), capacity: 3, numbersAtOnce: 1 };
    expect(() => planRotation({ ...needs, languages: 8 })).toThrow(
      "planRotation: languages: expected a whole number from 1 to 7, got 8.",
    );
  });

  test.each([
    ["capacity", { capacity: 0 }],
    ["numbersAtOnce", { numbersAtOnce: 1.5 }],
    ["languages", { languages: 0 }],
    ["numbersPerRow", { numbersPerRow: [1, 0] }],
  ])("names %s where it is no whole number from 1", (name, wrong) => {
    const needs = { numbersPerRow: [1], capacity: 3, languages: 1, numbersAtOnce: 1 };
    expect(() => planRotation({ ...needs, ...wrong })).toThrow(`planRotation: ${name}: expected a whole number from 1`);
  });
});

describe("rotationAt", () => {
  const plan = planRotation({ numbersPerRow: flights(20, 2), capacity: 10, languages: 2, numbersAtOnce: 1 });
  const begin = Math.floor(Date.UTC(2024, 0, 25, 12) / plan.cycleMs) * plan.cycleMs;

  test("shows a page in all languages before the next one", () => {
    expect(shape(plan)).toEqual(["0-10 7000/2", "10-20 7000/2"]);
    const seen = [0, 3_500, 7_000, 10_500, 14_000, 21_000, 24_500, 28_000].map((ms) => {
      const { page, language, step } = rotationAt(plan, begin + ms);
      return [page, language, step];
    });
    expect(seen).toEqual([
      [0, 0, 0],
      [0, 0, 1],
      [0, 1, 0],
      [0, 1, 1],
      [1, 0, 0],
      [1, 1, 0],
      [1, 1, 1],
      [0, 0, 0],
    ]);
  });

  test("says since when and until when, and when the next page comes", () => {
    const now = begin + 8_000;
    expect(rotationAt(plan, now)).toMatchObject({ sinceMs: begin + 7_000, untilMs: begin + 10_500 });
    expect(nextTurn(plan, now)).toBe(begin + 14_000);
    expect(nextTurn(plan, begin + 14_000)).toBe(begin + 28_000);
  });

  test("where nothing turns, nothing ever comes next", () => {
    const still = planRotation({ numbersPerRow: flights(3), capacity: 10, languages: 1, numbersAtOnce: 1 });
    expect(turns(still)).toBe(false);
    expect(rotationAt(still, begin)).toEqual({
      page: 0,
      language: 0,
      step: 0,
      sinceMs: Number.NEGATIVE_INFINITY,
      untilMs: Number.POSITIVE_INFINITY,
    });
    expect(nextTurn(still, begin)).toBe(Number.POSITIVE_INFINITY);
  });

  test("refuses an instant that is none", () => {
    expect(() => rotationAt(plan, Number.NaN)).toThrow("now: expected milliseconds since 1970, got NaN");
  });
});

const seed = 20_130_208;

/** Schedules of any size, also of 9,000 flights, with up to 20 partners on a few of them or on many. */
const schedules = fc
  .record({
    rows: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 400 }), fc.constant(9_000)),
    shared: fc.constantFrom(0, 0.05, 0.3, 1),
    mostPartners: fc.integer({ min: 1, max: 20 }),
    noise: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    capacity: fc.integer({ min: 1, max: 30 }),
    languages: fc.integer({ min: 1, max: 7 }),
    numbersAtOnce: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ rows, shared, mostPartners, noise, capacity, languages, numbersAtOnce }) => {
    let state = noise;
    const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const numbersPerRow = flights(rows).map(() => (random() < shared ? 2 + Math.floor(random() * mostPartners) : 1));
    return { numbersPerRow, capacity, languages, numbersAtOnce };
  });

const instants = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) });

/** A row's number in a language, as one whole number. */
const combination = (row: number, number: number, language: number): number => (row * 32 + number) * 8 + language;

/** Watches a board for as long as it takes to see everything twice, and what no passenger will ever see. */
function watch(plan: RotationPlan, from: number): Watch {
  const board = new Watch();
  const end = from + 3 * plan.cycleMs;
  for (let now = from; now < end;) {
    const moment = rotationAt(plan, now);
    const until = Math.min(moment.untilMs, end);
    const page = plan.pages[moment.page];
    for (let row = page?.from ?? 0; row < (page?.to ?? 0); row += 1) {
      const shown = plan.numbersAt(row, moment.step);
      for (let number = shown.from; number < shown.to; number += 1) {
        board.see(combination(row, number, moment.language), Math.max(now, moment.sinceMs), until);
      }
    }
    now = until;
  }
  return board;
}

describe(`the find-time budget (seed ${String(seed)})`, () => {
  test("nobody waits longer than 30 s for any number of any flight in any language, and the rest is counted", () => {
    fc.assert(
      fc.property(schedules, instants, (needs, now) => {
        const plan = planRotation(needs);
        // Begins where a cycle begins, so that no sighting is cut in two.
        const from = Math.floor(now / plan.cycleMs) * plan.cycleMs;
        const board = watch(plan, from);
        const turning = (row: number): boolean =>
          (needs.numbersPerRow[row] ?? 0) - plan.numbersBeyond(row) > needs.numbersAtOnce;
        const least = (what: number): number => (turning(Math.floor(what / 256)) ? LEAST_STEP_MS : LEAST_LANGUAGE_MS);
        const wait = board.longestWait(from + 2 * plan.cycleMs - 1, { of: () => true, leastMs: least });
        const combinations = needs.numbersPerRow.reduce((sum, each) => sum + each * needs.languages, 0);
        const beyond = needs.numbersPerRow.reduce((sum, _, row) => sum + plan.numbersBeyond(row) * needs.languages, 0);
        const rowsShown = new Set([...board.seen()].map((what) => Math.floor(what / 256))).size;
        expect({
          withinBudget: wait <= 30_000,
          withinCycle: wait <= plan.cycleMs,
          combinations: board.seen().size,
          rowsShown,
        }).toEqual({
          withinBudget: true,
          withinCycle: true,
          combinations: combinations - beyond,
          rowsShown: needs.numbersPerRow.length - plan.beyond,
        });
      }),
      { seed, numRuns: 2_000 },
    );
  }, 60_000);

  test("pages are long enough to be read, follow one another without gaps, and fill what is promised", () => {
    fc.assert(
      fc.property(schedules, (needs) => {
        const plan = planRotation(needs);
        const languageMs = plan.pages.reduce((sum, page) => sum + page.dwellMs, 0);
        const faults = plan.pages.flatMap((page, index) => {
          const many = plan.pages.length > 1;
          return [
            page.from === (plan.pages[index - 1]?.to ?? 0) ? "" : "gap",
            page.to - page.from <= needs.capacity ? "" : "too many rows",
            page.dwellMs >= LEAST_LANGUAGE_MS && Number.isInteger(page.dwellMs) ? "" : "language too short",
            page.dwellMs >= page.steps * LEAST_STEP_MS ? "" : "steps too short",
            !many || page.dwellMs * needs.languages >= leastPageMs(page.to - page.from) ? "" : "page too short",
          ].filter((fault) => fault !== "");
        });
        expect(faults).toEqual([]);
        expect(plan.cycleMs).toBe(needs.languages * languageMs);
        expect(plan.cycleMs).toBeLessThanOrEqual(28_000);
      }),
      { seed, numRuns: 1_000 },
    );
  });

  test("what shows stays the same between the instants that are named, and changes at them", () => {
    const what = (plan: RotationPlan, now: number) => {
      const { page, language, step } = rotationAt(plan, now);
      return { page, language, step };
    };
    fc.assert(
      fc.property(schedules, instants, fc.double({ min: 0, max: 1, noNaN: true }), (needs, now, share) => {
        const plan = planRotation(needs);
        if (!turns(plan)) return;
        const moment = rotationAt(plan, now);
        expect(moment.sinceMs).toBeLessThanOrEqual(now);
        expect(moment.untilMs).toBeGreaterThan(now);
        const during = moment.sinceMs + Math.floor(share * (moment.untilMs - moment.sinceMs - 1));
        expect(what(plan, during)).toEqual(what(plan, now));
        expect(what(plan, moment.untilMs)).not.toEqual(what(plan, now));
        expect(what(plan, moment.sinceMs - 1)).not.toEqual(what(plan, now));
        expect(what(plan, now + 5 * plan.cycleMs)).toEqual(what(plan, now));
      }),
      { seed, numRuns: 500 },
    );
  });
});
