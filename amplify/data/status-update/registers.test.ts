import { describe, expect, it } from "vitest";
import type { FlightDirection, FlightEventName } from "../../events/flight-event.js";
import { registersOf } from "./registers.js";
import type { StatusUpdate } from "./status-update.js";
import type { EventInfo } from "./event-info.js";

const time = "2024-01-25T16:58:37.000Z";
const stamp = `${time}#e1`;

function update(event: FlightEventName, facts: Partial<EventInfo>, direction: FlightDirection): StatusUpdate {
  const info: EventInfo = { __typename: "EventInfo", ...facts };
  return { num: 123, carrier: "JK", date: "2024-01-25", event, direction, time, info };
}

const schedule = { airport: "LAX", scheduledTime: "2024-01-25T18:30:00-05:00", terminal: "B", gate: "B1" };

describe("registersOf", () => {
  it.each<{
    event: FlightEventName;
    facts: Partial<EventInfo>;
    direction?: FlightDirection;
    expected: Record<string, unknown>;
    source: string;
  }>([
    {
      event: "FlightScheduled",
      facts: { ...schedule, via: ["DEN"], codeshares: ["AA1"] },
      expected: {
        schedule: { ...schedule, scheduledTime: "2024-01-25T23:30:00.000Z", via: ["DEN"], codeshares: ["AA1"] },
      },
      source: "schedule only: a schedule imported again undoes no gate change",
    },
    {
      event: "FlightDelayed",
      facts: { delayMinutes: 15, newDepTime: "2024-01-25T13:15:00Z", delayCode: "93", message: "Late" },
      expected: {
        state: { status: "DELAYED", since: time, message: "Late" },
        times: { delayMinutes: 15, estimatedTime: "2024-01-25T13:15:00.000Z", delayCode: "93" },
      },
      source: "state and times",
    },
    {
      event: "FlightDelayed",
      facts: { newArrTime: "2024-01-25T14:00:00Z", newDepTime: "2024-01-25T13:15:00Z" },
      direction: "ARRIVAL",
      expected: {
        state: { status: "DELAYED", since: time },
        times: { estimatedTime: "2024-01-25T14:00:00.000Z" },
      },
      source: "an arrival's estimate is its new arrival time",
    },
    {
      event: "FlightDelayed",
      facts: { delayMinutes: -10 },
      expected: { state: { status: "DELAYED", since: time }, times: { delayMinutes: -10 } },
      source: "by minutes only: no estimate",
    },
    {
      event: "FlightGateChanged",
      facts: { gate: "C4", message: "New gate" },
      expected: { gate: { gate: "C4" } },
      source: "gate only: a terminal that it was moved to stays",
    },
    {
      event: "FlightGateChanged",
      facts: { terminal: "C" },
      expected: { terminal: { terminal: "C" }, gate: {} },
      source: "terminal, and gate without a gate: the old terminal's is taken back",
    },
    {
      event: "FlightGateChanged",
      facts: { terminal: "C", gate: "C4" },
      expected: { terminal: { terminal: "C" }, gate: { gate: "C4" } },
      source: "terminal and gate",
    },
    { event: "FlightBoarding", facts: {}, expected: { state: { status: "BOARDING", since: time } }, source: "state" },
    {
      event: "FlightFinalCall",
      facts: {},
      expected: { state: { status: "FINAL_CALL", since: time } },
      source: "state",
    },
    {
      event: "FlightGateClosed",
      facts: {},
      expected: { state: { status: "GATE_CLOSED", since: time } },
      source: "state",
    },
    { event: "FlightPushBack", facts: {}, expected: { state: { status: "OFF_BLOCK", since: time } }, source: "state" },
    { event: "FlightTookOff", facts: {}, expected: { state: { status: "AIRBORNE", since: time } }, source: "state" },
    { event: "FlightLanded", facts: {}, expected: { state: { status: "LANDED", since: time } }, source: "state" },
    { event: "FlightArrived", facts: {}, expected: { state: { status: "ARRIVED", since: time } }, source: "state" },
    {
      event: "FlightReinstated",
      facts: {},
      expected: { state: { status: "SCHEDULED", since: time } },
      source: "state",
    },
    {
      event: "FlightCancelled",
      facts: { reason: "Snow" },
      expected: { state: { status: "CANCELLED", since: time, reason: "Snow" } },
      source: "state with reason",
    },
    {
      event: "FlightDiverted",
      facts: { airport: "PHL" },
      expected: { state: { status: "DIVERTED", since: time, airport: "PHL" } },
      source: "state with airport",
    },
    { event: "FlightBaggageOnBelt", facts: { belt: "7" }, expected: { belt: { belt: "7" } }, source: "belt only" },
  ])("$event writes $source", ({ event, facts, direction, expected }) => {
    const stamped = Object.fromEntries(
      Object.entries(expected).map(([name, fields]) => [name, { ...(fields as object), stamp }]),
    );
    expect(registersOf(update(event, facts, direction ?? "DEPARTURE"), "e1")).toEqual(stamped);
  });

  it("leaves no undefined fields: DynamoDB has no such value", () => {
    const register = registersOf(update("FlightBoarding", {}, "DEPARTURE"), "e1").state ?? {};
    expect(Object.keys(register).sort()).toEqual(["since", "stamp", "status"]);
  });
});
