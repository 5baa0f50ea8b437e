import type { BoardWindow } from "./board-window";
import { flightTiming } from "./estimate";
import { flightKey, type Flight, type FlightDirection, type FlightKey } from "./flight";
import { leavesAt, leavingOf, type Leaving } from "./leaving";
import { passengerStatus, type PassengerStatus } from "./passenger-status";

/** What one row of a board says, independent of language, zone and the time of day. */
export interface BoardRow {
  readonly key: FlightKey;
  readonly direction: FlightDirection;
  readonly carrier: string;
  readonly num: number;
  /** Milliseconds since 1970. */
  readonly scheduled: number;
  /** Milliseconds since 1970; later than scheduled or, of an arrival, also earlier. */
  readonly estimated: number | undefined;
  /** IATA code of the other end: destination of a departure, origin of an arrival. */
  readonly place: string;
  readonly via: readonly string[];
  /** IATA code of where a diverted flight goes. */
  readonly divertedTo: string | undefined;
  readonly terminal: string | undefined;
  readonly gate: string | undefined;
  /** The belt with the baggage of an arrival. */
  readonly belt: string | undefined;
  readonly status: PassengerStatus;
  /** When the status came about, milliseconds since 1970; undefined where no event said. */
  readonly since: number | undefined;
  /** Partners' flight numbers as text, carrier and number: AA 4321. The operating carrier's stands in carrier and num. */
  readonly codeshares: readonly string[];
  readonly leaving: Leaving;
}

/** The row of a flight; undefined while its schedule is not known, as there is nothing to sort it by. */
export function boardRow(flight: Flight): BoardRow | undefined {
  const timing = flightTiming(flight);
  const schedule = flight.schedule;
  if (timing === undefined || schedule === null) return undefined;
  const status = passengerStatus(flight);
  const since = Date.parse(flight.state?.since ?? "");
  return {
    key: flightKey(flight),
    direction: flight.direction,
    carrier: flight.carrier,
    num: flight.num,
    scheduled: timing.scheduled,
    // No estimate for what will not go, or not here.
    estimated: status === "cancelled" || status === "diverted" ? undefined : timing.estimated,
    place: schedule.airport,
    via: schedule.via ?? [],
    divertedTo: status === "diverted" ? (flight.state?.airport ?? undefined) : undefined,
    terminal: flightTerminal(flight),
    gate: flightGate(flight),
    belt: flight.direction === "ARRIVAL" ? flight.belt?.belt : undefined,
    status,
    since: Number.isNaN(since) ? undefined : since,
    codeshares: (schedule.codeshares ?? []).map(spacedFlightNumber),
    leaving: leavingOf(flight, status, timing),
  };
}

/** Terminal of a flight: where the last event moved it, else where it was scheduled. */
export function flightTerminal(flight: Flight): string | undefined {
  return flight.terminal?.terminal ?? flight.schedule?.terminal ?? undefined;
}

/** Gate of a flight: what the last gate event said, which may be that none is known any more; else the scheduled one. */
export function flightGate(flight: Flight): string | undefined {
  return (flight.gate === null ? flight.schedule?.gate : flight.gate.gate) ?? undefined;
}

/** `AA4321` or `AA 4321` as `AA 4321`; text of another form as it is. */
export function spacedFlightNumber(text: string): string {
  const match = /^([A-Z0-9]{2}|[A-Z]{3})\s*0*(\d{1,4}[A-Z]?)$/.exec(text);
  return match === null ? text : `${match[1] ?? ""} ${match[2] ?? ""}`;
}

/**
 * True where the flight belongs on a board that shows this window: it has not left by its rule, and it is scheduled
 * before the window's end.
 */
export function isOnBoard(row: BoardRow, window: BoardWindow): boolean {
  return leavesAt(row.leaving, window.retention) >= window.now && row.scheduled <= window.until;
}

/** Order of a board: scheduled time, then carrier and number. Negative where `a` comes first. */
export function compareRows(a: BoardRow, b: BoardRow): number {
  if (a.scheduled !== b.scheduled) return a.scheduled - b.scheduled;
  if (a.carrier !== b.carrier) return a.carrier < b.carrier ? -1 : 1;
  if (a.num !== b.num) return a.num - b.num;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

/** True where a passenger would see no difference between the two rows. */
export function sameRow(a: BoardRow, b: BoardRow): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
