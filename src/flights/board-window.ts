import { WAITING_LIMIT_MS, type BoardWindow } from "./board-row";

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

/** How far a board looks ahead: a whole day, so that the first flights of the morning show the evening before. */
export const LOOK_AHEAD_MS = 24 * 3_600_000;

/** The window of a board at `now` (milliseconds) that keeps flights for `minutesBefore` minutes. */
export function boardWindow(now: number, minutesBefore: number): BoardWindow {
  return { from: now - minutesBefore * MS_PER_MINUTE, to: now + LOOK_AHEAD_MS };
}

/**
 * Operating dates (YYYY-MM-DD, oldest first) that can hold a flight of the window, a long-delayed one of the day before
 * included. `dateOf` gives the local date of an instant at the airport.
 */
export function operatingDates(window: BoardWindow, dateOf: (instant: number) => string): readonly string[] {
  const first = dateOf(window.from - WAITING_LIMIT_MS);
  const last = dateOf(window.to);
  const dates: string[] = [];
  for (let day = Date.parse(first); day <= Date.parse(last); day += MS_PER_DAY) {
    dates.push(new Date(day).toISOString().slice(0, 10));
  }
  return dates;
}
