const MS_PER_MINUTE = 60_000;
/** Farther than any zone's clocks are set back at once today (two hours, Antarctica/Troll). */
const REACH_MS = 3 * 3_600_000;

/** The distance of one zone's clocks from UTC. */
export interface ZoneOffset {
  /** Minutes ahead of UTC at an instant (milliseconds since 1970): −300 for New York in winter. */
  readonly at: (instant: number) => number;
  /** The offset as text, `UTC−4`, where the local time of this instant comes twice; else undefined. */
  readonly repeatedTime: (instant: number) => string | undefined;
}

/** Offsets of a zone (IANA). Throws RangeError for a zone that the engine does not know. */
export function zoneOffset(timeZone: string): ZoneOffset {
  const format = new Intl.DateTimeFormat("en", { timeZone, numberingSystem: "latn", timeZoneName: "longOffset" });
  const at = (instant: number) => {
    const text = format.formatToParts(instant).find((part) => part.type === "timeZoneName")?.value ?? "";
    return offsetMinutes(text, timeZone);
  };
  const repeatedTime = (instant: number) => {
    const here = at(instant);
    for (const there of [at(instant - REACH_MS), at(instant + REACH_MS)]) {
      // The other instant that would read the same by the other offset, if the zone has that offset then.
      if (there !== here && at(instant + (here - there) * MS_PER_MINUTE) === there) return offsetText(here);
    }
    return undefined;
  };
  return { at, repeatedTime };
}

/** Reads what `Intl` writes for `longOffset`: GMT, GMT-05:00, GMT+10:30. */
function offsetMinutes(text: string, timeZone: string): number {
  const match = /^GMT(?:([+-])(\d{2}):(\d{2})(?::\d{2})?)?$/.exec(text);
  if (match === null) throw new RangeError(`offset of ${timeZone}: expected GMT±hh:mm from Intl, got "${text}"`);
  const [, sign, hours = "0", minutes = "0"] = match;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function offsetText(minutes: number): string {
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  const sign = minutes < 0 ? "−" : "+";
  return `UTC${sign}${String(hours)}${rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`}`;
}
