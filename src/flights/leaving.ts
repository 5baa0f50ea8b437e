import type { FlightTiming } from "./estimate";
import type { Flight } from "./flight";
import type { PassengerStatus } from "./passenger-status";

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;

/** By which rule a flight leaves the board. */
export type LeavingRule =
  | "departed"
  | "landed"
  | "cancelled"
  /** Nothing was ever reported: it may have gone, and the report got lost. */
  | "unreported"
  /** Events say that it is still here: it stays until another one says that it went. */
  | "waiting";

/** Minutes that flights stay on a board, counted from `Leaving.at`; each a setting of the display (issue 4). */
export interface Retention {
  /** After the push-back or take-off. */
  readonly departed: number;
  /** After the landing, or its newest milestone: in-block, baggage on the belt. */
  readonly landed: number;
  /** Cancelled and diverted flights: after the schedule or, where it came later, after that event. */
  readonly cancelled: number;
}

/** What boards do where nothing else is said. */
export const defaultRetention: Retention = { departed: 10, landed: 60, cancelled: 60 };

/** Minutes that a flight of which nothing was reported stays after it was expected. */
export const UNREPORTED_MINUTES = 30;

/**
 * A flight that is said to be here, or to be late, and whose departure nobody reports, stays so long after it was last
 * expected to go, hours; longer and the report itself got lost.
 */
export const WAITING_HOURS = 12;

/** When a row begins to leave: `at` in milliseconds since 1970, then the minutes of its rule. */
export interface Leaving {
  readonly rule: LeavingRule;
  readonly at: number;
}

/** Which rule a flight leaves by, and from when its minutes count. */
export function leavingOf(flight: Flight, status: PassengerStatus, timing: FlightTiming): Leaving {
  const { scheduled } = timing;
  const expected = timing.estimated ?? scheduled;
  const since = instantOf(flight.state?.since) ?? expected;
  switch (status) {
    case "departed":
      return { rule: "departed", at: since };
    case "landed":
    case "atGate":
      return { rule: "landed", at: since };
    case "baggage":
      // The stamp begins with the time of the event that put the baggage on the belt.
      return { rule: "landed", at: Math.max(since, instantOf(flight.belt?.stamp.split("#")[0]) ?? since) };
    case "cancelled":
    case "diverted":
      return { rule: "cancelled", at: Math.max(scheduled, since) };
    case "onTime":
    case "expected":
      return { rule: "unreported", at: expected };
    default:
      return { rule: "waiting", at: expected };
  }
}

/** The instant (milliseconds since 1970) at which a row leaves a board that keeps flights so long. */
export function leavesAt(leaving: Leaving, retention: Retention): number {
  switch (leaving.rule) {
    case "waiting":
      return leaving.at + WAITING_HOURS * MS_PER_HOUR;
    case "unreported":
      return leaving.at + UNREPORTED_MINUTES * MS_PER_MINUTE;
    default:
      return leaving.at + retention[leaving.rule] * MS_PER_MINUTE;
  }
}

function instantOf(text: string | undefined): number | undefined {
  const instant = Date.parse(text ?? "");
  return Number.isNaN(instant) ? undefined : instant;
}
