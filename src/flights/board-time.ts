const MS_PER_DAY = 86_400_000;

/** How instants (milliseconds since 1970) read in one time zone and language. */
export interface BoardTimeFormat {
  /** 24-hour time of day: 07:05. */
  readonly timeOfDay: (instant: number) => string;
  /** 07:05:09. */
  readonly timeWithSeconds: (instant: number) => string;
  /** Thursday 25 January, in the language's own way. */
  readonly longDate: (instant: number) => string;
  /** Local date, YYYY-MM-DD. */
  readonly date: (instant: number) => string;
  /** Short name of the zone at that instant: EST. */
  readonly zoneName: (instant: number) => string;
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
  const minutes = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const seconds = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const long = new Intl.DateTimeFormat(language, { timeZone, weekday: "long", day: "numeric", month: "long" });
  // Swedish writes dates as ISO 8601 does.
  const iso = new Intl.DateTimeFormat("sv-SE", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const zone = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: "short" });
  return {
    timeOfDay: (instant) => minutes.format(instant),
    timeWithSeconds: (instant) => seconds.format(instant),
    longDate: (instant) => long.format(instant),
    date: (instant) => iso.format(instant),
    zoneName: (instant) => zone.formatToParts(instant).find((part) => part.type === "timeZoneName")?.value ?? timeZone,
    daysBetween: (from, to) => (Date.parse(to) - Date.parse(from)) / MS_PER_DAY,
  };
}
