import { DateTime } from "luxon";
import { requireZone } from "./java-date-format.js";
import { MONTHS, parseDatePattern, WEEKDAYS, type FieldLetter, type PatternPart } from "./java-date-pattern.js";

/** What the text said, by pattern letter; letters of one meaning share an entry. */
type Fields = Map<FieldLetter, number>;

interface ParsedText {
  readonly fields: Fields;
  /** Minutes east of UTC. */
  offset: number | undefined;
  zone: string | undefined;
}

const NANOS_PER_MILLISECOND = 1_000_000;
const MINUTES_PER_DAY = 1440;

/**
 * Reads a time by a DateTimeFormatter pattern, resolved as Java does by default (ResolverStyle.SMART: 31 April is 30 April,
 * 24:00 is the next day's midnight, minutes and what follows may be left out).
 *
 * @param zone for texts that name neither zone nor offset; UTC where undefined
 * @returns milliseconds since 1970
 * @throws Error saying where the text does not fit, or which part of date and time is missing
 */
export function parseDate(text: string, pattern: string, zone: string | undefined): number {
  const parts = parseDatePattern(pattern);
  const parsed: ParsedText = { fields: new Map(), offset: undefined, zone: undefined };
  const end = parseParts(text, 0, parts, 0, parts.length, parsed);
  if (end !== text.length) {
    const place = end < 0 ? -end - 1 : end;
    throw new Error(`Text '${text}' could not be parsed at index ${place} with the pattern '${pattern}'`);
  }
  const where = `Text '${text}' could not be parsed with the pattern '${pattern}'`;
  return resolve(parsed, zone, where);
}

/** The index after the text read, or `-(index + 1)` of the place that does not fit. */
function parseParts(
  text: string,
  start: number,
  parts: readonly PatternPart[],
  from: number,
  to: number,
  parsed: ParsedText,
): number {
  let index = start;
  for (let place = from; place < to; place += 1) {
    const part = parts[place];
    if (part === undefined || part.kind === "optionalEnd") continue;
    if (part.kind === "literal") {
      if (!text.startsWith(part.text, index)) return -(index + 1);
      index += part.text.length;
    } else if (part.kind === "optionalStart") {
      const close = closingIndex(parts, place);
      const before = { fields: new Map(parsed.fields), offset: parsed.offset, zone: parsed.zone };
      const after = parseParts(text, index, parts, place + 1, close, parsed);
      if (after >= 0) index = after;
      else restore(parsed, before);
      place = close;
    } else {
      const after = parseField(text, index, part, reservedDigits(parts, place, to), parsed);
      if (after < 0) return after;
      index = after;
    }
  }
  return index;
}

function restore(parsed: ParsedText, before: ParsedText): void {
  parsed.fields.clear();
  for (const [letter, value] of before.fields) parsed.fields.set(letter, value);
  parsed.offset = before.offset;
  parsed.zone = before.zone;
}

function closingIndex(parts: readonly PatternPart[], start: number): number {
  let open = 0;
  for (let index = start; index < parts.length; index += 1) {
    if (parts[index]?.kind === "optionalStart") open += 1;
    if (parts[index]?.kind === "optionalEnd") open -= 1;
    if (open === 0) return index;
  }
  return parts.length;
}

/** Digits that the fixed-width numbers right after this one need ("adjacent value parsing" in DateTimeFormatterBuilder). */
function reservedDigits(parts: readonly PatternPart[], place: number, to: number): number {
  let reserved = 0;
  for (let index = place + 1; index < to; index += 1) {
    const part = parts[index];
    if (part?.kind !== "field") break;
    const width = fixedWidth(part.letter, part.count);
    if (width === undefined) break;
    reserved += width;
  }
  return reserved;
}

function fixedWidth(letter: FieldLetter, count: number): number | undefined {
  if (letter === "S") return count;
  if ("ML".includes(letter)) return count === 2 ? 2 : undefined;
  if ("dhKkHms".includes(letter)) return count === 2 ? 2 : undefined;
  if ("yu".includes(letter)) return count === 2 ? 2 : undefined;
  return letter === "D" && count === 3 ? 3 : undefined;
}

