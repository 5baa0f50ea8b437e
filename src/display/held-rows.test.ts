import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holdRows, type HeldRows } from "./held-rows";
import { FIND_TIME_BUDGET_MS, LEAST_LANGUAGE_MS, LEAST_STEP_MS } from "./reading-time";
import { planRotation, type RotationMoment, type RotationPlan } from "./rotation";
import { Watch } from "./rotation-watch";
import { shownMoment } from "./shown-moment";

const capacity = 5;

function planOf(ids: readonly string[], languages = 1): RotationPlan {
  return planRotation({ numbersPerRow: ids.map(() => 1), capacity, languages, numbersAtOnce: 1 });
}

/** Ids of rows `from` to before `to`. */
const rows = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => `row ${String(from + index)}`);

/** A multiple of every cycle in these tests: 28 s, 14 s and 7 s. */
const begin = Math.floor(Date.UTC(2024, 0, 25) / 28_000) * 28_000;

function take(held: HeldRows | undefined, ids: readonly string[], now: number): HeldRows {
  return holdRows(held, ids, planOf(ids), now);
}

describe("holdRows", () => {
  test("a board of one page takes every change at once", () => {
    const before = take(undefined, rows(0, 3), begin + 1_000);
    expect(take(before, rows(0, 5), begin + 1_001).ids).toEqual(rows(0, 5));
    expect(take(before, rows(1, 3), begin + 1_001).ids).toEqual(rows(1, 3));
  });

  test("a board of several pages takes them when its cycle begins again", () => {
    const before = take(undefined, rows(0, 8), begin + 1_000);
    const held = take(before, rows(1, 8), begin + 2_000);
    expect(before.plan.cycleMs).toBe(14_000);
    expect([held.ids, held.heldUntil]).toEqual([rows(0, 8), begin + 14_000]);
    expect(take(held, rows(2, 8), begin + 13_999).ids).toEqual(rows(0, 8));
    expect(take(held, rows(2, 8), begin + 14_000)).toMatchObject({ ids: rows(2, 8), heldUntil: undefined });
  });

  test("takes them late, too, where nobody rendered at that instant", () => {
    const held = take(take(undefined, rows(0, 8), begin), rows(1, 8), begin + 2_000);
    expect(take(held, rows(1, 8), begin + 15_500).ids).toEqual(rows(1, 8));
  });

  test("begins with several pages when their first cycle begins", () => {
    const held = take(take(undefined, rows(0, 5), begin), rows(0, 6), begin + 3_000);
    expect([held.ids, held.heldUntil]).toEqual([rows(0, 5), begin + 14_000]);
    expect(take(held, rows(0, 6), begin + 14_000).plan.pages).toHaveLength(2);
  });

  test("a board without rows takes whatever comes at once: nobody reads anything there", () => {
    expect(take(take(undefined, [], begin), rows(0, 20), begin + 3_000).ids).toEqual(rows(0, 20));
  });

  test("takes a longer cycle when both begin", () => {
    const held = take(take(undefined, rows(0, 10), begin), rows(0, 20), begin + 3_000);
    expect(held.heldUntil).toBe(begin + 28_000);
  });

  test("ends with several pages at the next turn", () => {
    const held = take(take(undefined, rows(0, 6), begin), rows(1, 6), begin + 3_000);
    expect(held.heldUntil).toBe(begin + 7_000);
    expect(take(held, rows(1, 6), begin + 7_000).plan.pages).toHaveLength(1);
  });

  test("what is taken back while it waits is forgotten", () => {
    const before = take(undefined, rows(0, 8), begin);
    const held = take(before, rows(1, 8), begin + 2_000);
    expect(take(held, rows(0, 8), begin + 3_000)).toEqual(before);
  });

  test("ends the cycle at once where no page has a row any more", () => {
    const before = take(undefined, rows(0, 8), begin);
    const held = take(before, rows(7, 15), begin + 2_000);
    expect(held.ids, "row 7 is still there").toEqual(rows(0, 8));
    expect(take(held, rows(8, 15), begin + 3_000)).toMatchObject({ ids: rows(8, 15), heldUntil: undefined });
    const one = take(undefined, rows(0, 3), begin);
    expect(take(one, rows(3, 10), begin + 3_000), "nor its only page").toMatchObject({ ids: rows(3, 10) });
  });

  test("gives the very same object while nothing changes, so that nothing renders", () => {
    const before = take(undefined, rows(0, 8), begin);
    expect(take(before, rows(0, 8), begin + 60_000)).toBe(before);
    const held = take(before, rows(1, 8), begin + 61_000);
    expect(take(held, rows(1, 8), begin + 62_000)).toBe(held);
  });

  test("a new partner's number shows at once where no row moves and no page gets longer", () => {
    const shared = (numbers: number): RotationPlan =>
      planRotation({ numbersPerRow: [numbers, ...Array<number>(7).fill(1)], capacity, languages: 1, numbersAtOnce: 3 });
    const before = holdRows(undefined, rows(0, 8), shared(2), begin);
    expect(holdRows(before, rows(0, 8), shared(3), begin + 1_000).plan.numbersAt(0, 0)).toEqual({ from: 0, to: 3 });
    expect(holdRows(before, rows(0, 8), shared(4), begin + 1_000).heldUntil).toBe(begin + 14_000);
  });

  test("another capacity or other languages are taken at once: what is held would not fit", () => {
    const ids = rows(0, 8);
    const before = holdRows(undefined, ids, planOf(ids), begin);
    const narrow = planRotation({ numbersPerRow: ids.map(() => 1), capacity: 3, languages: 1, numbersAtOnce: 1 });
    expect(holdRows(before, ids, narrow, begin + 1).plan).toBe(narrow);
    const two = planOf(ids, 2);
    expect(holdRows(before, ids, two, begin + 1).plan).toBe(two);
  });
});

