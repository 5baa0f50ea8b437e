/**
 * A flight as displays see it: the `Flight` type of amplify/data/schema.graphql in plain TypeScript, so that nothing in
 * this folder needs GraphQL (src/api proves at compile time that the two fit). Times are ISO 8601 with zone.
 */
export interface Flight {
  /** Operating date, YYYY-MM-DD: the scheduled local date at this airport. */
  readonly date: string;
  /** IATA (two) or ICAO (three) airline designator. */
  readonly carrier: string;
  /** 1 to 9999. */
  readonly num: number;
  readonly direction: FlightDirection;
  readonly schedule: FlightSchedule | null;
  readonly state: FlightState | null;
  readonly times: FlightTimes | null;
  readonly terminal: FlightTerminal | null;
  readonly gate: FlightGate | null;
  readonly belt: FlightBelt | null;
  /** When the backend last changed it, by the backend's clock. */
  readonly updatedAt: string;
}

export type FlightDirection = "ARRIVAL" | "DEPARTURE";

/** `FlightStatus` of the schema. */
export type FlightStatus =
  | "SCHEDULED"
  | "DELAYED"
  | "BOARDING"
  | "FINAL_CALL"
  | "GATE_CLOSED"
  | "OFF_BLOCK"
  | "AIRBORNE"
  | "LANDED"
  | "ARRIVED"
  | "CANCELLED"
  | "DIVERTED";

/** A last-writer-wins register; `stamp` is `<event time, UTC, milliseconds>#<event id>` and is compared as text. */
export interface Register {
  readonly stamp: string;
}

export interface FlightSchedule extends Register {
  readonly airport: string;
  readonly via: readonly string[] | null;
  readonly scheduledTime: string;
  readonly terminal: string | null;
  readonly gate: string | null;
  readonly codeshares: readonly string[] | null;
}

export interface FlightState extends Register {
  readonly status: FlightStatus;
  readonly since: string;
  readonly message: string | null;
  readonly reason: string | null;
  readonly airport: string | null;
}

export interface FlightTimes extends Register {
  readonly estimatedTime: string | null;
  readonly delayMinutes: number | null;
  readonly delayCode: string | null;
}

/** Where the flight's terminal was moved to. */
export interface FlightTerminal extends Register {
  readonly terminal: string;
}

/** A null gate was taken back: the terminal was moved and no gate in the new one is known. */
export interface FlightGate extends Register {
  readonly gate: string | null;
}

export interface FlightBelt extends Register {
  readonly belt: string;
}

/** The six registers that make up a flight's changing part. */
export const registerNames = [
  "schedule",
  "state",
  "times",
  "terminal",
  "gate",
  "belt",
] as const satisfies readonly (keyof Flight)[];
export type RegisterName = (typeof registerNames)[number];

/** Identity of a flight within the whole timetable: `2024-01-25#JK#123#DEPARTURE`. */
export type FlightKey = string;

/** The key under which displays keep a flight. */
export function flightKey(flight: Pick<Flight, "date" | "carrier" | "num" | "direction">): FlightKey {
  return `${flight.date}#${flight.carrier}#${String(flight.num)}#${flight.direction}`;
}
