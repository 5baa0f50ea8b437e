import {
  BUDGET_RESERVE_MS,
  FIND_TIME_BUDGET_MS,
  LEAST_LANGUAGE_MS,
  LEAST_STEP_MS,
  leastPageMs,
  PREFERRED_DWELL_MS,
  PREFERRED_STEP_MS,
  readableRows,
} from "./reading-time";

/** What a rotation is planned from. */
export interface RotationNeeds {
  /** For each row, in the order of the board: how many flight numbers it has, 1 + codeshares. */
  readonly numbersPerRow: readonly number[];
  /** Rows that fit on a page. */
  readonly capacity: number;
  /** Languages that the board cycles through. */
  readonly languages: number;
  /** Flight numbers that a flight cell shows at once. */
  readonly numbersAtOnce: number;
  /** Longest wait, milliseconds; by default the 30 s of issue 4. */
  readonly budgetMs?: number;
}

/** Rows `from` to before `to`, shown in each language for `dwellMs` milliseconds. */
export interface RotationPage {
  readonly from: number;
  readonly to: number;
  /** Milliseconds in one language; a page stays for all languages, one after the other. */
  readonly dwellMs: number;
  /** Parts of equal length that each language's time has: in each, flight cells show other numbers. */
  readonly steps: number;
}

/**
 * Who shows when. Pages come in order; each stays for all languages before the next one comes, so that rows stand still
 * while their words change.
 */
export interface RotationPlan {
  /** At least one; a board without rows has one page of none. */
  readonly pages: readonly RotationPage[];
  /** What it was planned from. */
  readonly capacity: number;
  readonly languages: number;
  readonly numbersAtOnce: number;
  readonly numbersPerRow: readonly number[];
  /** Milliseconds until everything comes again: languages x the sum of the pages' dwell times, within the budget. */
  readonly cycleMs: number;
  /** Rows that no page shows: said as "+N more". */
  readonly beyond: number;
  /** Numbers of a row that no step shows: said as +N in its cell. All of them for a row that is on no page. */
  numbersBeyond(row: number): number;
  /** Which of a row's numbers show in a step, `from` to before `to`; number 0 is the operating carrier's. */
  numbersAt(row: number, step: number): { readonly from: number; readonly to: number };
}

/** What shows at an instant. */
export interface RotationMoment {
  readonly page: number;
  /** Index of the language. */
  readonly language: number;
  readonly step: number;
  /** Instants between which exactly this shows, milliseconds since 1970; -Infinity and Infinity where nothing turns. */
  readonly sinceMs: number;
  readonly untilMs: number;
}

/**
 * A cycle is the budget (less the reserve) divided by one of these. So the shorter cycles begin whenever a longer one
 * does, and a change of plan finds an instant at which both plans begin: see held-rows.ts.
 */
const CYCLE_DIVISORS = [4, 2, 1] as const;

/** How much of the time the numbers of one page may take while there are rows on no page yet. */
const NUMBERS_SHARE = 3 / 4;

/** A page on its way into the plan; times in one language. */
interface Draft {
  readonly from: number;
  readonly to: number;
  readonly leastMs: number;
  readonly wantedSteps: number;
  steps: number;
}

/** How many languages a board can cycle through within `budgetMs`: 7 in 30 s. */
export function mostLanguages(budgetMs: number = FIND_TIME_BUDGET_MS): number {
  return Math.max(0, Math.floor((budgetMs - BUDGET_RESERVE_MS) / LEAST_LANGUAGE_MS));
}

/**
 * Plans the pages of a board by the find-time budget (issue 4): nobody waits longer than that for any flight number on
 * any page in any language, whenever they come.
 *
 * Pages fill in the order of the board, and each gets the time to be read and to show all numbers of its flights. When
 * the time is used up the window ends: the rest is `beyond`. Numbers go before later flights, as the issue has it, but
 * not without end: while rows are waiting, the numbers of one page take three quarters of the time at most, so that one
 * flight with twenty partners does not keep all others off the board. What that leaves without a step gets the time that
 * remains in the end, and is counted in `numbersBeyond` if there is none.
 *
 * Throws RangeError where a number is not a whole one from 1 (rows may be none), or where there are more languages than
 * the budget holds: `mostLanguages`.
 */
