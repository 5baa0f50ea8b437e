import type { FlightTiming } from "./estimate";
import type { Flight } from "./flight";
import type { PassengerStatus } from "./passenger-status";

const MINUTES_PER_HOUR = 60;
const MS_PER_MINUTE = 60_000;

/** By which rule a flight leaves the board. */
export type LeavingRule =
  | "departed"
  | "landed"
  | "cancelled"
  | "diverted"
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
  /** Cancelled flights: after the schedule. Diverted ones: after the schedule or, where it came later, after that event. */
  readonly cancelled: number;
  /**
   * Cancelled flights: at least so long after the cancellation. What is cancelled more than `cancelled` minutes after its
   * schedule, because it was late first, otherwise leaves at that moment.
   */
  readonly sinceCancelled: number;
}

/** What boards do where nothing else is said. */
export const defaultRetention: Retention = { departed: 10, landed: 60, cancelled: 60, sinceCancelled: 0 };

/** Minutes that a flight of which nothing was reported stays after it was expected. */
export const UNREPORTED_MINUTES = 30;

/**
 * A flight that is said to be here, or to be late, and whose departure nobody reports, stays so long after it was last
 * expected to go, hours; longer and the report itself got lost.
 */
export const WAITING_HOURS = 12;

/** When a row begins to leave, milliseconds since 1970. */
export interface Leaving {
  readonly rule: LeavingRule;
  /** From here the minutes of the rule count. */
  readonly at: number;
  /** When the event came that decided on the rule. */
  readonly since: number;
}

/** Which rule a flight leaves by, and from when its minutes count. */
export function leavingOf(flight: Flight, status: PassengerStatus, timing: FlightTiming): Leaving {
  const { scheduled } = timing;
  const expected = timing.estimated ?? scheduled;
  const since = instantOf(flight.state?.since) ?? expected;
  const by = (rule: LeavingRule, at: number): Leaving => ({ rule, at, since });
  switch (status) {
    case "departed":
      return by("departed", since);
    case "landed":
    case "atGate":
      return by("landed", since);
    case "baggage":
      // The stamp begins with the time of the event that put the baggage on the belt.
      return by("landed", Math.max(since, instantOf(flight.belt?.stamp.split("#")[0]) ?? since));
    case "cancelled":
      return by("cancelled", scheduled);
    case "diverted":
      return by("diverted", Math.max(scheduled, since));
    case "onTime":
    case "expected":
      return by("unreported", expected);
    default:
      return by("waiting", expected);
  }
}

/** The instant (milliseconds since 1970) at which a row leaves a board that keeps flights so long. */
export function leavesAt(leaving: Leaving, retention: Retention): number {
  const after = (minutes: number, at = leaving.at) => at + minutes * MS_PER_MINUTE;
  switch (leaving.rule) {
    case "waiting":
      return after(WAITING_HOURS * MINUTES_PER_HOUR);
    case "unreported":
      return after(UNREPORTED_MINUTES);
    case "cancelled":
      return Math.max(after(retention.cancelled), after(retention.sinceCancelled, leaving.since));
    case "diverted":
      return after(retention.cancelled);
    default:
      return after(retention[leaving.rule]);
  }
}

function instantOf(text: string | undefined): number | undefined {
  const instant = Date.parse(text ?? "");
  return Number.isNaN(instant) ? undefined : instant;
}
