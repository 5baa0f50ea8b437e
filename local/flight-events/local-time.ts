import { DateTime } from "luxon";
import { UnexpectedValue, shown } from "./unexpected-value.js";

const minute = 60_000;
const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const clockPattern = /^([01]\d|2[0-3]):([0-5]\d)$/;
const zonedPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)$/;

/** A calendar date, YYYY-MM-DD. @throws UnexpectedValue for another form and for days that are not in the calendar. */
export function parseDate(field: string, text: string): string {
  if (!datePattern.test(text) || !DateTime.fromISO(text, { zone: "utc" }).isValid) {
    throw new UnexpectedValue(field, "a date, YYYY-MM-DD", shown(text));
  }
  return text;
}

/**
 * A moment in milliseconds since 1970, from ISO 8601 with a zone (2024-01-25T13:15:00Z, 2024-01-25T08:15-05:00).
 * @throws UnexpectedValue for anything else, times without a zone included.
 */
export function parseMoment(field: string, text: string): number {
  const moment = DateTime.fromISO(text);
  if (!zonedPattern.test(text) || !moment.isValid) {
    throw new UnexpectedValue(field, "a time with zone, like 2024-01-25T13:15:00Z", shown(text));
  }
  return moment.toMillis();
}

/**
 * A moment in milliseconds since 1970, from HH:mm on a date in a zone or from ISO 8601 with a zone of its own.
 * A local time that occurs twice (clocks put back) counts as the first of the two.
 * @throws UnexpectedValue for another form and for a local time that does not occur (clocks put forward).
 */
export function parseLocalMoment(field: string, text: string, date: string, timeZone: string): number {
  const clock = clockPattern.exec(text);
  if (clock === null) {
    if (zonedPattern.test(text)) return parseMoment(field, text);
    throw new UnexpectedValue(field, "HH:mm or a time with zone, like 2024-01-25T13:15:00Z", shown(text));
  }
  const moment = momentOfLocalTime(date, Number(clock[1]) * 60 + Number(clock[2]), timeZone);
  if (moment === undefined) {
    throw new UnexpectedValue(
      field,
      `a time that occurs on ${date} in ${timeZone}`,
      `${shown(text)}, which the change to daylight-saving time leaves out`,
    );
  }
  return moment;
}

/**
 * The moment (milliseconds since 1970) of a wall clock's time, or undefined where clocks skip it; of two moments with
 * the same time, the first. `minutes` count from 00:00 and may be 1440 (24:00, the next midnight) and beyond.
 */
export function momentOfLocalTime(date: string, minutes: number, timeZone: string): number | undefined {
  if (minutes >= 1440) return momentOfLocalTime(shiftDate(date, 1), minutes - 1440, timeZone);
  const { from, until } = localDay(date, timeZone);
  if (until - from === 1440 * minute) return from + minutes * minute;

  const [hour, minuteOfHour] = [Math.floor(minutes / 60), minutes % 60];
  const local = DateTime.fromISO(date, { zone: timeZone }).set({ hour, minute: minuteOfHour });
  if (local.hour !== hour || local.minute !== minuteOfHour) return undefined;
  return Math.min(...local.getPossibleOffsets().map((possible) => possible.toMillis()));
}

/** Whether a moment (milliseconds since 1970) is on a date in a zone. */
export function isOnDate(moment: number, date: string, timeZone: string): boolean {
  const { from, until } = localDay(date, timeZone);
  return from <= moment && moment < until;
}

/** The calendar date, YYYY-MM-DD, of a moment (milliseconds since 1970) in a zone. */
export function dateOf(moment: number, timeZone: string): string {
  return DateTime.fromMillis(moment, { zone: timeZone }).toFormat("yyyy-MM-dd");
}

/** The date so many days later (or earlier, below 0), YYYY-MM-DD. */
export function shiftDate(date: string, days: number): string {
  return DateTime.fromISO(date, { zone: "utc" }).plus({ days }).toFormat("yyyy-MM-dd");
}

/** The first moment of a date in a zone, milliseconds since 1970; not always 00:00, some zones change clocks there. */
export function startOfDate(date: string, timeZone: string): number {
  return localDay(date, timeZone).from;
}

interface LocalDay {
  readonly from: number;
  readonly until: number;
}

/** Asking for a zone's offset is slow (Intl formats a date for it), and files have many times of few days. */
const knownDays = new Map<string, LocalDay>();
const mostKnownDays = 4_000;

function localDay(date: string, timeZone: string): LocalDay {
  const key = `${date} ${timeZone}`;
  const known = knownDays.get(key);
  if (known !== undefined) return known;
  const noon = DateTime.fromISO(`${date}T12:00`, { zone: timeZone });
  const day = { from: noon.startOf("day").toMillis(), until: noon.plus({ days: 1 }).startOf("day").toMillis() };
  if (knownDays.size >= mostKnownDays) knownDays.clear();
  knownDays.set(key, day);
  return day;
}