const seed = 44;

/** A change of a board's rows: some leave from a place, or some come to one. */
interface Change {
  readonly afterMs: number;
  readonly kind: "leave" | "come";
  readonly count: number;
  readonly place: number;
}

const changes = (kinds: readonly Change["kind"][]) =>
  fc.array(
    fc.record({
      afterMs: fc.integer({ min: 0, max: 60_000 }),
      kind: fc.constantFrom(...kinds),
      count: fc.oneof(
        { weight: 4, arbitrary: fc.constant(1) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 12 }) },
      ),
      place: fc.double({ min: 0, max: 0.999, noNaN: true }),
    }),
    { minLength: 1, maxLength: 12 },
  );

/** A board; how many flight numbers a row has, by its id, over and over. */
interface Board {
  readonly start: number;
  readonly capacity: number;
  readonly languages: number;
  readonly numbers: readonly number[];
}

/** What a board that lives through changes makes of them. */
interface Life {
  /**
   * How long the unluckiest waited for a number of a row in a language of theirs, milliseconds, where it was on a page
   * throughout. Who is on no page, now or from the next cycle on, is counted as beyond, not waited for.
   */
  readonly wait: number;
  /** Cycles from the last change until all rows are on pages that are on those of the newest plan. */
  readonly cyclesToAll: number;
  /** How long a page showed on which no row was, while there were some, milliseconds. */
  readonly blankMs: number;
}

const cycleMs = 28_000;
const MOST_NUMBERS = 8;

/** Lets a board live through changes. */
function live({ start, capacity, languages, numbers }: Board, sequence: readonly Change[]): Life {
  const numbersOf = (id: number) => numbers[id % numbers.length] ?? 1;
  const rowIds = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
  let ids = rowIds(0, start);
  let last = start;
  const numbersBelow = new Map(ids.map((id) => [id, numbersOf(id)]));
  const watched = new Watch();
  let held: HeldRows | undefined;
  let now = begin;
  let allSince: number | undefined;
  let blankMs = 0;
  let moment: RotationMoment | undefined;
  const goOn = (until: number): void => {
    const names = ids.map(String);
    const present = new Set(names);
    const plan = planRotation({ numbersPerRow: ids.map(numbersOf), capacity, languages, numbersAtOnce: 1 });
    while (now < until) {
      const before = held;
      held = holdRows(held, names, plan, now);
      moment = shownMoment(held, now, present, before?.plan === held.plan ? moment : undefined);
      const next = Math.min(moment.untilMs, held.heldUntil ?? until, until);
      const page = held.plan.pages[moment.page];
      let seen = 0;
      for (let row = page?.from ?? 0; row < (page?.to ?? 0); row += 1) {
        const id = Number(held.ids[row]);
        if (!present.has(String(id))) continue;
        seen += 1;
        const { from } = held.plan.numbersAt(row, moment.step);
        watched.see(whatOf(id, from, moment.language), now, next);
      }
      if (seen === 0 && ids.length > 0) blankMs += next - now;
      const all = ids
        .slice(0, plan.pages.at(-1)?.to)
        .every((id) => held !== undefined && numbersShown(held, String(id)) > 0);
      allSince = all ? (allSince ?? now) : undefined;
      for (const on of [held, { ids: names, plan }]) {
        for (const [id, below] of numbersBelow) numbersBelow.set(id, Math.min(below, numbersShown(on, String(id))));
      }
      now = next;
    }
  };
  for (const { afterMs, kind, count, place } of sequence) {
    goOn(now + afterMs);
    allSince = undefined;
    const at = Math.floor(place * (ids.length + (kind === "come" ? 1 : 0)));
    if (kind === "come") ids = [...ids.slice(0, at), ...rowIds(last, count), ...ids.slice(at)];
    else for (const gone of ids.splice(at, count)) numbersBelow.delete(gone);
    last += count;
  }
  const changed = now;
  goOn(now + 10 * cycleMs);
  const wait = watched.longestWait(changed + FIND_TIME_BUDGET_MS, {
    of: (what) => numberOf(what) < (numbersBelow.get(idOf(what)) ?? 0),
    leastMs: (what) => (numbersOf(idOf(what)) > 1 ? LEAST_STEP_MS : LEAST_LANGUAGE_MS),
  });
  return { wait, cyclesToAll: ((allSince ?? Number.POSITIVE_INFINITY) - changed) / cycleMs, blankMs };
}