export function planRotation(needs: RotationNeeds): RotationPlan {
  const { numbersPerRow, capacity, languages, numbersAtOnce, budgetMs = FIND_TIME_BUDGET_MS } = needs;
  check("capacity", capacity);
  check("numbersAtOnce", numbersAtOnce);
  check("languages", languages, mostLanguages(budgetMs));
  for (const numbers of numbersPerRow) check("numbersPerRow", numbers);
  const longestMs = wholeUnits(budgetMs, languages);
  const drafts = draftPages(needs, longestMs);
  return planOf(timedPages(drafts, languages, longestMs), needs);
}

/**
 * The plan with the times of another one's pages, and other rows on them: for each page, how many flight numbers each of
 * its rows has. A flight that is on two pages is two rows here. Numbers for which a page has no step are counted.
 */
export function withRows(plan: RotationPlan, numbersPerPage: readonly (readonly number[])[]): RotationPlan {
  let to = 0;
  const pages = plan.pages.map((page, index) => {
    const from = to;
    to += numbersPerPage[index]?.length ?? 0;
    return { ...page, from, to };
  });
  return planOf(pages, { ...plan, numbersPerRow: numbersPerPage.flat() });
}

/** How far to go from one plan towards another: a share of the difference in time, from 0 to 1, and so many steps. */
export interface Way {
  readonly share: number;
  readonly steps: number;
}

/**
 * A plan with the pages of `from` and times on the way to those of `to`. Where `to` has
 * fewer pages, the time of its last one is for all that it lacks. Undefined where `to` has more pages or another cycle, and
 * where a page would be too short to be read.
 */
export function between(from: RotationPlan, to: RotationPlan, way: Way): RotationPlan | undefined {
  const surplus = from.pages.length - to.pages.length;
  if (surplus < 0 || from.cycleMs !== to.cycleMs) return undefined;
  const ends = (plan: RotationPlan) => {
    let end = 0;
    return plan.pages.map(({ dwellMs }) => (end += dwellMs));
  };
  const toEnds = ends(to);
  const [lastEnd = 0, lastBegin = 0] = [toEnds.at(-1), toEnds.at(-2)];
  const wanted = [
    ...toEnds.slice(0, -1),
    ...Array.from(
      { length: surplus + 1 },
      (_, index) => lastBegin + ((lastEnd - lastBegin) * (index + 1)) / (surplus + 1),
    ),
  ];
  let before = 0;
  const pages = ends(from).map((end, index) => {
    const until = Math.round(end + way.share * ((wanted[index] ?? end) - end));
    const dwellMs = until - before;
    before = until;
    const page = from.pages[index] ?? { from: 0, to: 0, steps: 1 };
    const wantedSteps = to.pages[Math.min(index, to.pages.length - 1)]?.steps ?? 1;
    const steps = page.steps + Math.max(-way.steps, Math.min(wantedSteps - page.steps, way.steps));
    return { from: page.from, to: page.to, dwellMs, steps: fittingSteps(steps, dwellMs) };
  });
  return pages.some(({ dwellMs }) => dwellMs < LEAST_LANGUAGE_MS) ? undefined : planOf(pages, from);
}

