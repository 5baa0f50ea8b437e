import { zoneOffset } from "./zone-offset";

const MS_PER_DAY = 86_400_000;

/** How instants (milliseconds since 1970) read in one time zone and language; the device's own zone plays no part. */
export interface BoardTimeFormat {
  /** 24-hour time of day, in the digits of flight numbers whatever the language: 07:05. */
  readonly timeOfDay: (instant: number) => string;
  /** 07:05:09. */
  readonly timeWithSeconds: (instant: number) => string;
  /** Thursday, January 25; jueves, 25 de enero; 1月25日木曜日: in the language's own way. */
  readonly longDate: (instant: number) => string;
  /** Local date, YYYY-MM-DD. */
  readonly date: (instant: number) => string;
  /**
   * Name of the zone at that instant: its abbreviation where the language has one (EST, MEZ), else what the language
   * calls the region's time (hora oriental); Greenwich and a number only where there is no name at all.
   */
  readonly zoneName: (instant: number) => string;
  /**
   * Tells the two apart where this time of day comes twice, because the clocks are set back between: `UTC−4` at the
   * first 01:30 of the night in New York, `UTC−5` at the second. Undefined at every other time.
   */
  readonly repeatedTime: (instant: number) => string | undefined;
  /** The time of day, and `repeatedTime` where there is one: 07:05, 01:30 UTC−4. */
  readonly unmistakableTime: (instant: number) => string;
  /** Days from one local date to another (YYYY-MM-DD): 1 is the day after. */
  readonly daysBetween: (from: string, to: string) => number;
}

const formats = new Map<string, BoardTimeFormat>();

/**
 * The format for a zone (IANA) and language (BCP 47), made once: `Intl` formatters are dear to make. Throws RangeError
 * for a zone that the browser does not know.
 */
export function boardTimeFormat(timeZone: string, language: string): BoardTimeFormat {
  const key = `${timeZone} ${language}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = makeFormat(timeZone, language);
  formats.set(key, made);
  return made;
}

function makeFormat(timeZone: string, language: string): BoardTimeFormat {
  const common = { timeZone, calendar: "gregory", numberingSystem: "latn" } as const;
  // British English writes the time of day as boards do; languages differ in separators and in leading zeros.
  const minutes = new Intl.DateTimeFormat("en-GB", { ...common, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const seconds = new Intl.DateTimeFormat("en-GB", {
    ...common,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const long = new Intl.DateTimeFormat(language, { ...common, weekday: "long", day: "numeric", month: "long" });
  // Swedish writes dates as ISO 8601 does.
  const iso = new Intl.DateTimeFormat("sv-SE", { ...common, year: "numeric", month: "2-digit", day: "2-digit" });
  const abbreviation = new Intl.DateTimeFormat(language, { ...common, timeZoneName: "short" });
  const region = new Intl.DateTimeFormat(language, { ...common, timeZoneName: "longGeneric" });
  const offset = zoneOffset(timeZone);
  return {
    timeOfDay: (instant) => minutes.format(instant),
    timeWithSeconds: (instant) => seconds.format(instant),
    longDate: (instant) => long.format(instant),
    date: (instant) => iso.format(instant),
    zoneName: (instant) => {
      const short = zonePart(abbreviation, instant) ?? timeZone;
      if (!/\d/.test(short)) return short;
      // In a doubled hour CLDR's rules would add the country, as the hour alone does not tell the region's offset.
      const steady = offset.repeatedTime(instant) === undefined ? instant : instant - MS_PER_DAY / 4;
      return zonePart(region, steady) ?? short;
    },
    repeatedTime: offset.repeatedTime,
    unmistakableTime: (instant) =>
      [minutes.format(instant), offset.repeatedTime(instant)].filter((text) => text !== undefined).join(" "),
    daysBetween: (from, to) => (Date.parse(to) - Date.parse(from)) / MS_PER_DAY,
  };
}

function zonePart(format: Intl.DateTimeFormat, instant: number): string | undefined {
  return format.formatToParts(instant).find((part) => part.type === "timeZoneName")?.value;
}
