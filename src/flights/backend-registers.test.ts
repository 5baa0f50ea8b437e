import fc from "fast-check";
import { expect, test } from "vitest";
import { registersOf } from "../../amplify/data/status-update/registers.js";
import type { StatusUpdate } from "../../amplify/data/status-update/status-update.js";
import { expectedFlights, type OracleEvent, type OracleFlight } from "../../e2e/oracle.js";
import { flightGate, flightTerminal } from "./board-row";
import type { Flight } from "./flight";
import { bareFlight } from "./flight-samples";
import { mergeFlights } from "./merge";

// The registers of the backend, merged as displays merge them, are held to the oracle that DynamoDB is held to in
// amplify/data/status-update/register-write.test.ts.

const seed = 44;

const place = fc.constantFrom("A", "B", "C");
const happening = fc.oneof(
  fc.record({ terminal: place, gate: place }, { requiredKeys: [] }).map((places) => ({
    event: "FlightScheduled" as const,
    facts: { airport: "LHR", scheduledTime: "2024-01-25T18:30:00.000Z", ...places },
  })),
  fc
    .oneof(fc.record({ gate: place }), fc.record({ terminal: place }), fc.record({ gate: place, terminal: place }))
    .map((facts) => ({ event: "FlightGateChanged" as const, facts })),
  fc.integer({ min: 1, max: 9 }).map((minute) => ({
    event: "FlightDelayed" as const,
    facts: { newDepTime: `2024-01-25T19:0${String(minute)}:00.000Z` },
  })),
  fc.constantFrom(
    { event: "FlightBoarding" as const, facts: {} },
    { event: "FlightCancelled" as const, facts: { reason: "Snow" } },
  ),
);

const flight = { carrier: "JK", num: 123, date: "2024-01-25", direction: "DEPARTURE" } as const;

interface Told extends OracleEvent {
  readonly event: StatusUpdate["event"];
}

/** Events of one flight: times collide often, ids never. */
const events: fc.Arbitrary<readonly Told[]> = fc
  .array(fc.tuple(happening, fc.integer({ min: 0, max: 5 })), { minLength: 1, maxLength: 10 })
  .map((drawn) =>
    drawn.map(([what, minute], index) => ({
      ...flight,
      ...what,
      id: `e${String(index)}`,
      time: `2024-01-25T12:0${String(minute)}:00.000Z`,
    })),
  );

/** What an update says of the flight that nobody has told anything about before. */
function flightAfter({ id, facts, ...event }: Told): Flight {
  const update: StatusUpdate = { ...event, info: { __typename: "EventInfo", ...facts } };
  // As GraphQL answers: null for what a register lacks.
  const gate = registersOf(update, id).gate;
  const registers = { ...registersOf(update, id), ...(gate === undefined ? {} : { gate: { gate: null, ...gate } }) };
  return { ...bareFlight(), ...(registers as object) };
}

function shownOf(shown: Flight): OracleFlight {
  return {
    status: shown.state?.status ?? "SCHEDULED",
    scheduledTime: shown.schedule?.scheduledTime,
    estimatedTime: shown.times?.estimatedTime ?? undefined,
    terminal: flightTerminal(shown),
    gate: flightGate(shown),
    belt: shown.belt?.belt,
  };
}

test(`what the backend writes, merged in any order and with repetitions, reads as the oracle says (seed ${String(seed)})`, () => {
  const delivered = events.chain((told) =>
    fc.tuple(fc.constant(told), fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2 })),
  );
  fc.assert(
    fc.property(delivered, ([told, order]) => {
      const merged = order.map(flightAfter).reduce(mergeFlights);
      expect([...expectedFlights(told).values()]).toEqual([shownOf(merged)]);
    }),
    { seed, numRuns: 500 },
  );
});
