import { describe, expect, it } from "vitest";
import { refuseTimeAhead } from "./event-clock.js";

const now = Date.parse("2024-01-25T12:00:00.000Z");
const landed = { event: "FlightLanded", flightNum: 1, carrierCode: "JK", date: "2024-01-25" };
const operations = "airport-operations";

/** The field and what was expected of it, or "taken". */
function said(source: string, detail: object, time: string): string {
  try {
    refuseTimeAhead("time", { source, detail, time: Date.parse(time) }, now);
    return "taken";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe("refuseTimeAhead", () => {
  const refusal = (came: string): string =>
    `time: expected a time up to 1 hour ahead of the clock, which says 2024-01-25T12:00:00Z, came ${came}`;

  it.each([
    { detail: landed, time: "2013-02-08T12:00:00Z", expected: "taken", source: "the past" },
    { detail: landed, time: "2024-01-25T13:00:00Z", expected: "taken", source: "an hour ahead (status-update.ts)" },
    { detail: landed, time: "2024-01-25T13:00:00.999Z", expected: "taken", source: "the bus keeps whole seconds" },
    { detail: landed, time: "2024-01-25T13:00:01Z", expected: refusal("2024-01-25T13:00:01Z"), source: "too far" },
    {
      detail: { event: "FeedHeartbeat" },
      time: "2024-01-26T12:00:00Z",
      expected: refusal("2024-01-26T12:00:00Z"),
      source: "heartbeats have the same limit",
    },
    { detail: { event: "BaggageLoaded" }, time: "2030-01-01T00:00:00Z", expected: "taken", source: "not for displays" },
    { detail: { bag: 7 }, time: "2030-01-01T00:00:00Z", expected: "taken", source: "no event at all" },
  ])("$detail of $time: $source", ({ detail, time, expected }) => {
    expect(said(operations, detail, time)).toBe(expected);
  });

  it("leaves events of other sources alone", () => {
    expect(said("airport-baggage", landed, "2030-01-01T00:00:00Z")).toBe("taken");
  });
});
