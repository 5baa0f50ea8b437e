import { hasRowOf, pagesOf, type PlannedRows } from "./page-succession";
import { LEAST_STEP_MS } from "./reading-time";
import { rotationAt, type RotationMoment } from "./rotation";

/**
 * What a board shows at `now`, where `present` are the rows that have not left it since it took them: pages of which every
 * row has left are passed over.
 *
 * Their time is for the next page that has a row, in all languages as they would have been. So the pages that remain show
 * when they would have shown, and sooner, too: nobody waits longer than without it. Displays hung side by side turn
 * together still, since what shows follows from the time and the rows alone, but for this: what would come too late in a
 * turn to be read begins with the next turn. That one stays while `before`, the answer before this one, is given here;
 * give none of another plan.
 */
export function shownMoment(
  held: PlannedRows,
  now: number,
  present: ReadonlySet<string>,
  before: RotationMoment | undefined,
): RotationMoment {
  const pages = pagesOf(held);
  const hasRows = (page: number): boolean => hasRowOf(pages[page], present);
  const due = rotationAt(held.plan, now);
  if (hasRows(due.page)) return due;
  if (before !== undefined && hasRows(before.page) && before.sinceMs <= now && now < before.untilMs) return before;
  const next = rotationAt(held.plan, now, hasRows);
  return next.untilMs - now < LEAST_STEP_MS && hasRows(next.page)
    ? { ...rotationAt(held.plan, next.untilMs, hasRows), sinceMs: now }
    : next;
}
