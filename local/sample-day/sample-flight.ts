import type { Airport } from "../../amplify/airport.js";
import type { FlightDirection } from "../../amplify/events/flight-event.js";

/** One flight of the sample schedule. */
export interface SampleFlight {
  readonly date: string;
  readonly carrier: string;
  readonly number: number;
  readonly direction: FlightDirection;
  /** IATA code of the other end. */
  readonly airport: string;
  readonly via: readonly string[];
  readonly codeshares: readonly string[];
  /** Milliseconds since 1970, whole minutes. */
  readonly scheduled: number;
  readonly terminal: string;
  readonly gate: string;
  /** When its FlightScheduled event is published, milliseconds since 1970. */
  readonly published: number;
}

/** One operating day of an airport. */
export interface SampleDay {
  readonly airport: Airport;
  /** Local date, YYYY-MM-DD. */
  readonly date: string;
  readonly seed: string;
  /** Its first moment, milliseconds since 1970. */
  readonly from: number;
  /** In the order of their scheduled times. */
  readonly flights: readonly SampleFlight[];
}

/** The seed that the sandbox uses: everybody's sample day is the same. */
export const sampleSeed = "airside";

/** Text that stands for a flight in seeds and event ids: 2024-01-25-UA-123-D. */
export function flightKey({ date, carrier, number, direction }: SampleFlight): string {
  return `${date}-${carrier}-${String(number)}-${direction.charAt(0)}`;
}

/** The gates of a terminal: its code and a number, each terminal's numbers behind those of the one before. */
export function gatesOf(airport: Airport, terminal: string): string[] {
  const position = airport.terminals.findIndex(({ code }) => code === terminal);
  const gatesPerTerminal = 36;
  return Array.from(
    { length: gatesPerTerminal },
    (_, gate) => `${terminal}${String(position * gatesPerTerminal + gate + 1)}`,
  );
}
