import type { DelayCause } from "./delay-cause";
import type { FlightEvent } from "./vocabulary";

/** One event of a flight as its status log keeps it; facts that it does not carry are undefined. */
export interface HistoryEntry {
  readonly id: string;
  readonly event: FlightEvent;
  /** The event's own time, milliseconds since 1970. */
  readonly time: number;
  /** The airline's own words, in whatever language it writes. */
  readonly message: string | undefined;
  readonly delayMinutes: number | undefined;
  readonly cause: DelayCause | undefined;
  /** New estimated departure or arrival, milliseconds since 1970. */
  readonly newTime: number | undefined;
  readonly gate: string | undefined;
  readonly terminal: string | undefined;
  readonly belt: string | undefined;
  /** Why it was cancelled, in the airline's own words. */
  readonly reason: string | undefined;
  /** IATA code of where a diverted flight goes. */
  readonly divertedTo: string | undefined;
}
