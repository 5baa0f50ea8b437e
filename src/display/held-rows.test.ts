import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holdRows, type HeldRows } from "./held-rows";
import { LEAST_LANGUAGE_MS } from "./reading-time";
import { planRotation, rotationAt, type RotationPlan } from "./rotation";
import { Watch } from "./rotation-watch";

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

/** How the rows of a board change: at a time, one leaves from a place or one comes to a place. */
const changes = (kinds: readonly ("leave" | "come")[]) =>
  fc.array(
    fc.record({
      afterMs: fc.integer({ min: 1_000, max: 60_000 }),
      kind: fc.constantFrom(...kinds),
      place: fc.double({ min: 0, max: 0.999, noNaN: true }),
    }),
    { minLength: 1, maxLength: 12 },
  );

/**
 * Lets a board live through changes. The answer: how long the unluckiest waited for a row that was there throughout, in
 * a language of theirs, and how long a page took at most while pages turned.
 */
function longestWaitDuring(
  start: number,
  languages: number,
  sequence: readonly { afterMs: number; kind: "leave" | "come"; place: number }[],
): { readonly wait: number; readonly longestPageMs: number } {
  let ids: number[] = Array.from({ length: start }, (_, index) => index);
  const always = new Set(ids);
  const board = new Watch();
  let held: HeldRows | undefined;
  let now = begin;
  let longestPageMs = 0;
  const live = (until: number): void => {
    const names = ids.map(String);
    const plan = planOf(names, languages);
    while (now < until) {
      held = holdRows(held, names, plan, now);
      const moment = rotationAt(held.plan, now);
      const next = Math.min(moment.untilMs, held.heldUntil ?? until, until);
      const page = held.plan.pages[moment.page];
      if (held.plan.pages.length > 1) longestPageMs = Math.max(longestPageMs, languages * (page?.dwellMs ?? 0));
      for (const id of held.ids.slice(page?.from, page?.to)) board.see(Number(id) * 8 + moment.language, now, next);
      // Who is on no page, now or from the next cycle on, is counted as beyond, not waited for.
      for (const shown of [held, { ids: names, plan }]) {
        for (const id of shown.ids.slice(shown.plan.pages.at(-1)?.to)) always.delete(Number(id));
      }
      now = next;
    }
  };
  for (const [index, { afterMs, kind, place }] of sequence.entries()) {
    live(now + afterMs);
    const at = Math.floor(place * (ids.length + (kind === "come" ? 1 : 0)));
    if (kind === "come") ids = [...ids.slice(0, at), 1_000 + index, ...ids.slice(at)];
    else for (const gone of ids.splice(at, 1)) always.delete(gone);
  }
  const changed = now;
  live(now + 120_000);
  const wait = board.longestWait(changed + 30_000, {
    of: (what) => always.has(Math.floor(what / 8)),
    leastMs: () => LEAST_LANGUAGE_MS,
  });
  return { wait, longestPageMs };
}

describe(`waiting while rows come and go (seed ${String(seed)})`, () => {
  const languages = fc.integer({ min: 1, max: 3 });
  const cycleMs = 28_000;

  test("while flights leave a full board, nobody waits longer than a cycle", () => {
    // No change of the number of pages: 12 flights leave, and 40 are more than any plan here shows.
    fc.assert(
      fc.property(fc.integer({ min: 52, max: 60 }), languages, changes(["leave"]), (start, count, sequence) => {
        expect(longestWaitDuring(start, count, sequence).wait).toBeLessThanOrEqual(cycleMs);
      }),
      { seed, numRuns: 100 },
    );
  });

  test("whatever comes and goes, nobody waits longer than a cycle and one page", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 }), languages, changes(["leave", "come"]), (start, count, sequence) => {
        const { wait, longestPageMs } = longestWaitDuring(start, count, sequence);
        expect(wait).toBeLessThanOrEqual(cycleMs + longestPageMs);
      }),
      { seed, numRuns: 300 },
    );
  });
});