function planOf(
  pages: readonly RotationPage[],
  { numbersPerRow, capacity, languages, numbersAtOnce }: RotationNeeds,
): RotationPlan {
  const shown = pages.at(-1)?.to ?? 0;
  const chunksOf = (row: number): number => {
    const page = pages.find((each) => row >= each.from && row < each.to);
    return Math.min(page?.steps ?? 0, Math.ceil((numbersPerRow[row] ?? 0) / numbersAtOnce));
  };
  return {
    pages,
    capacity,
    languages,
    numbersAtOnce,
    numbersPerRow,
    cycleMs: languages * sum(pages.map((page) => page.dwellMs)),
    beyond: numbersPerRow.length - shown,
    numbersBeyond: (row) => Math.max(0, (numbersPerRow[row] ?? 0) - chunksOf(row) * numbersAtOnce),
    numbersAt(row, step) {
      const chunks = chunksOf(row);
      const from = chunks === 0 ? 0 : (step % chunks) * numbersAtOnce;
      return { from, to: chunks === 0 ? 0 : Math.min(from + numbersAtOnce, numbersPerRow[row] ?? 0) };
    },
  };
}

/**
 * What shows at `now`, milliseconds since 1970 by the service's clock. It follows from plan and time alone, so displays
 * hung side by side turn together, and a display that reloads is where it would have been. A page of which `isShown` says
 * false gives its time to the next one that shows; where none does, it shows itself. Throws RangeError where `now` is no
 * number.
 */
export function rotationAt(
  plan: RotationPlan,
  now: number,
  isShown: (page: number) => boolean = () => true,
): RotationMoment {
  if (!turns(plan)) {
    return { page: 0, language: 0, step: 0, sinceMs: Number.NEGATIVE_INFINITY, untilMs: Number.POSITIVE_INFINITY };
  }
  let start = cycleBegin(plan, now);
  for (const [index, page] of plan.pages.entries()) {
    const end = start + plan.languages * page.dwellMs;
    if (now < end) {
      const shown = nextShown(plan, index, isShown);
      const wantedSteps = plan.pages[shown]?.steps ?? page.steps;
      const steps = shown === index ? page.steps : fittingSteps(wantedSteps, page.dwellMs);
      return momentOf({ ...page, steps }, shown, start, now);
    }
    start = end;
  }
  throw new RangeError(`rotationAt: now: expected milliseconds since 1970, got ${String(now)}.`);
}

/** The first page that shows, from `index` on; after the last one comes the first. `index` itself where none does. */
function nextShown({ pages }: RotationPlan, index: number, isShown: (page: number) => boolean): number {
  for (let passed = 0; passed < pages.length; passed += 1) {
    const page = (index + passed) % pages.length;
    if (isShown(page)) return page;
  }
  return index;
}

/** When the next page comes, milliseconds since 1970 after `now`; Infinity where there is one page only. */
export function nextTurn(plan: RotationPlan, now: number): number {
  if (plan.pages.length <= 1) return Number.POSITIVE_INFINITY;
  let end = cycleBegin(plan, now);
  for (const page of plan.pages) {
    end += plan.languages * page.dwellMs;
    if (end > now) return end;
  }
  return end;
}

/** Whether anything changes with time: pages, languages or numbers. */
export function turns(plan: RotationPlan): boolean {
  return plan.languages > 1 || plan.pages.length > 1 || plan.pages.some((page) => page.steps > 1);
}

/** When the cycle that runs at `now` began. */
function cycleBegin(plan: RotationPlan, now: number): number {
  return Math.floor(now / plan.cycleMs) * plan.cycleMs;
}

function momentOf(page: RotationPage, index: number, start: number, now: number): RotationMoment {
  const language = Math.floor((now - start) / page.dwellMs);
  const languageStart = start + language * page.dwellMs;
  // Beginnings are whole milliseconds, and no step is shorter than the whole part of its share.
  const stepBegin = (step: number): number => languageStart + Math.floor((step * page.dwellMs) / page.steps);
  let step = page.steps - 1;
  while (step > 0 && stepBegin(step) > now) step -= 1;
  return { page: index, language, step, sinceMs: stepBegin(step), untilMs: stepBegin(step + 1) };
}

