import { nextTurn, turns, type RotationPlan } from "./rotation";

/** The rows that a board's pages are made of, held while they are being read. */
export interface HeldRows {
  /** Ids of the rows in the order of the board, as they were when the board took them. */
  readonly ids: readonly string[];
  readonly plan: RotationPlan;
  /** When newer rows may take their place, milliseconds since 1970; undefined: there are none. */
  readonly heldUntil: number | undefined;
}

/**
 * Which rows and which plan a board shows at `now`, given what it showed before and what its rows are now.
 *
 * Rows that come, go or change places move those behind them to other pages, and a row that moves to the page that just
 * went would be missed for a whole cycle. So:
 *
 * - a board of one page takes every change at once: nothing can be missed there, and nobody loses what they read; so
 *   does a board without rows, whatever comes;
 * - a board of several pages takes rows and plan when its cycle begins again, so every row of a cycle comes once in it;
 * - a board that needs several pages from now on begins with them when their first cycle begins;
 * - a board of one language that needs one page only from now on shows it at the next turn.
 *
 * What rows say (status, gate, times) is not held: look it up by id at every render. A row whose flight is no longer on
 * the board (it moved to another terminal) keeps its place, empty, until then.
 *
 * While flights leave and the number of pages stays, nobody waits longer than a cycle. Rows that move to a later place in
 * the cycle, since others came before them or the number of pages changed, make one wait longer, once: by less than the
 * time of a page.
 *
 * Call it at every render, and render again at `heldUntil`.
 */
export function holdRows(
  held: HeldRows | undefined,
  ids: readonly string[],
  plan: RotationPlan,
  now: number,
): HeldRows {
  const newest = { ids, plan, heldUntil: undefined };
  // Another size or other languages: the held plan no longer fits the screen.
  if (held?.plan.capacity !== plan.capacity || held.plan.languages !== plan.languages) return newest;
  const takeOver = takeOverAt(held, newest, now);
  if (takeOver === undefined) return held.heldUntil === undefined ? held : { ...held, heldUntil: undefined };
  if (now >= Math.min(held.heldUntil ?? Number.POSITIVE_INFINITY, takeOver)) return newest;
  return held.heldUntil === takeOver ? held : { ...held, heldUntil: takeOver };
}

/** When `next` may take the place of `held`, from `now` on; undefined where they are the same. */
function takeOverAt(held: HeldRows, next: HeldRows, now: number): number | undefined {
  const samePages = same(held.ids, next.ids) && sameTiming(held.plan, next.plan);
  if (samePages) return same(held.plan.numbersPerRow, next.plan.numbersPerRow) ? undefined : now;
  const [before, after] = [held.plan.pages.length, next.plan.pages.length];
  if (held.ids.length === 0 || (before <= 1 && after <= 1)) return now;
  if (after <= 1 && next.plan.languages === 1) return nextTurn(held.plan, now);
  // The longer of two cycles begins only when the shorter one does, too. A page that never turns has no cycle to end.
  const cycleMs = Math.max(turns(held.plan) ? held.plan.cycleMs : 0, next.plan.cycleMs);
  return Math.ceil(now / cycleMs) * cycleMs;
}

function sameTiming(a: RotationPlan, b: RotationPlan): boolean {
  const timing = (plan: RotationPlan) => plan.pages.flatMap((page) => [page.from, page.to, page.dwellMs, page.steps]);
  return same(timing(a), timing(b));
}

function same<Value>(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}
