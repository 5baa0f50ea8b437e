import type { Retention } from "./leaving";

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 86_400_000;

/** How far a board looks ahead: a whole day, so that the first flights of the morning show the evening before. */
export const LOOK_AHEAD_MS = 24 * MS_PER_HOUR;

/** The part of time that a board shows, milliseconds since 1970: what has not left by `now`, up to `until`. */
export interface BoardWindow {
  readonly now: number;
  readonly until: number;
  readonly retention: Retention;
}

/** The window of a board at `now` (milliseconds) that keeps flights so long after they went, and looks so far ahead. */
export function boardWindow(now: number, retention: Retention, aheadMs: number = LOOK_AHEAD_MS): BoardWindow {
  return { now, until: now + aheadMs, retention };
}

/**
 * Operating dates (YYYY-MM-DD, oldest first) that can hold a flight of the window. Yesterday's is one of them all day
 * long, so that a flight may be up to a day late: what has left by then is not on the board anyhow. `dateOf` gives the
 * local date of an instant at the airport.
 */
export function operatingDates(window: BoardWindow, dateOf: (instant: number) => string): readonly string[] {
  // By the calendar: 24 hours before now is no day ago where the clocks have changed since.
  const first = Date.parse(dateOf(window.now)) - MS_PER_DAY;
  const last = Date.parse(dateOf(window.until));
  const dates: string[] = [];
  for (let day = first; day <= last; day += MS_PER_DAY) {
    dates.push(new Date(day).toISOString().slice(0, 10));
  }
  return dates;
}