/** A row's number in a language, as one whole number. */
const whatOf = (id: number, number: number, language: number) => (id * MOST_NUMBERS + number) * 8 + language;
const idOf = (what: number) => Math.floor(what / (8 * MOST_NUMBERS));
const numberOf = (what: number) => Math.floor(what / 8) % MOST_NUMBERS;

/** How many of a row's numbers show, the fewest on any page that it is on; 0 where it is on none. */
function numbersShown({ ids, plan }: Pick<HeldRows, "ids" | "plan">, id: string): number {
  const shown = ids
    .slice(0, plan.pages.at(-1)?.to)
    .flatMap((each, row) => (each === id ? [(plan.numbersPerRow[row] ?? 0) - plan.numbersBeyond(row)] : []));
  return shown.length === 0 ? 0 : Math.min(...shown);
}

describe(`waiting while rows come and go (seed ${String(seed)})`, () => {
  const boards = fc.record({
    start: fc.integer({ min: 1, max: 40 }),
    capacity: fc.integer({ min: 3, max: 12 }),
    languages: fc.integer({ min: 1, max: 4 }),
    numbers: fc.constantFrom([1], [1, 1, 1, 3], [1, 2, 3, 1, 5]),
  });

  test("while flights leave a full board, nobody waits longer than a cycle", () => {
    // No change of the number of pages: fewer flights leave than are on no page.
    const full = fc.record({
      start: fc.integer({ min: 200, max: 210 }),
      capacity: fc.constant(5),
      languages: fc.integer({ min: 1, max: 3 }),
      numbers: fc.constant([1]),
    });
    fc.assert(
      fc.property(full, changes(["leave"]), (board, sequence) => {
        expect(live(board, sequence).wait).toBeLessThanOrEqual(cycleMs);
      }),
      { seed, numRuns: 100 },
    );
  }, 60_000);

  test("while whole pages leave in the middle of a cycle, nobody waits longer than 30 s, and no empty page shows", () => {
    // Pages as short as those of large panels.
    const short = fc.record({
      start: fc.integer({ min: 1, max: 30 }),
      capacity: fc.integer({ min: 1, max: 3 }),
      languages: fc.integer({ min: 1, max: 4 }),
      numbers: fc.constantFrom([1], [1, 1, 1, 3], [1, 2, 3, 1, 5]),
    });
    let pagesLeft = 0;
    fc.assert(
      fc.property(short, changes(["leave", "leave", "come"]), (board, sequence) => {
        const { wait, blankMs } = live(board, sequence);
        expect(wait).toBeLessThanOrEqual(FIND_TIME_BUDGET_MS);
        expect(blankMs).toBe(0);
        pagesLeft += sequence.filter(({ kind, count }) => kind === "leave" && count >= board.capacity).length;
      }),
      { seed, numRuns: 300 },
    );
    expect(pagesLeft, "whole pages left, too").toBeGreaterThan(100);
  }, 60_000);

  test("whatever comes and goes, nobody waits longer than 30 s for what is on a page, and all are on one within six cycles", () => {
    fc.assert(
      fc.property(boards, changes(["leave", "come"]), (board, sequence) => {
        const { wait, cyclesToAll, blankMs } = live(board, sequence);
        expect(wait).toBeLessThanOrEqual(FIND_TIME_BUDGET_MS);
        expect(cyclesToAll).toBeLessThanOrEqual(6);
        expect(blankMs).toBe(0);
      }),
      { seed, numRuns: 300 },
    );
  }, 60_000);
});
