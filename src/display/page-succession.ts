import { FIND_TIME_BUDGET_MS, LEAST_LANGUAGE_MS, LEAST_STEP_MS, leastPageMs, readableRows } from "./reading-time";
import { between, turns, withRows, type RotationPlan } from "./rotation";
import { sameItems } from "./same-items";

/** A plan and the ids of the rows on its pages, one page after the other. What follows in `ids` is on no page. */
export interface PlannedRows {
  readonly ids: readonly string[];
  readonly plan: RotationPlan;
}

/** The ids of the rows of each page. */
export function pagesOf({ ids, plan }: PlannedRows): readonly (readonly string[])[] {
  return plan.pages.map(({ from, to }) => ids.slice(from, to));
}

/** Whether a page has a row of those. */
export function hasRowOf(page: readonly string[] | undefined, present: ReadonlySet<string>): boolean {
  return page?.some((id) => present.has(id)) ?? false;
}

/**
 * What a board of several pages shows in the cycle that follows `held`, on its way to `newest`, so that nobody waits longer
 * than the budget of 30 s (issue 4) for a row that is on a page, in any language:
 *
 * - a row that others push to a later page stays on its page until the later one has shown it, so for a while both do;
 * - a row that would come before them waits for the place. Until then the last page shows it, and so that it can, the
 *   window is shortened: the last rows of the board are on no page, and counted. Its time stays that of the rows that it
 *   was planned for, and it shows no more rows than can be read in that;
 * - where pages would come too late at their new times, or be too short for their rows, times go only so far towards them as
 *   that allows, and a page too many shows the last one once more.
 *
 * Call it cycle after cycle. A few lead to all rows of `newest`, and mostly to its times; then the answer is `newest`
 * itself.
 */
export function succession(held: PlannedRows, newest: PlannedRows): PlannedRows {
  const wanted = pagesOf(newest);
  const direct = arranged(newest.plan, pagesFor(held, wanted, newest.plan), newest);
  const isInTime = inTimeAfter(held);
  const next = isInTime(direct) && !losesRows(held, direct, newest) ? direct : towards(held, newest, isInTime);
  return isSame(next, newest) ? newest : next;
}

/** Whether both show the same rows on the same pages for the same times. */
export function isSame(a: PlannedRows, b: PlannedRows): boolean {
  const timing = ({ plan }: PlannedRows) =>
    plan.pages.flatMap((page) => [page.from, page.to, page.dwellMs, page.steps]);
  return sameItems(timing(a), timing(b)) && sameItems(pagesOf(a).flat(), pagesOf(b).flat());
}

/** Whether fewer pages have no place now for rows that show, and will in the end. */
function losesRows(held: PlannedRows, next: PlannedRows, newest: PlannedRows): boolean {
  if (newest.plan.pages.length >= held.plan.pages.length) return false;
  const [before, after] = [new Set(pagesOf(held).flat()), new Set(pagesOf(next).flat())];
  return pagesOf(newest).some((page) => page.some((id) => before.has(id) && !after.has(id)));
}

/** Ways from one plan to another, the farthest first. */
const ways = [1, 1 / 2, 1 / 4, 1 / 8, 0].flatMap((share) =>
  [Number.POSITIVE_INFINITY, 1, 0].map((steps) => ({ share, steps })),
);

/** As far as possible what `newest` shows, at times that are as near to its own as nobody's wait forbids. */
function towards(held: PlannedRows, newest: PlannedRows, isInTime: (next: PlannedRows) => boolean): PlannedRows {
  const wanted = pagesOf(newest);
  const on = (plan: RotationPlan): PlannedRows => {
    const pages = pagesFor(held, wanted, plan).map((page, index) =>
      index < wanted.length
        ? page
        : inOrder([...page, ...spare(page, wanted.at(-1) ?? [], roomOf(plan, index))], wanted.flat()),
    );
    return arranged(plan, pages, newest);
  };
  const inTime = [...ways.flatMap((way) => between(held.plan, newest.plan, way) ?? []), held.plan]
    .map(on)
    .filter(isInTime);
  return inTime.find(isReadable) ?? inTime[0] ?? on(held.plan);
}

/** Whether every page that turns shows for long enough to find and read any of its rows. */
function isReadable({ plan: { pages, languages } }: PlannedRows): boolean {
  return pages.length <= 1 || pages.every(({ from, to, dwellMs }) => languages * dwellMs >= leastPageMs(to - from));
}

/** How many rows a page may have: no more than fit, nor than can be read where pages turn. */
function roomOf({ pages, capacity, languages }: RotationPlan, index: number): number {
  const ms = languages * (pages[index]?.dwellMs ?? 0);
  return pages.length <= 1 ? capacity : Math.min(capacity, readableRows(ms));
}

