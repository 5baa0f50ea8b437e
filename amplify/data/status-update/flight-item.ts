import type { EventInfo } from "./event-info.js";
import { stampOf, type Register } from "./registers.js";
import type { StatusUpdate } from "./status-update.js";

/** Key of a flight's item in the Flights table. */
export interface FlightKey {
  readonly date: string;
  /** `carrier#num#direction` */
  readonly flight: string;
}

/** An item of the Flights table. */
export interface FlightItem extends FlightKey {
  readonly carrier: string;
  readonly num: number;
  readonly direction: string;
  readonly schedule?: Register;
  readonly state?: Register;
  readonly times?: Register;
  readonly terminal?: Register;
  readonly gate?: Register;
  readonly belt?: Register;
  readonly updatedAt: string;
  /** Beside these: `terminals`, and what `terminalBefore` names. */
  readonly [attribute: string]: unknown;
}

/** An update with its final id: what is logged and answered. */
export type IdentifiedUpdate = StatusUpdate & { readonly id: string };

/** `StatusUpdate` of the schema. */
export interface StatusUpdateAnswer {
  readonly num: number;
  readonly carrier: string;
  readonly date: string;
  readonly event: string;
  readonly direction: string;
  readonly id: string;
  readonly time: string;
  readonly info: EventInfo;
  readonly terminal: string | null;
  readonly previousTerminal: string | null;
  /** Null where no event has written anything about the flight. */
  readonly flight: Readonly<Record<string, unknown>> | null;
}

/** Key of the flight that an update is about. */
export function flightKeyOf(update: StatusUpdate): FlightKey {
  return { date: update.date, flight: `${update.carrier}#${update.num}#${update.direction}` };
}

/**
 * The attribute in which the write stamped `stamp` left the terminal that the flight had before it. One for each write,
 * never overwritten: an event delivered again, even after later ones, is answered as it was the first time.
 */
export function terminalBefore(stamp: string): string {
  return `before#${stamp}`;
}

/** The terminal that passengers must go to: the operational one, else the planned one. */
function terminalOf(item: FlightItem | null): string | undefined {
  return item?.terminal?.terminal ?? item?.schedule?.terminal;
}

/** `Flight` of the schema. */
function flightOf(item: FlightItem): Readonly<Record<string, unknown>> {
  return {
    date: item.date,
    carrier: item.carrier,
    num: item.num,
    direction: item.direction,
    schedule: item.schedule,
    state: item.state,
    times: item.times,
    terminal: item.terminal,
    gate: item.gate,
    belt: item.belt,
    updatedAt: item.updatedAt,
  };
}

/** The answer to an update, from the flight's item as it is after it; null where the flight has none. */
export function answerOf(update: IdentifiedUpdate, item: FlightItem | null): StatusUpdateAnswer {
  const terminal = terminalOf(item) ?? null;
  const before = item?.[terminalBefore(stampOf(update.time, update.id))];
  const moved = typeof before === "string" && before !== "" && before !== terminal;
  return {
    num: update.num,
    carrier: update.carrier,
    date: update.date,
    event: update.event,
    direction: update.direction,
    id: update.id,
    time: update.time,
    info: update.info,
    terminal,
    previousTerminal: moved ? before : null,
    flight: item === null ? null : flightOf(item),
  };
}
