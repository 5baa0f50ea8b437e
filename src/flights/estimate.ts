import type { Flight } from "./flight";

const MS_PER_MINUTE = 60_000;

/** When a flight goes, milliseconds since 1970. */
export interface FlightTiming {
  readonly scheduled: number;
  /** Only where it is later than `scheduled`: an estimate at or before the schedule is no delay. */
  readonly estimated: number | undefined;
}

/**
 * Schedule and estimate of a flight; undefined while its schedule is not known. An estimated time that the event named
 * goes before one computed from `delayMinutes`.
 */
export function flightTiming(flight: Flight): FlightTiming | undefined {
  if (flight.schedule === null) return undefined;
  const scheduled = Date.parse(flight.schedule.scheduledTime);
  if (Number.isNaN(scheduled)) return undefined;
  const estimated = estimatedTime(flight, scheduled);
  return { scheduled, estimated: estimated !== undefined && estimated > scheduled ? estimated : undefined };
}

function estimatedTime(flight: Flight, scheduled: number): number | undefined {
  const times = flight.times;
  if (times === null) return undefined;
  const named = times.estimatedTime === null ? Number.NaN : Date.parse(times.estimatedTime);
  if (!Number.isNaN(named)) return named;
  return times.delayMinutes === null ? undefined : scheduled + times.delayMinutes * MS_PER_MINUTE;
}
