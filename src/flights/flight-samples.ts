import fc from "fast-check";
import { registerNames, type Flight, type RegisterName } from "./flight";

/** A departing flight for tests, without any register. */
export function bareFlight(fields: Partial<Flight> = {}): Flight {
  return {
    date: "2024-01-25",
    carrier: "JK",
    num: 123,
    direction: "DEPARTURE",
    schedule: null,
    state: null,
    times: null,
    terminal: null,
    gate: null,
    belt: null,
    updatedAt: "2024-01-25T12:00:00.000Z",
    ...fields,
  };
}

/** The same flight, scheduled at 13:00 UTC to Boston from gate B7. */
export function scheduledFlight(fields: Partial<Flight> = {}): Flight {
  return bareFlight({
    schedule: {
      stamp: "2024-01-24T00:00:00.000Z#schedule",
      airport: "BOS",
      via: null,
      scheduledTime: "2024-01-25T13:00:00Z",
      terminal: "B",
      gate: "B7",
      codeshares: null,
    },
    ...fields,
  });
}

/** One event as the backend turns it into registers: it touches some of them, all with its own stamp. */
export interface RegisterEvent {
  readonly time: number;
  readonly id: string;
  readonly touches: readonly RegisterName[];
  readonly value: number;
}

const statuses = ["SCHEDULED", "DELAYED", "BOARDING", "FINAL_CALL", "GATE_CLOSED", "OFF_BLOCK", "CANCELLED"] as const;
const baseTime = Date.parse("2024-01-25T12:00:00Z");

/** Events of one flight in no order; times collide often, ids never. */
export const registerEvents: fc.Arbitrary<readonly RegisterEvent[]> = fc.uniqueArray(
  fc.record({
    time: fc.integer({ min: 0, max: 20 }).map((minute) => baseTime + minute * 60_000),
    id: fc.stringMatching(/^[a-z0-9]{1,3}$/),
    touches: fc.subarray([...registerNames], { minLength: 1 }),
    value: fc.nat({ max: 99 }),
  }),
  { selector: (event) => event.id, minLength: 1, maxLength: 12 },
);

/** The stamp of an event, as the schema defines it. */
export function stampOf(event: RegisterEvent): string {
  return `${new Date(event.time).toISOString()}#${event.id}`;
}

/** What an update that carries just this event says of the flight. */
export function flightAfter(event: RegisterEvent, fields: Partial<Flight> = {}): Flight {
  const stamp = stampOf(event);
  const text = String(event.value);
  const registers = {
    schedule: {
      stamp,
      airport: "BOS",
      via: null,
      scheduledTime: new Date(baseTime + event.value * 60_000).toISOString(),
      terminal: text,
      gate: null,
      codeshares: null,
    },
    state: {
      stamp,
      status: statuses[event.value % statuses.length] ?? "SCHEDULED",
      since: new Date(event.time).toISOString(),
      message: text,
      reason: null,
      airport: null,
    },
    times: { stamp, estimatedTime: null, delayMinutes: event.value, delayCode: null },
    terminal: { stamp, terminal: text },
    gate: { stamp, gate: text },
    belt: { stamp, belt: text },
  };
  const touched = Object.fromEntries(event.touches.map((name) => [name, registers[name]]));
  return bareFlight({ ...fields, ...touched, updatedAt: new Date(event.time).toISOString() });
}
