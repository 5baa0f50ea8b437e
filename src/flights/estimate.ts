import type { Flight, FlightTimes } from "./flight";

const MS_PER_MINUTE = 60_000;

/** When a flight goes or comes, milliseconds since 1970. */
export interface FlightTiming {
  readonly scheduled: number;
  /** A departure's only where it is later than `scheduled`: passengers are not to be called away from a gate. */
  readonly estimated: number | undefined;
}

/**
 * Schedule and estimate of a flight; undefined while its schedule is not known. An estimated time that the event named
 * goes before one computed from `delayMinutes`, unless only the minutes speak of a delay. An arrival may come early,
 * where the minutes say so.
 */
export function flightTiming(flight: Flight): FlightTiming | undefined {
  if (flight.schedule === null) return undefined;
  const scheduled = Date.parse(flight.schedule.scheduledTime);
  if (Number.isNaN(scheduled)) return undefined;
  const estimated = estimatedTime(flight.times, scheduled);
  const early = flight.direction === "ARRIVAL" && estimated < scheduled;
  return { scheduled, estimated: estimated > scheduled || early ? estimated : undefined };
}

/** NaN where the event names no time, or none after the schedule, and no minutes. */
function estimatedTime(times: FlightTimes | null, scheduled: number): number {
  const named = Date.parse(times?.estimatedTime ?? "");
  if (named > scheduled) return named;
  // A named time before the schedule contradicts a delay: publishers mistake zones. The minutes know no zone.
  return scheduled + (times?.delayMinutes ?? Number.NaN) * MS_PER_MINUTE;
}
