import { describe, expect, it } from "vitest";
import { flightEvent, secondsPrecise } from "./bus-event.js";

describe("flightEvent", () => {
  it("writes the published example's delay", () => {
    expect(
      flightEvent({
        event: "FlightDelayed",
        flight: { date: "2024-01-25", carrier: "JK", number: 123 },
        time: Date.parse("2024-01-25T16:58:37.912Z"),
        facts: { newDepTime: "2024-01-25T13:15:00Z", delayMinutes: 15 },
        message: "Delayed 15 minutes, late aircraft",
      }),
    ).toEqual({
      source: "airport-operations",
      "detail-type": "Operations: Flight delayed",
      time: "2024-01-25T16:58:37Z",
      detail: {
        flightNum: 123,
        carrierCode: "JK",
        date: "2024-01-25",
        event: "FlightDelayed",
        message: "Delayed 15 minutes, late aircraft",
        info: '{"newDepTime":"2024-01-25T13:15:00Z","delayMinutes":15}',
      },
    });
  });

  it("leaves out what is not known", () => {
    const { detail } = flightEvent({
      event: "FlightLanded",
      flight: { date: "2024-01-25", carrier: "JK", number: 7, direction: "ARRIVAL" },
      time: 0,
      facts: {},
      id: "landed-1",
    });
    expect(detail).toEqual({
      flightNum: 7,
      carrierCode: "JK",
      date: "2024-01-25",
      event: "FlightLanded",
      direction: "ARRIVAL",
      id: "landed-1",
    });
  });
});

describe("secondsPrecise", () => {
  it.each([
    { milliseconds: 0, expected: "1970-01-01T00:00:00Z", source: "the epoch" },
    { milliseconds: 1_706_201_917_999, expected: "2024-01-25T16:58:37Z", source: "cut, not rounded" },
  ])("$expected ($source)", ({ milliseconds, expected }) => {
    expect(secondsPrecise(milliseconds)).toBe(expected);
  });
});