function parseField(
  text: string,
  index: number,
  part: Extract<PatternPart, { kind: "field" }>,
  reserved: number,
  parsed: ParsedText,
): number {
  const { letter, count } = part;
  if ((letter === "M" || letter === "L") && count > 2) return parseName(text, index, MONTHS, count, "M", parsed);
  if (letter === "E" || letter === "e") return parseName(text, index, WEEKDAYS, Math.max(3, count), "E", parsed);
  switch (letter) {
    case "a": {
      const half = text.slice(index, index + 2);
      if (half !== "AM" && half !== "PM") return -(index + 1);
      parsed.fields.set("a", half === "PM" ? 1 : 0);
      return index + 2;
    }
    case "X":
    case "x":
    case "Z":
    case "O":
      return parseOffset(text, index, letter, count, parsed);
    case "V":
    case "z":
      return parseZone(text, index, letter, parsed);
    case "G":
    case "Q":
    case "q":
      throw new Error(`The pattern letter ${letter} is not implemented for parsing in the local APPSYNC_JS runtime`);
    default:
      return parseNumber(text, index, letter, count, reserved, parsed);
  }
}

function parseNumber(
  text: string,
  index: number,
  letter: FieldLetter,
  count: number,
  reserved: number,
  parsed: ParsedText,
): number {
  const run = /^\d+/.exec(text.slice(index))?.[0].length ?? 0;
  const fixed = fixedWidth(letter, count);
  const most = "yu".includes(letter) ? 10 : "AnN".includes(letter) ? 19 : letter === "D" ? 3 : 2;
  const width = fixed ?? Math.min(run - reserved, most);
  if (width < 1 || width > run || (fixed === undefined && width < count)) return -(index + 1);
  const value = Number(text.slice(index, index + width));
  if (letter === "S") parsed.fields.set("n", value * 10 ** (9 - count));
  else if ((letter === "y" || letter === "u") && count === 2) parsed.fields.set("y", 2000 + value);
  else parsed.fields.set(letter === "u" ? "y" : letter === "L" ? "M" : letter, value);
  return index + width;
}

function parseName(
  text: string,
  index: number,
  names: readonly string[],
  count: number,
  letter: "M" | "E",
  parsed: ParsedText,
): number {
  if (count === 5) throw new Error("Narrow names (five letters in the pattern) are ambiguous and cannot be parsed");
  for (const [place, name] of names.entries()) {
    const form = count === 3 ? name.slice(0, 3) : name;
    if (!text.startsWith(form, index)) continue;
    parsed.fields.set(letter, place + 1);
    return index + form.length;
  }
  return -(index + 1);
}

function parseOffset(
  text: string,
  index: number,
  letter: "X" | "x" | "Z" | "O",
  count: number,
  parsed: ParsedText,
): number {
  const rest = text.slice(index);
  const zulu = letter === "X" || (letter === "Z" && count === 5);
  if (zulu && rest.startsWith("Z")) {
    parsed.offset = 0;
    return index + 1;
  }
  const localized = letter === "O" || (letter === "Z" && count === 4);
  const colons = localized || count === 3 || count === 5;
  const form = localized
    ? /^GMT(?:([+-])(\d{1,2})(?::(\d{2}))?)?/
    : letter === "Z" && count !== 5
      ? /^([+-])(\d{2})(\d{2})/
      : colons
        ? /^([+-])(\d{2}):(\d{2})/
        : count === 1
          ? /^([+-])(\d{2})(\d{2})?/
          : /^([+-])(\d{2})(\d{2})/;
  const match = form.exec(rest);
  if (match === null) return -(index + 1);
  const [all, sign = "+", hours = "0", minutes = "0"] = match;
  parsed.offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return index + all.length;
}

function parseZone(text: string, index: number, letter: "V" | "z", parsed: ParsedText): number {
  const name = /^[A-Za-z][\w+\-/]*|^[+-]\d{2}:?\d{2}/.exec(text.slice(index))?.[0];
  if (name === undefined) return -(index + 1);
  if (letter === "z" && !["UTC", "GMT", "Z"].includes(name) && !name.includes("/")) {
    throw new Error(`The zone name ${name} is ambiguous and not implemented for parsing; use an offset (XXX) or VV`);
  }
  parsed.zone = requireZone(name);
  return index + name.length;
}