/** What of `rows` a page has room for beside its own. */
function spare(page: readonly string[], rows: readonly string[], room: number): readonly string[] {
  return rows.filter((id) => !page.includes(id)).slice(0, Math.max(0, room - page.length));
}

/** Rows of each page of `plan` after those of `held`, where `wanted` are the pages to come to. */
function pagesFor(
  held: PlannedRows,
  wanted: readonly (readonly string[])[],
  plan: RotationPlan,
): readonly (readonly string[])[] {
  const count = plan.pages.length;
  const order = wanted.flat();
  const lastShown = new Map<string, number>();
  for (const [index, page] of pagesOf(held).entries()) {
    // Where there are fewer pages than before, the last one shows what is left over.
    for (const id of page) lastShown.set(id, Math.min(index, count - 1));
  }
  const wantedOn = new Map(wanted.flatMap((page, index) => page.map((id) => [id, index])));
  const pages: (readonly string[])[] = [];
  const shown = new Set<string>();
  for (let index = 0; index < count; index += 1) {
    const due = order.filter((id) => lastShown.get(id) === index && !shown.has(id));
    const others = (wanted[index] ?? []).filter((id) => !due.includes(id));
    let page = [...due, ...others];
    if (index === count - 1) {
      // Pushed rows first: their pages give them up only once they were on a later one, and rows that wait need the places.
      const pushed = order.filter((id) => pages.some((rows, at) => rows.includes(id) && at < (wantedOn.get(id) ?? 0)));
      const waiting = order.filter((id) => !lastShown.has(id) && !shown.has(id));
      const after = inOrder([...page, ...waiting], order).filter((id) => !pushed.includes(id));
      page = [...pushed, ...after];
    }
    // Of other pages no row is left out that others push: each keeps its own until a later one has shown them.
    const fitting = page.slice(0, index === count - 1 ? roomOf(plan, index) : plan.capacity);
    for (const id of fitting) shown.add(id);
    pages.push(inOrder(fitting, order));
  }
  return pages;
}

function inOrder(ids: readonly string[], order: readonly string[]): readonly string[] {
  const wanted = new Set(ids);
  return order.filter((id) => wanted.has(id));
}

/** `pages` at the times of `plan`; what is known of the rows is in `newest`. */
export function arranged(plan: RotationPlan, pages: readonly (readonly string[])[], newest: PlannedRows): PlannedRows {
  const numbers = new Map(newest.ids.map((id, index) => [id, newest.plan.numbersPerRow[index] ?? 1]));
  return {
    ids: pages.flat(),
    plan: withRows(
      plan,
      pages.map((page) => page.map((id) => numbers.get(id) ?? 1)),
    ),
  };
}

/**
 * Whether nobody waits longer than the budget for a flight number that both show, in any language, when a cycle of `next`
 * follows one of `held`: from when too little was left of its last sighting until it shows again.
 */
function inTimeAfter(held: PlannedRows): (next: PlannedRows) => boolean {
  const before = [...sightings(held)];
  const waited = ({ end, leastMs }: Sighting) => (turns(held.plan) ? held.plan.cycleMs - end + leastMs : 0);
  return (next) => {
    const after = sightings(next);
    return before.every(([what, last]) => {
      const coming = after.get(what);
      return coming === undefined || coming.begin + waited(last) <= FIND_TIME_BUDGET_MS;
    });
  };
}

/** In a cycle: when something first shows, until when it last does, milliseconds, and how long it needs to be read. */
interface Sighting {
  begin: number;
  end: number;
  leastMs: number;
}

/** All numbers of all rows, by row, number and language. */
function sightings({ ids, plan }: PlannedRows): ReadonlyMap<string, Sighting> {
  const all = new Map<string, Sighting>();
  let pageBegin = 0;
  for (const { from, to, dwellMs, steps } of plan.pages) {
    for (let turn = 0; turn < plan.languages * steps; turn += 1) {
      const [language, step] = [Math.floor(turn / steps), turn % steps];
      const begin = pageBegin + language * dwellMs + (step * dwellMs) / steps;
      const end = begin + dwellMs / steps;
      for (let row = from; row < to; row += 1) {
        const numbers = plan.numbersAt(row, step);
        const what = `${ids[row] ?? ""} ${String(numbers.from)} ${String(language)}`;
        const known = all.get(what);
        const leastMs = numbers.to - numbers.from < (plan.numbersPerRow[row] ?? 0) ? LEAST_STEP_MS : LEAST_LANGUAGE_MS;
        if (known === undefined) all.set(what, { begin, end, leastMs });
        else known.end = end;
      }
    }
    pageBegin += plan.languages * dwellMs;
  }
  return all;
}
