/** How long a page stays. */
export const PAGE_MS = 12_000;

/**
 * More pages than this, and a passenger would wait too long for the one with their flight: what does not fit is counted
 * at the foot of the board. With three, no flight is away for more than 24 s.
 */
export const MAXIMUM_PAGES = 3;

/** Which rows of a board show now. */
export interface BoardPage {
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  /** Rows before `from` and from `to` on do not show. */
  readonly from: number;
  readonly to: number;
  /** Rows that no page shows. */
  readonly beyond: number;
}

/**
 * The page for `rowCount` rows where `capacity` fit, at `now` (milliseconds). It follows from the time alone, so that
 * displays hung side by side turn their pages together.
 */
export function boardPage(rowCount: number, capacity: number, now: number): BoardPage {
  const pages = Math.min(Math.max(1, Math.ceil(rowCount / capacity)), MAXIMUM_PAGES);
  const page = Math.floor(now / PAGE_MS) % pages;
  const from = page * capacity;
  return {
    page,
    pages,
    from,
    to: Math.min(from + capacity, rowCount),
    beyond: Math.max(0, rowCount - pages * capacity),
  };
}
