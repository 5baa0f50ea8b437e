import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { registerNames, type Flight } from "./flight";
import {
  bareFlight,
  flightAfter,
  registerEvents,
  scheduledFlight,
  stampOf,
  type RegisterEvent,
} from "./flight-samples";
import { laterInstant, mergeFlights } from "./merge";

const seed = 20_240_125;
const runs = { seed, numRuns: 300 };

/** The flight by the plain rule: events in the order of their stamps, each overwriting what it touches. */
function oracle(events: readonly RegisterEvent[]): Flight {
  const inOrder = [...events].sort((a, b) => (stampOf(a) < stampOf(b) ? -1 : 1));
  const registers: Record<string, unknown> = {};
  for (const event of inOrder) {
    const after = flightAfter(event);
    for (const name of event.touches) registers[name] = after[name];
  }
  const updatedAt = events
    .map((event) => flightAfter(event).updatedAt)
    .sort()
    .at(-1);
  return { ...bareFlight(), ...registers, updatedAt: updatedAt ?? "" };
}

const merged = (flights: readonly Flight[]): Flight => flights.reduce(mergeFlights);

describe(`mergeFlights (seed ${String(seed)})`, () => {
  test("gives what the events in order of their stamps give, in any order and with repetitions", () => {
    const delivered = registerEvents.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2, maxLength: events.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(delivered, ([events, order]) => {
        expect(merged(order.map((event) => flightAfter(event)))).toEqual(oracle(events));
      }),
      runs,
    );
  });

  const flights = registerEvents.map((events) => merged(events.map((event) => flightAfter(event))));

  test("is commutative", () => {
    fc.assert(
      fc.property(flights, flights, (a, b) => {
        expect(mergeFlights(a, b)).toEqual(mergeFlights(b, a));
      }),
      runs,
    );
  });

  test("is associative", () => {
    fc.assert(
      fc.property(flights, flights, flights, (a, b, c) => {
        expect(mergeFlights(mergeFlights(a, b), c)).toEqual(mergeFlights(a, mergeFlights(b, c)));
      }),
      runs,
    );
  });

  test("is idempotent, and keeps the very object where nothing is new", () => {
    fc.assert(
      fc.property(flights, flights, (a, b) => {
        const both = mergeFlights(a, b);
        expect(mergeFlights(both, structuredClone(b))).toBe(both);
        expect(mergeFlights(a, structuredClone(a))).toBe(a);
      }),
      runs,
    );
  });
});

test("every register of a flight is merged", () => {
  const event: RegisterEvent = { time: 0, id: "x", touches: registerNames, value: 1 };
  expect(mergeFlights(bareFlight({ updatedAt: "1970-01-01T00:00:00.000Z" }), flightAfter(event))).toEqual(
    flightAfter(event),
  );
});

test("one stamp with two values gives the same flight in either order", () => {
  const a = bareFlight({ gate: { stamp: "s", gate: "A1" } });
  const b = bareFlight({ gate: { stamp: "s", gate: "B1" } });
  expect(mergeFlights(a, b)).toEqual(mergeFlights(b, a));
});

test("different flights are refused", () => {
  expect(() => mergeFlights(scheduledFlight(), scheduledFlight({ num: 124 }))).toThrow(
    "cannot merge flight 2024-01-25#JK#123#DEPARTURE with 2024-01-25#JK#124#DEPARTURE",
  );
});

test.each([
  {
    a: "2024-01-25T12:00:00Z",
    b: "2024-01-25T12:00:00.001Z",
    expected: "2024-01-25T12:00:00.001Z",
    source: "instants",
  },
  { a: "2024-01-25T13:00:00+01:00", b: "2024-01-25T12:30:00Z", expected: "2024-01-25T12:30:00Z", source: "zones" },
  {
    a: "2024-01-25T12:00:00Z",
    b: "2024-01-25T12:00:00.000Z",
    expected: "2024-01-25T12:00:00Z",
    source: "same instant",
  },
])("laterInstant($a, $b) is $expected ($source)", ({ a, b, expected }) => {
  expect([laterInstant(a, b), laterInstant(b, a)]).toEqual([expected, expected]);
});
