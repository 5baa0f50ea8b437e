import { describe, expect, it } from "vitest";
import { isProblem } from "./problem.js";
import { statusUpdateOf, type MutationName, type StatusUpdate, type StatusUpdateInput } from "./status-update.js";

const now = "2024-01-25T17:00:00.000Z";
const boarding: StatusUpdateInput = { num: 123, carrier: "JK", date: "2024-01-25", event: "FlightBoarding" };

function mutationOf(event: string): MutationName {
  return event === "FlightScheduled" ? "scheduleFlight" : "updateFlightStatus";
}

function taken(input: StatusUpdateInput, extra: Record<string, unknown> = {}): StatusUpdate {
  const result = statusUpdateOf(input, extra, now, mutationOf(input.event));
  if (isProblem(result)) {
    throw new Error(result.problem);
  }
  return result.update;
}

function refusal(input: StatusUpdateInput, extra: Record<string, unknown> = {}, mutation?: MutationName): string {
  const result = statusUpdateOf(input, extra, now, mutation ?? mutationOf(input.event));
  return isProblem(result) ? result.problem : "taken";
}

describe("statusUpdateOf", () => {
  it("takes the event of the contract", () => {
    const input = {
      num: 123,
      carrier: "JK",
      date: "2024-01-25",
      event: "FlightDelayed",
      message: "Delayed 15 minutes, late aircraft",
      time: "2024-01-25T16:58:37Z",
      id: "",
      direction: "",
    };
    expect(taken(input, { newDepTime: "2024-01-25T13:15:00Z", delayMinutes: 15 })).toEqual({
      num: 123,
      carrier: "JK",
      date: "2024-01-25",
      event: "FlightDelayed",
      direction: "DEPARTURE",
      time: "2024-01-25T16:58:37.000Z",
      info: {
        __typename: "DelayEventInfo",
        message: "Delayed 15 minutes, late aircraft",
        newDepTime: "2024-01-25T13:15:00Z",
        delayMinutes: 15,
      },
    });
  });

  it('counts "" and null as absent', () => {
    const bare = { ...boarding, message: null, extra: null, id: null, time: null, direction: null };
    const blank = { ...boarding, message: "", extra: "", id: "", time: "", direction: "" };
    expect(taken(bare)).toEqual(taken(boarding));
    expect(taken(blank)).toEqual(taken(boarding));
    expect(taken(boarding)).toMatchObject({ time: now, info: { __typename: "MessageEventInfo" } });
    expect(
      taken({ ...boarding, event: "FlightDelayed" }, { delayMinutes: 5, newDepTime: "", delayCode: null }),
    ).toEqual({
      ...taken(boarding),
      event: "FlightDelayed",
      info: { __typename: "DelayEventInfo", delayMinutes: 5 },
    });
  });

  it("writes carrier, codes and time in one form, and facts as they came", () => {
    const input = { ...boarding, carrier: "jk", event: "FlightScheduled", time: "2024-01-25T10:00:00-05:00" };
    const facts = {
      airport: "lax",
      via: ["den"],
      scheduledTime: "2024-01-25T18:30:00-05:00",
      terminal: "B",
      codeshares: ["aa 4321", "BAW0012"],
    };
    expect(taken(input, facts)).toMatchObject({
      carrier: "JK",
      time: "2024-01-25T15:00:00.000Z",
      info: {
        airport: "LAX",
        via: ["DEN"],
        scheduledTime: "2024-01-25T18:30:00-05:00",
        codeshares: ["AA4321", "BAW12"],
      },
    });
  });

  it.each([
    { input: { ...boarding, num: 0 }, field: "num", source: "issue: 1 to 9999" },
    { input: { ...boarding, num: 10000 }, field: "num", source: "issue: 1 to 9999" },
    { input: { ...boarding, carrier: "J" }, field: "carrier", source: "issue: two or three letters or digits" },
    { input: { ...boarding, carrier: "JKLM" }, field: "carrier", source: "issue: two or three letters or digits" },
    { input: { ...boarding, date: "2024-02-30" }, field: "date", source: "issue: real date" },
    { input: { ...boarding, event: "BaggageLoaded" }, field: "event", source: "issue: known event" },
    { input: { ...boarding, event: "toString" }, field: "event", source: "not a name of Object's" },
    { input: { ...boarding, time: "16:58" }, field: "time", source: "schema: ISO 8601 with zone" },
    { input: { ...boarding, time: "2024-01-25T18:00:00.001Z" }, field: "time", source: "over an hour ahead" },
    { input: { ...boarding, time: "2024-01-25T20:00:01+02:00" }, field: "time", source: "over an hour ahead" },
    { input: { ...boarding, carrier: "ıi" }, field: "carrier", source: "ASCII before upper-casing" },
    { input: { ...boarding, carrier: "ß" }, field: "carrier", source: "ASCII before upper-casing" },
    { input: { ...boarding, direction: "ARRIVAL" }, field: "direction", source: "event table: a departure's event" },
    { input: { ...boarding, message: "a\nb" }, field: "message", source: "control character" },
    { input: { ...boarding, message: "a\u202eb" }, field: "message", source: "control of text direction" },
    { input: { ...boarding, message: "a\ud83d" }, field: "message", source: "lone surrogate" },
    { input: { ...boarding, id: "a b" }, field: "id", source: "schema: A-Z a-z 0-9 . _ : -" },
    { input: { ...boarding, id: "x".repeat(129) }, field: "id", source: "schema: 1 to 128" },
    { input: { ...boarding, direction: "departure" }, field: "direction", source: "schema: DEPARTURE or ARRIVAL" },
    { input: { ...boarding, message: "x".repeat(501) }, field: "message", source: "1 to 500 characters" },
  ])("refuses $field ($source)", ({ input, field }) => {
    expect(refusal(input)).toMatch(new RegExp(`^${field}: expected .+, got .+\\. .+\\.$`));
  });

  it.each<{ event: string; extra: Record<string, unknown>; field: string; source: string }>([
    { event: "FlightBoarding", extra: { gate: "B2" }, field: "extra.gate", source: "not a fact of that event" },
    { event: "FlightBoarding", extra: { __proto__x: 1 }, field: "extra.__proto__x", source: "unknown" },
    { event: "FlightBoarding", extra: { constructor: "x" }, field: "extra.constructor", source: "unknown" },
    { event: "FlightDelayed", extra: {}, field: "extra.delayMinutes or extra.newDepTime", source: "says nothing" },
    { event: "FlightDelayed", extra: { delayMinutes: "15" }, field: "extra.delayMinutes", source: "schema: Int" },
    { event: "FlightDelayed", extra: { delayMinutes: 1.5 }, field: "extra.delayMinutes", source: "schema: Int" },
    { event: "FlightDelayed", extra: { delayMinutes: 2881 }, field: "extra.delayMinutes", source: "two days" },
    { event: "FlightDelayed", extra: { delayMinutes: -1441 }, field: "extra.delayMinutes", source: "a day early" },
    { event: "FlightDelayed", extra: { newDepTime: "13:15" }, field: "extra.newDepTime", source: "AWSDateTime" },
    { event: "FlightDelayed", extra: { delayMinutes: 5, delayCode: "9" }, field: "extra.delayCode", source: "AHM 730" },
    {
      event: "FlightDelayed",
      extra: { delayMinutes: 5, delayCode: "93AB" },
      field: "extra.delayCode",
      source: "AHM 730",
    },
    { event: "FlightGateChanged", extra: {}, field: "extra.gate or extra.terminal", source: "says nothing" },
    { event: "FlightGateChanged", extra: { gate: "x".repeat(9) }, field: "extra.gate", source: "1 to 8 characters" },
    { event: "FlightGateChanged", extra: { gate: 12 }, field: "extra.gate", source: "schema: String" },
    { event: "FlightGateChanged", extra: { gate: "C 72" }, field: "extra.gate", source: "letters, digits, hyphens" },
    { event: "FlightGateChanged", extra: { terminal: "ß" }, field: "extra.terminal", source: "ASCII" },
    { event: "FlightBaggageOnBelt", extra: { belt: "<7>" }, field: "extra.belt", source: "letters, digits, hyphens" },
    { event: "FlightCancelled", extra: { reason: "a\u2066b" }, field: "extra.reason", source: "text direction" },
    { event: "FlightCancelled", extra: { message: "a\u007f" }, field: "message", source: "control character" },
    { event: "FlightDiverted", extra: { airport: "ßE" }, field: "extra.airport", source: "ASCII before upper-casing" },
    { event: "FlightDiverted", extra: { airport: "lıx" }, field: "extra.airport", source: "ASCII before upper-casing" },
    {
      event: "FlightDelayed",
      extra: { delayMinutes: 5, delayCode: "93ı" },
      field: "extra.delayCode",
      source: "ASCII before upper-casing",
    },
    {
      event: "FlightScheduled",
      extra: { airport: "LAX", scheduledTime: "2024-01-27T00:00:01Z" },
      field: "extra.scheduledTime",
      source: "36 hours after noon UTC of the date",
    },
    {
      event: "FlightScheduled",
      extra: { airport: "LAX", scheduledTime: "2024-01-23T23:59:59Z" },
      field: "extra.scheduledTime",
      source: "36 hours before noon UTC of the date",
    },
    {
      event: "FlightDelayed",
      extra: { newDepTime: "2025-01-25T13:15:00Z", delayMinutes: 15 },
      field: "extra.newDepTime",
      source: "another year than the date's",
    },
    {
      event: "FlightDelayed",
      extra: { newDepTime: "2024-01-29T00:00:01Z" },
      field: "extra.newDepTime",
      source: "two days after the latest schedule of the date",
    },
    {
      event: "FlightDelayed",
      extra: { newArrTime: "2024-01-21T23:59:59Z" },
      field: "extra.newArrTime",
      source: "two days before the earliest schedule of the date",
    },
    {
      event: "FlightScheduled",
      extra: { airport: "LAX", scheduledTime: now, codeshares: ["AA1", "jk 0123"] },
      field: "extra.codeshares",
      source: "the flight itself",
    },
    { event: "FlightBaggageOnBelt", extra: { belt: "" }, field: "extra.belt", source: "says nothing" },
    { event: "FlightDiverted", extra: {}, field: "extra.airport", source: "says nothing" },
    { event: "FlightDiverted", extra: { airport: "KJFK" }, field: "extra.airport", source: "IATA: three letters" },
    { event: "FlightScheduled", extra: { airport: "LAX" }, field: "extra.scheduledTime", source: "schema: required" },
    {
      event: "FlightScheduled",
      extra: { airport: "LAX", scheduledTime: now, via: ["DEN", "X"] },
      field: "extra.via",
      source: "IATA: three letters",
    },
    {
      event: "FlightScheduled",
      extra: { airport: "LAX", scheduledTime: now, codeshares: "AA1" },
      field: "extra.codeshares",
      source: "schema: list",
    },
  ])("refuses $field of $event ($source)", ({ event, extra, field }) => {
    expect(refusal({ ...boarding, event }, extra).split(": expected")[0]).toContain(field);
  });

  it.each<{ input: StatusUpdateInput; extra: Record<string, unknown>; expected: object; source: string }>([
    {
      input: { ...boarding, time: "2024-01-25T18:00:00Z" },
      extra: {},
      expected: { time: "2024-01-25T18:00:00.000Z" },
      source: "an hour ahead of the clock",
    },
    {
      input: { ...boarding, event: "FlightGateChanged" },
      extra: { gate: "b-12", terminal: "b" },
      expected: { info: { __typename: "GateEventInfo", gate: "B-12", terminal: "B" } },
      source: "places in upper case",
    },
    {
      input: { ...boarding, event: "FlightScheduled" },
      extra: { airport: "LAX", scheduledTime: "2024-01-27T00:00:00Z", codeshares: ["JK1234"] },
      expected: { info: { scheduledTime: "2024-01-27T00:00:00Z", codeshares: ["JK1234"] } },
      source: "36 hours after noon UTC",
    },
    {
      input: { ...boarding, event: "FlightScheduled" },
      extra: { airport: "LAX", scheduledTime: now, via: [], codeshares: [] },
      expected: { info: { scheduledTime: now, via: [], codeshares: [] } },
      source: "feeds write lists of none: neither stops nor partners",
    },
    {
      input: { ...boarding, event: "FlightScheduled" },
      extra: { airport: "LAX", scheduledTime: "2024-01-24T00:00:00Z" },
      expected: { info: { scheduledTime: "2024-01-24T00:00:00Z" } },
      source: "36 hours before noon UTC",
    },
    {
      input: { ...boarding, event: "FlightDelayed" },
      extra: { newDepTime: "2024-01-29T00:00:00Z", newArrTime: "2025-01-25T13:15:00Z" },
      expected: { info: { newDepTime: "2024-01-29T00:00:00Z", newArrTime: "2025-01-25T13:15:00Z" } },
      source: "two days after the latest schedule, and any time of the other end, which no board shows",
    },
    {
      input: { ...boarding, event: "FlightDelayed" },
      extra: { newArrTime: "2024-01-22T00:00:00Z" },
      expected: { info: { newArrTime: "2024-01-22T00:00:00Z" } },
      source: "two days before the earliest schedule",
    },
    {
      input: { ...boarding, message: "😀 Einsteigen, bitte – 搭乗" },
      extra: {},
      expected: { info: { message: "😀 Einsteigen, bitte – 搭乗" } },
      source: "any script",
    },
  ])("takes $source", ({ input, extra, expected }) => {
    expect(taken(input, extra)).toMatchObject(expected);
  });

  it("names both that do not fit together", () => {
    expect(refusal({ ...boarding, time: "2024-01-25T19:00:00Z" })).toBe(
      "time: expected a time up to 1 hour ahead of the service's clock, which says 2024-01-25T17:00:00.000Z, " +
        'got "2024-01-25T19:00:00Z". Correct the publisher\'s clock.',
    );
    expect(
      refusal({ ...boarding, event: "FlightScheduled" }, { airport: "LAX", scheduledTime: "2024-02-25T19:00:00Z" }),
    ).toBe(
      "extra.scheduledTime: expected a time within 36 hours of noon UTC of date 2024-01-25, " +
        'got "2024-02-25T19:00:00Z". Correct scheduledTime or date.',
    );
    expect(refusal({ ...boarding, event: "FlightDelayed" }, { newDepTime: "2025-01-25T13:15:00Z" })).toBe(
      "extra.newDepTime: expected a time within 84 hours of noon UTC of date 2024-01-25, " +
        'got "2025-01-25T13:15:00Z". Correct newDepTime or date.',
    );
  });

  it("refuses an event at the other mutation and names the right one", () => {
    const scheduled = { ...boarding, event: "FlightScheduled" };
    expect(refusal(scheduled, {}, "updateFlightStatus")).toContain("Send it to scheduleFlight instead.");
    expect(refusal(boarding, {}, "scheduleFlight")).toContain("Send it to updateFlightStatus instead.");
  });

  it.each<{ event: string; extra: Record<string, unknown>; direction: string; expected: string; source: string }>([
    { event: "FlightLanded", extra: {}, direction: "", expected: "ARRIVAL", source: "event table" },
    { event: "FlightTookOff", extra: {}, direction: "", expected: "DEPARTURE", source: "event table" },
    { event: "FlightLanded", extra: {}, direction: "ARRIVAL", expected: "ARRIVAL", source: "given" },
    { event: "FlightCancelled", extra: {}, direction: "", expected: "DEPARTURE", source: "default" },
    { event: "FlightCancelled", extra: {}, direction: "ARRIVAL", expected: "ARRIVAL", source: "given" },
    { event: "FlightDelayed", extra: { newArrTime: now }, direction: "", expected: "ARRIVAL", source: "its fact" },
    { event: "FlightDelayed", extra: { newDepTime: now }, direction: "", expected: "DEPARTURE", source: "its fact" },
    {
      event: "FlightDelayed",
      extra: { newDepTime: now, newArrTime: now },
      direction: "",
      expected: "DEPARTURE",
      source: "a departure that tells its arrival elsewhere",
    },
  ])("$event $direction goes to $expected ($source)", ({ event, extra, direction, expected }) => {
    expect(taken({ ...boarding, event, direction }, extra).direction).toBe(expected);
  });

  it("refuses a delay that says nothing about this airport's end", () => {
    const delayed = { ...boarding, event: "FlightDelayed", direction: "DEPARTURE" };
    expect(refusal(delayed, { newArrTime: now })).toMatch(/^extra\.newDepTime: /);
  });
});