function resolve(parsed: ParsedText, zone: string | undefined, where: string): number {
  const fields = parsed.fields;
  const year = fields.get("y");
  if (year === undefined) throw new Error(`${where}: the year is missing`);
  const [month, day] = resolveDay(fields, year, where);
  const { minutes, milliseconds, days } = resolveTime(fields, where);
  const local = { year, month, day, hour: Math.trunc(minutes / 60), minute: minutes % 60 };
  const base =
    parsed.zone === undefined && parsed.offset !== undefined
      ? DateTime.fromObject(local, { zone: "utc" }).minus({ minutes: parsed.offset })
      : DateTime.fromObject(local, { zone: parsed.zone ?? requireZone(zone) });
  if (!base.isValid) throw new Error(`${where}: ${base.invalidExplanation ?? "no such date"}`);
  const weekday = fields.get("E");
  if (weekday !== undefined && DateTime.utc(year, month, day).weekday !== weekday) {
    throw new Error(`${where}: the day of the week is not that of the date`);
  }
  return base.plus({ days }).toMillis() + milliseconds;
}

function resolveDay(fields: Fields, year: number, where: string): [month: number, day: number] {
  const ordinal = fields.get("D");
  if (ordinal !== undefined) {
    const date = DateTime.utc(year, 1, 1).plus({ days: ordinal - 1 });
    if (ordinal < 1 || date.year !== year) throw new Error(`${where}: invalid day of year ${ordinal}`);
    return [date.month, date.day];
  }
  const month = fields.get("M");
  const day = fields.get("d");
  if (month === undefined || day === undefined)
    throw new Error(`${where}: the ${month === undefined ? "month" : "day"} is missing`);
  if (month < 1 || month > 12) throw new Error(`${where}: invalid month ${month}`);
  if (day < 1 || day > 31) throw new Error(`${where}: invalid day of month ${day}`);
  return [month, Math.min(day, DateTime.utc(year, month, 1).daysInMonth ?? 31)];
}

/** Minutes of the day, what is below a minute in milliseconds, and the day that 24:00 adds. */
function resolveTime(fields: Fields, where: string): { minutes: number; milliseconds: number; days: number } {
  const nanos = Math.trunc((fields.get("n") ?? 0) / NANOS_PER_MILLISECOND);
  const ofDay =
    fields.get("A") ?? (fields.has("N") ? Math.trunc((fields.get("N") ?? 0) / NANOS_PER_MILLISECOND) : undefined);
  if (ofDay !== undefined) return { minutes: Math.trunc(ofDay / 60_000), milliseconds: ofDay % 60_000, days: 0 };
  const hour = resolveHour(fields, where);
  const minute = fields.get("m") ?? 0;
  const second = fields.get("s") ?? 0;
  if (fields.has("s") && !fields.has("m")) throw new Error(`${where}: the minute is missing`);
  if (minute > 59) throw new Error(`${where}: invalid minute ${minute}`);
  if (second > 59) throw new Error(`${where}: invalid second ${second}`);
  const milliseconds = second * 1000 + nanos;
  if (hour < 24) return { minutes: hour * 60 + minute, milliseconds, days: 0 };
  if (hour === 24 && minute === 0 && milliseconds === 0) return { minutes: 0, milliseconds: 0, days: 1 };
  throw new Error(`${where}: invalid hour ${hour}, ${MINUTES_PER_DAY} minutes make a day`);
}

function resolveHour(fields: Fields, where: string): number {
  const hour = fields.get("H");
  if (hour !== undefined) return hour;
  const oneTo24 = fields.get("k");
  if (oneTo24 !== undefined) return inRange(oneTo24, 1, 24, where) % 24;
  const half = fields.get("a");
  const oneTo12 = fields.get("h");
  const zeroTo11 = fields.get("K");
  if (half !== undefined && oneTo12 !== undefined) return (inRange(oneTo12, 1, 12, where) % 12) + half * 12;
  if (half !== undefined && zeroTo11 !== undefined) return inRange(zeroTo11, 0, 11, where) + half * 12;
  throw new Error(
    `${where}: the ${half === undefined && (oneTo12 ?? zeroTo11) !== undefined ? "half of the day (a)" : "hour"} is missing`,
  );
}

function inRange(hour: number, least: number, most: number, where: string): number {
  if (hour < least || hour > most) throw new Error(`${where}: invalid hour ${hour}`);
  return hour;
}
