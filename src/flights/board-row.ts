import { flightTiming } from "./estimate";
import { flightKey, type Flight, type FlightKey } from "./flight";
import { departureStatus, isFinished, type PassengerStatus } from "./passenger-status";

/** What one row of a departures board says, independent of language, zone and the time of day. */
export interface BoardRow {
  readonly key: FlightKey;
  readonly carrier: string;
  readonly num: number;
  /** Milliseconds since 1970. */
  readonly scheduled: number;
  /** Milliseconds since 1970; only where later than scheduled. */
  readonly estimated: number | undefined;
  /** IATA code of the destination. */
  readonly destination: string;
  readonly via: readonly string[];
  /** IATA code of where a diverted flight goes. */
  readonly divertedTo: string | undefined;
  readonly terminal: string | undefined;
  readonly gate: string | undefined;
  readonly status: PassengerStatus;
  /** Partners' flight numbers as text, carrier and number: AA 4321. */
  readonly codeshares: readonly string[];
  /** The last instant that counts for staying on the board, milliseconds; see `isOnBoard`. */
  readonly relevantUntil: number;
}

/**
 * A flight whose departure nobody reported may stay on the board this long after it was last expected to go; longer
 * and the report itself got lost.
 */
export const WAITING_LIMIT_MS = 12 * 3_600_000;

/** The row of a departing flight; undefined while its schedule is not known, as there is nothing to sort it by. */
export function departureRow(flight: Flight): BoardRow | undefined {
  const timing = flightTiming(flight);
  const schedule = flight.schedule;
  if (timing === undefined || schedule === null || flight.direction !== "DEPARTURE") return undefined;
  const status = departureStatus(flight);
  return {
    key: flightKey(flight),
    carrier: flight.carrier,
    num: flight.num,
    scheduled: timing.scheduled,
    estimated: isFinished(status) && status !== "departed" ? undefined : timing.estimated,
    destination: schedule.airport,
    via: schedule.via ?? [],
    divertedTo: status === "diverted" ? (flight.state?.airport ?? undefined) : undefined,
    terminal: flightTerminal(flight),
    gate: flightGate(flight),
    status,
    codeshares: (schedule.codeshares ?? []).map(spacedFlightNumber),
    relevantUntil: relevantUntil(flight, status, timing.scheduled, timing.estimated),
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

function relevantUntil(
  flight: Flight,
  status: PassengerStatus,
  scheduled: number,
  estimated: number | undefined,
): number {
  // One that left counts like any other by when it was to leave, so that it makes room for those who still wait.
  if (status === "departed") return estimated ?? scheduled;
  if (isFinished(status)) {
    const since = flight.state === null ? Number.NaN : Date.parse(flight.state.since);
    return Number.isNaN(since) ? scheduled : Math.max(scheduled, since);
  }
  const expected = estimated ?? scheduled;
  // Events say that it is still here: it stays until another one says that it went.
  return status === "onTime" ? expected : expected + WAITING_LIMIT_MS;
}

/** The part of time that a board shows, milliseconds since 1970, both ends included. */
export interface BoardWindow {
  readonly from: number;
  readonly to: number;
}

/**
 * True where the flight belongs on the board: from now − `minutes` onwards by its scheduled or estimated time; a flight
 * that has not left stays until it does; one that was cancelled or diverted stays as long after that event.
 */
export function isOnBoard(row: BoardRow, window: BoardWindow): boolean {
  return row.relevantUntil >= window.from && row.scheduled <= window.to;
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