/** The longest time of one language that can be divided by all divisors, in whole milliseconds. */
function wholeUnits(budgetMs: number, languages: number): number {
  const parts = Math.max(...CYCLE_DIVISORS);
  return Math.floor((budgetMs - BUDGET_RESERVE_MS) / (languages * parts)) * parts;
}

/** Pages in order, as many as `longestMs` (of one language) holds. */
function draftPages({ numbersPerRow, capacity, languages, numbersAtOnce }: RotationNeeds, longestMs: number): Draft[] {
  const rows = numbersPerRow.length;
  const turning = rows > capacity;
  // Of a page that is taken away, no more rows can be looked through than its time allows.
  const pageRows = turning ? Math.min(capacity, readableRows(languages * longestMs)) : capacity;
  const drafts: Draft[] = [];
  let leftMs = longestMs;
  for (let from = 0; from < rows || from === 0; from += pageRows) {
    const to = Math.min(from + pageRows, rows);
    const foundMs = turning ? Math.ceil(leastPageMs(to - from) / languages) : 0;
    const leastMs = Math.min(longestMs, Math.max(LEAST_LANGUAGE_MS, foundMs));
    if (leastMs > leftMs) break;
    const wantedSteps = stepsFor(numbersPerRow.slice(from, to), numbersAtOnce);
    const shareMs = Math.min(leftMs, turning ? longestMs * NUMBERS_SHARE : longestMs);
    const draft = { from, to, leastMs, wantedSteps, steps: fittingSteps(wantedSteps, Math.max(shareMs, leastMs)) };
    drafts.push(draft);
    leftMs -= leastDwell(draft);
  }
  for (const draft of drafts) {
    const withoutMs = leftMs + leastDwell(draft);
    draft.steps = fittingSteps(draft.wantedSteps, withoutMs);
    leftMs = withoutMs - leastDwell(draft);
  }
  return drafts;
}

/** Steps that the flight cells of these rows need to show all numbers. */
function stepsFor(numbers: readonly number[], numbersAtOnce: number): number {
  return numbers.reduce((most, each) => Math.max(most, Math.ceil(each / numbersAtOnce)), 1);
}

function fittingSteps(wanted: number, ms: number): number {
  return Math.max(1, Math.min(wanted, Math.floor(ms / LEAST_STEP_MS)));
}

function leastDwell(draft: Draft): number {
  return Math.max(draft.leastMs, draft.steps * LEAST_STEP_MS);
}

/** The shortest cycle in which everything shows as long as is preferred, or else the longest, shared out. */
function timedPages(drafts: readonly Draft[], languages: number, longestMs: number): RotationPage[] {
  const calmMs = drafts.length * languages > 1 ? PREFERRED_DWELL_MS : 0;
  const preferred = drafts.map((draft) => Math.max(draft.leastMs, draft.steps * PREFERRED_STEP_MS, calmMs));
  const divisor = CYCLE_DIVISORS.find((each) => sum(preferred) <= longestMs / each);
  const wanted = divisor === undefined ? drafts.map(leastDwell) : preferred;
  return sharedOut(longestMs / (divisor ?? 1), wanted).map((dwellMs, index) => {
    const { from = 0, to = 0, steps = 1 } = drafts[index] ?? {};
    return { from, to, dwellMs, steps };
  });
}

/** Whole shares of `totalMs` in proportion to `wanted`; none is below what is wanted where the total is not. */
function sharedOut(totalMs: number, wanted: readonly number[]): number[] {
  const all = sum(wanted);
  let before = 0;
  let upTo = 0;
  return wanted.map((ms) => {
    upTo += ms;
    const end = Math.floor((totalMs * upTo) / all);
    const share = end - before;
    before = end;
    return share;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function check(name: string, value: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new RangeError(
    `planRotation: ${name}: expected a whole number from 1 to ${String(most)}, got ${String(value)}.`,
  );
}
