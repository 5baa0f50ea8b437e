import { arranged, hasRowOf, isSame, pagesOf, succession } from "./page-succession";
import { nextTurn, turns, type RotationPlan } from "./rotation";
import { sameItems } from "./same-items";

/** The rows that a board's pages are made of, held while they are being read. */
export interface HeldRows {
  /**
   * Ids of the rows, page by page, as they were when the board took them; one may be on two pages. Those that follow are
   * on no page.
   */
  readonly ids: readonly string[];
  readonly plan: RotationPlan;
  /** When other rows may take their place, milliseconds since 1970; undefined: there are none. */
  readonly heldUntil: number | undefined;
}

/**
 * Which rows and which plan a board shows at `now`, given what it showed before and what its rows are now.
 *
 * Rows that come, go or change places move those behind them to other pages, and a row that moves to the page that just
 * went would be missed for a whole cycle. So:
 *
 * - a board of one page takes every row at once: nothing can be missed there, and nobody loses what they read; so does a
 *   board without rows, whatever comes. Other times for its languages and numbers begin with its cycle;
 * - a board of several pages takes rows and plan when its cycle begins again, and over as many cycles as it takes for
 *   nobody to wait too long (page-succession.ts). In these a row may come on two pages: on the one that it leaves and on
 *   the one that it goes to; in all others every row of the cycle comes once;
 * - a board that needs several pages from now on begins with them when their first cycle begins;
 * - a board on which nothing turns from now on shows that at the next turn.
 *
 * What rows say (status, gate, times) is not held: look it up by id at every render. A row whose flight is no longer on
 * the board (it moved to another terminal) keeps its place, empty, until then; a page of which all have left is passed over
 * (shown-moment.ts), and once every page is, nobody reads anything, so the newest rows and plan are taken at once.
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
  if (isSame(held, newest)) {
    // Nothing moves, but a flight may have another number, or there may be another flight on no page.
    if (!sameItems(held.plan.numbersPerRow, plan.numbersPerRow)) return newest;
    return held.heldUntil === undefined ? held : { ...held, heldUntil: undefined };
  }
  const takeOver = takeOverAt(held, newest, now);
  if (now < Math.min(held.heldUntil ?? Number.POSITIVE_INFINITY, takeOver)) {
    if (held.plan.pages.length <= 1 && plan.pages.length <= 1) return waiting(atTimesOf(held, newest), takeOver);
    return isAnyLeft(held, ids) ? waiting(held, takeOver) : newest;
  }
  if (showsAllAtOnce(held, newest)) return newest;
  const next = succession(held, newest);
  return next === newest ? newest : { ...next, heldUntil: nextCycle(next.plan, plan, now + 1) };
}

/** Whether any page has a row that is still on the board. */
function isAnyLeft(held: HeldRows, ids: readonly string[]): boolean {
  const present = new Set(ids);
  return pagesOf(held).some((page) => hasRowOf(page, present));
}

/** Shows on until then; the same object where it is so already. */
function waiting(held: HeldRows, heldUntil: number): HeldRows {
  return held.heldUntil === heldUntil ? held : { ...held, heldUntil };
}

/** The newest rows of a board of one page, which turns on at the times of `held` until it begins again. */
function atTimesOf(held: HeldRows, newest: HeldRows): HeldRows {
  const rows = arranged(held.plan, [newest.ids], newest);
  return isSame(held, rows) && sameItems(held.plan.numbersPerRow, rows.plan.numbersPerRow)
    ? held
    : { ...rows, heldUntil: held.heldUntil };
}

/** Whether everything shows at once from when `next` is taken, so that there is nothing to wait for. */
function showsAllAtOnce(held: HeldRows, next: HeldRows): boolean {
  return held.ids.length === 0 || !turns(next.plan) || (!turns(held.plan) && next.plan.pages.length <= 1);
}

/** When `next` may take the place of `held`, from `now` on. */
function takeOverAt(held: HeldRows, next: HeldRows, now: number): number {
  if (!showsAllAtOnce(held, next)) return nextCycle(held.plan, next.plan, now);
  return held.ids.length > 0 && held.plan.pages.length > 1 ? nextTurn(held.plan, now) : now;
}

/**
 * When cycles of both plans begin, from `now` on: the longer of two cycles begins only when the shorter one does, too. A
 * page that never turns has no cycle to end.
 */
function nextCycle(a: RotationPlan, b: RotationPlan, now: number): number {
  const cycleMs = Math.max(turns(a) ? a.cycleMs : 0, b.cycleMs);
  return Math.ceil(now / cycleMs) * cycleMs;
}
