import { describe, expect, it } from "vitest";
import { isFlightEventName } from "./event-facts.js";

describe("isFlightEventName", () => {
  it.each([
    { text: "FlightDelayed", expected: true, source: "the contract" },
    { text: "FlightLost", expected: false, source: "not in the contract" },
    { text: "toString", expected: false, source: "every object has it" },
  ])("$text: $expected ($source)", ({ text, expected }) => {
    expect(isFlightEventName(text)).toBe(expected);
  });
});
