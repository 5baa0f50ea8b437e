import { DateTime } from "luxon";
import { MONTHS, parseDatePattern, WEEKDAYS, type FieldLetter } from "./java-date-pattern.js";

const NANOS_PER_MILLISECOND = 1_000_000;

/**
 * A time as text, by a DateTimeFormatter pattern.
 *
 * @param milliseconds since 1970
 * @param zone IANA name or offset such as `+01:00`; UTC where undefined
 * @throws Error naming the pattern letter or the zone where it cannot be used
 */
export function formatDate(milliseconds: number, pattern: string, zone: string | undefined): string {
  const time = DateTime.fromMillis(requireMilliseconds(milliseconds), { zone: requireZone(zone), locale: "en-US" });
  return parseDatePattern(pattern)
    .map((part) => {
      if (part.kind === "literal") return part.text;
      return part.kind === "field" ? formatField(time, part.letter, part.count, zone) : "";
    })
    .join("");
}

/** A zone as luxon reads it. `Z`, `UTC` and `GMT` with an offset are Java's ways of writing offsets (java.time.ZoneId.of). */
export function requireZone(zone: string | undefined): string {
  if (zone === undefined || zone === "Z") return "utc";
  const offset = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(zone);
  const name =
    offset === null
      ? zone
      : `UTC${offset[1] ?? "+"}${(offset[2] ?? "0").replace(/^0(?=\d)/, "")}${offset[3] === undefined ? "" : `:${offset[3]}`}`;
  if (!DateTime.utc().setZone(name).isValid) throw new Error(`Unknown time-zone ID: ${zone}`);
  return name;
}

/** @throws Error where the value is no number of milliseconds that a date can have */
export function requireMilliseconds(milliseconds: unknown): number {
  if (typeof milliseconds !== "number" || !Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15) {
    throw new Error(`expected milliseconds since 1970, got ${JSON.stringify(milliseconds) ?? String(milliseconds)}`);
  }
  return Math.trunc(milliseconds);
}

function formatField(time: DateTime, letter: FieldLetter, count: number, zone: string | undefined): string {
  const pad = (value: number, width = count): string => String(value).padStart(width, "0");
  switch (letter) {
    case "y":
    case "u": {
      const year = letter === "y" && time.year < 1 ? 1 - time.year : time.year;
      return count === 2 ? pad(((year % 100) + 100) % 100) : (year < 0 ? "-" : "") + pad(Math.abs(year));
    }
    case "G":
      return text(time.year < 1 ? ["BC", "Before Christ", "B"] : ["AD", "Anno Domini", "A"], count, 3);
    case "M":
    case "L":
      return count <= 2 ? pad(time.month) : nameOf(MONTHS[time.month - 1], count);
    case "Q":
    case "q": {
      const ordinal = ["1st", "2nd", "3rd", "4th"][time.quarter - 1] ?? "";
      return count <= 2 ? pad(time.quarter) : count === 3 ? `Q${time.quarter}` : `${ordinal} quarter`;
    }
    case "d":
      return pad(time.day);
    case "D":
      return pad(time.ordinal);
    case "E":
      return nameOf(WEEKDAYS[time.weekday - 1], Math.max(count, 3));
    case "e":
      if (count <= 2) throw new Error("The pattern letters e and ee depend on a locale; use E");
      return nameOf(WEEKDAYS[time.weekday - 1], count);
    case "a":
      return time.hour < 12 ? "AM" : "PM";
    case "H":
      return pad(time.hour);
    case "k":
      return pad(time.hour === 0 ? 24 : time.hour);
    case "K":
      return pad(time.hour % 12);
    case "h":
      return pad(time.hour % 12 === 0 ? 12 : time.hour % 12);
    case "m":
      return pad(time.minute);
    case "s":
      return pad(time.second);
    case "S":
      return pad(time.millisecond, 3).padEnd(9, "0").slice(0, count);
    case "n":
      return pad(time.millisecond * NANOS_PER_MILLISECOND);
    case "A":
      return pad(millisecondOfDay(time));
    case "N":
      return pad(millisecondOfDay(time) * NANOS_PER_MILLISECOND);
    case "V":
      return zone ?? "Z";
    case "z":
      return zoneText(time, count);
    case "O":
      return time.offset === 0 ? "GMT" : `GMT${offsetText(time.offset, count === 4 ? "+HH:MM" : "+H:mm")}`;
    case "Z":
      if (count === 4) return time.offset === 0 ? "GMT" : `GMT${offsetText(time.offset, "+HH:MM")}`;
      if (count === 5 && time.offset === 0) return "Z";
      return offsetText(time.offset, count === 5 ? "+HH:MM" : "+HHMM");
    case "X":
    case "x": {
      if (letter === "X" && time.offset === 0) return "Z";
      return offsetText(time.offset, count === 1 ? "+HHmm" : count === 2 || count === 4 ? "+HHMM" : "+HH:MM");
    }
  }
}

type OffsetForm = "+HHMM" | "+HH:MM" | "+HHmm" | "+H:mm";

/** Upper case MM is always there, lower case mm only where the offset has minutes. */
function offsetText(minutes: number, form: OffsetForm): string {
  const sign = minutes < 0 ? "-" : "+";
  const hour = String(Math.trunc(Math.abs(minutes) / 60));
  const minute = String(Math.abs(minutes) % 60).padStart(2, "0");
  const colon = form.includes(":") ? ":" : "";
  const rest = form.endsWith("mm") && minute === "00" ? "" : colon + minute;
  return sign + (form === "+H:mm" ? hour : hour.padStart(2, "0")) + rest;
}

function zoneText(time: DateTime, count: number): string {
  if (time.zone.type === "fixed" && time.offset === 0) return count === 4 ? "Coordinated Universal Time" : "UTC";
  const name = count === 4 ? time.offsetNameLong : time.offsetNameShort;
  if (name === null || /^GMT[+-]/.test(name)) {
    throw new Error(
      `No English name is known for the zone ${time.zoneName ?? ""}: z is not implemented for it; use XXX or VV`,
    );
  }
  return name;
}

function nameOf(name: string | undefined, count: number): string {
  return name === undefined ? "" : count === 3 ? name.slice(0, 3) : count === 4 ? name : name.slice(0, 1);
}

function text(forms: readonly [string, string, string], count: number, short: number): string {
  return count <= short ? forms[0] : count === 4 ? forms[1] : forms[2];
}

function millisecondOfDay(time: DateTime): number {
  return ((time.hour * 60 + time.minute) * 60 + time.second) * 1000 + time.millisecond;
}
