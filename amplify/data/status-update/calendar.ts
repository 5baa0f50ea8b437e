import { consistsOf, decimalValue, digits, zeroPadded } from "./alphabet.js";

/** Years outside are typing errors, not flights. */
const firstYear = 1900;
const lastYear = 2999;

const minutesPerDay = 1440;
/** The widest offset of ISO 8601 as AWSDateTime takes it (java.time.ZoneOffset). */
const widestOffsetHours = 18;

interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) {
    return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  }
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The number that a text of exactly two digits stands for, or -1. */
function twoDigits(text: string): number {
  return consistsOf(text, digits, 2, 2) ? decimalValue(text) : -1;
}

function dateOf(text: string): CalendarDate | undefined {
  const yearText = text.slice(0, 4);
  if (text.length !== 10 || text.charAt(4) !== "-" || text.charAt(7) !== "-" || !consistsOf(yearText, digits, 4, 4)) {
    return undefined;
  }
  const year = decimalValue(yearText);
  const month = twoDigits(text.slice(5, 7));
  const day = twoDigits(text.slice(8, 10));
  const real =
    year >= firstYear && year <= lastYear && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return real ? { year, month, day } : undefined;
}

function dayBefore(date: CalendarDate): CalendarDate {
  if (date.day > 1) {
    return { year: date.year, month: date.month, day: date.day - 1 };
  }
  const year = date.month > 1 ? date.year : date.year - 1;
  const month = date.month > 1 ? date.month - 1 : 12;
  return { year, month, day: daysInMonth(year, month) };
}

function dayAfter(date: CalendarDate): CalendarDate {
  if (date.day < daysInMonth(date.year, date.month)) {
    return { year: date.year, month: date.month, day: date.day + 1 };
  }
  return date.month < 12
    ? { year: date.year, month: date.month + 1, day: 1 }
    : { year: date.year + 1, month: 1, day: 1 };
}

function leapDaysThrough(year: number): number {
  return Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
}

/** Days since 31 December of the year before year 1 (proleptic Gregorian calendar). */
function dayNumber(date: CalendarDate): number {
  const monthsBefore = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].filter((month) => month < date.month);
  const daysBefore = monthsBefore.reduce((days, month) => days + daysInMonth(date.year, month), 0);
  return (date.year - 1) * 365 + leapDaysThrough(date.year - 1) + daysBefore + date.day;
}

/** A moment as `utcTime` writes it, in milliseconds on a scale of its own. */
function millisecondsOf(utc: string): number {
  const date = dateOf(utc.slice(0, 10));
  const days = date === undefined ? 0 : dayNumber(date);
  const minutes = (days * 24 + twoDigits(utc.slice(11, 13))) * 60 + twoDigits(utc.slice(14, 16));
  return (minutes * 60 + twoDigits(utc.slice(17, 19))) * 1000 + decimalValue(utc.slice(20, 23));
}

/** Minutes east of Greenwich that a zone designator (`Z`, `+05:30`) stands for. */
function offsetMinutes(zone: string): number | undefined {
  if (zone === "Z") {
    return 0;
  }
  const sign = zone.charAt(0) === "+" ? 1 : -1;
  const hours = twoDigits(zone.slice(1, 3));
  const minutes = twoDigits(zone.slice(4, 6));
  const wellFormed = zone.length === 6 && (zone.charAt(0) === "+" || zone.charAt(0) === "-") && zone.charAt(3) === ":";
  if (!wellFormed || hours < 0 || hours > widestOffsetHours || minutes < 0 || minutes > 59) {
    return undefined;
  }
  return sign * (hours * 60 + minutes);
}

/** Whether a text is a date of the calendar, `YYYY-MM-DD`: 2024-02-29 is, 2024-02-30 is not. */
export function isCalendarDate(text: string): boolean {
  return dateOf(text) !== undefined;
}

/**
 * The moment that an ISO 8601 text with zone names, in UTC to the millisecond: `YYYY-MM-DDTHH:mm:ss.SSSZ`, so that
 * moments compare as texts. Seconds may be left out, finer fractions are cut. Undefined where the text is no such moment.
 */
export function utcTime(text: string): string | undefined {
  const date = dateOf(text.slice(0, 10));
  const hour = twoDigits(text.slice(11, 13));
  const minute = twoDigits(text.slice(14, 16));
  const rest = text.slice(16);
  const zoneAt = rest.endsWith("Z") ? rest.length - 1 : rest.length - 6;
  if (date === undefined || text.charAt(10) !== "T" || text.charAt(13) !== ":" || zoneAt < 0) {
    return undefined;
  }
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
    return undefined;
  }
  const offset = offsetMinutes(rest.slice(zoneAt));
  const seconds = rest.slice(0, zoneAt);
  const second = seconds === "" ? 0 : twoDigits(seconds.slice(1, 3));
  const fraction = seconds.slice(4);
  const secondsWellFormed =
    seconds === "" ||
    (seconds.charAt(0) === ":" &&
      second >= 0 &&
      second <= 59 &&
      (seconds.length === 3 || (seconds.charAt(3) === "." && consistsOf(fraction, digits, 1, 9))));
  if (offset === undefined || !secondsWellFormed) {
    return undefined;
  }
  const minutes = hour * 60 + minute - offset;
  const day = minutes < 0 ? dayBefore(date) : minutes >= minutesPerDay ? dayAfter(date) : date;
  const minuteOfDay = (minutes + minutesPerDay) % minutesPerDay;
  const dateText = `${zeroPadded(day.year, 4)}-${zeroPadded(day.month, 2)}-${zeroPadded(day.day, 2)}`;
  const hourText = zeroPadded(Math.floor(minuteOfDay / 60), 2);
  const minuteText = zeroPadded(minuteOfDay % 60, 2);
  return `${dateText}T${hourText}:${minuteText}:${zeroPadded(second, 2)}.${`${fraction}000`.slice(0, 3)}Z`;
}

/**
 * Milliseconds from one moment to a later one, below 0 to an earlier one. Both as `utcTime` writes them, else what comes
 * out means nothing.
 */
export function millisecondsBetween(from: string, to: string): number {
  return millisecondsOf(to) - millisecondsOf(from);
}
