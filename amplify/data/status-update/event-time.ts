import { millisecondsBetween, utcTime } from "./calendar.js";
import { expectations } from "./fact.js";
import { problem, type Problem } from "./problem.js";

/** How far a publisher's clock may be ahead, hours: an event from the future would be newer than all that follow it. */
export const mostHoursAhead = 1;

const millisecondsPerHour = 3_600_000;

/**
 * The time of an event or a heartbeat as the backend keeps it, UTC with milliseconds. `now`, the service's clock (ISO 8601
 * with zone), stands in for an absent one. Refused is what is no moment, and what is further ahead of `now` than
 * `mostHoursAhead`: it is of a publisher whose clock is wrong.
 */
export function eventTimeOf(time: string | undefined, now: string): string | Problem {
  const utc = utcTime(time ?? now);
  if (utc === undefined) {
    return problem("time", expectations.time, time, "Send the event's own time, or nothing for now.");
  }
  const clock = utcTime(now);
  return time !== undefined &&
    clock !== undefined &&
    millisecondsBetween(clock, utc) > mostHoursAhead * millisecondsPerHour
    ? problem(
        "time",
        `a time up to ${mostHoursAhead} hour ahead of the service's clock, which says ${clock}`,
        time,
        "Correct the publisher's clock.",
      )
    : utc;
}
