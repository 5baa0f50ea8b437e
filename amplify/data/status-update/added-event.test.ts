import { describe, expect, it, vi } from "vitest";
import type * as FlightEvents from "../../events/flight-event.js";
import type { FlightEventName } from "../../events/flight-event.js";
import { answerOf, type FlightItem } from "./flight-item.js";
import { isProblem } from "./problem.js";
import { registersOf } from "./registers.js";
import { statusUpdateOf, type StatusUpdate } from "./status-update.js";

/** An event that only the list of events knows. */
const added = "FlightDeiced" as FlightEventName;

vi.mock("../../events/flight-event.js", async (original) => {
  const module = await original<typeof FlightEvents>();
  const flightDeiced = { detailType: "Operations: Flight deiced", direction: "DEPARTURE" };
  return { ...module, flightEvents: { ...module.flightEvents, FlightDeiced: flightDeiced } };
});

function taken(extra: Record<string, unknown>, message?: string): StatusUpdate | string {
  const input = { num: 123, carrier: "JK", date: "2024-01-25", event: added, message: message ?? null };
  const result = statusUpdateOf(input, extra, "2024-01-25T17:00:00.000Z", "updateFlightStatus");
  return isProblem(result) ? result.problem : result.update;
}

const update: StatusUpdate = {
  num: 123,
  carrier: "JK",
  date: "2024-01-25",
  event: added,
  direction: "DEPARTURE",
  time: "2024-01-25T17:00:00.000Z",
  info: { __typename: "MessageEventInfo", message: "On pad 3" },
};

describe("an event that is only in the list of events", () => {
  it("carries a message, and has the direction that the list says", () => {
    expect(taken({}, "On pad 3")).toEqual(update);
  });

  it("carries nothing else", () => {
    expect(taken({ gate: "B2" })).toBe(
      'extra.gate: expected a fact of FlightDeiced (message), got "B2". Leave it out or correct its name.',
    );
  });

  it("changes no register", () => {
    expect(registersOf(update, "e1")).toEqual({});
  });

  it.each<{ item: FlightItem | null; expected: unknown; source: string }>([
    { item: null, expected: { terminal: null, previousTerminal: null, flight: null }, source: "no flight yet" },
    {
      item: {
        date: "2024-01-25",
        flight: "JK#123#DEPARTURE",
        carrier: "JK",
        num: 123,
        direction: "DEPARTURE",
        terminal: { stamp: "2024-01-25T16:00:00.000Z#e0", terminal: "B" },
        gate: { stamp: "2024-01-25T16:00:00.000Z#e0" },
        updatedAt: "2024-01-25T16:00:01.000Z",
      },
      expected: { terminal: "B", previousTerminal: null, flight: { num: 123, terminal: { terminal: "B" } } },
      source: "the flight as it is",
    },
  ])("is answered with $source", ({ item, expected }) => {
    expect(answerOf({ ...update, id: "e1" }, item)).toMatchObject({ ...update, id: "e1", ...(expected as object) });
  });
});
