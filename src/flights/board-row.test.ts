import { describe, expect, test } from "vitest";
import { boardRow, compareRows, spacedFlightNumber } from "./board-row";
import { flightTiming } from "./estimate";
import type { Flight, FlightState, FlightStatus, FlightTimes } from "./flight";
import { bareFlight, scheduledFlight } from "./flight-samples";
import { arrivalStatus, departureStatus, passengerStatus, type PassengerStatus } from "./passenger-status";

const scheduled = Date.parse("2024-01-25T13:00:00Z");
const minutes = (count: number) => count * 60_000;

function state(status: FlightStatus, since = "2024-01-25T12:50:00Z"): FlightState {
  return { stamp: "s", status, since, message: null, reason: null, airport: null };
}

function times(estimatedTime: string | null, delayMinutes: number | null): FlightTimes {
  return { stamp: "t", estimatedTime, delayMinutes, delayCode: null };
}

interface StatusCase {
  readonly given: string;
  readonly flight: Partial<Flight>;
  readonly expected: PassengerStatus;
  readonly estimated?: number;
  readonly source: string;
}

const rule = "an estimate at or before the schedule is no delay";
const statusCases: readonly StatusCase[] = [
  { given: "no event yet", flight: {}, expected: "onTime", source: "schema: state absent" },
  {
    given: "delayed by minutes",
    flight: { state: state("DELAYED"), times: times(null, 15) },
    expected: "delayed",
    estimated: 15,
    source: "schema: estimatedTime absent",
  },
  {
    given: "delayed until a time",
    flight: { state: state("DELAYED"), times: times("2024-01-25T13:20:00Z", 15) },
    expected: "delayed",
    estimated: 20,
    source: "schema: estimatedTime goes first",
  },
  {
    given: "delayed, nobody knows how long",
    flight: { state: state("DELAYED") },
    expected: "delayed",
    source: "event without facts",
  },
  {
    given: "a delay taken back",
    flight: { state: state("DELAYED"), times: times(null, 0) },
    expected: "onTime",
    source: rule,
  },
  {
    given: "late by minutes, until a time before the schedule",
    flight: { state: state("DELAYED"), times: times("2024-01-25T08:15:00Z", 15) },
    expected: "delayed",
    estimated: 15,
    source: "publishers mistake zones; the minutes know no zone",
  },
  {
    given: "earlier than scheduled",
    flight: { state: state("DELAYED"), times: times("2024-01-25T12:55:00Z", null) },
    expected: "onTime",
    source: rule,
  },
  {
    given: "reinstated with a later time",
    flight: { state: state("SCHEDULED"), times: times(null, 30) },
    expected: "delayed",
    estimated: 30,
    source: "what passengers see",
  },
  {
    given: "boarding late",
    flight: { state: state("BOARDING"), times: times(null, 30) },
    expected: "boarding",
    estimated: 30,
    source: "what passengers see",
  },
  { given: "final call", flight: { state: state("FINAL_CALL") }, expected: "finalCall", source: "schema" },
  { given: "gate closed", flight: { state: state("GATE_CLOSED") }, expected: "gateClosed", source: "schema" },
  {
    given: "pushed back",
    flight: { state: state("OFF_BLOCK") },
    expected: "departed",
    source: "A-CDM: off-block is departure",
  },
  { given: "took off", flight: { state: state("AIRBORNE") }, expected: "departed", source: "schema" },
  { given: "landed elsewhere", flight: { state: state("LANDED") }, expected: "departed", source: "schema" },
  {
    given: "cancelled",
    flight: { state: state("CANCELLED"), times: times(null, 30) },
    expected: "cancelled",
    source: "no estimate for what will not go",
  },
  { given: "diverted", flight: { state: state("DIVERTED") }, expected: "diverted", source: "schema" },
];

describe("status for passengers", () => {
  test.each(statusCases)("$given: $expected ($source)", ({ flight, expected, estimated }) => {
    const given = scheduledFlight(flight);
    expect(departureStatus(given)).toBe(expected);
    expect(boardRow(given)?.estimated).toBe(estimated === undefined ? undefined : scheduled + minutes(estimated));
  });
});

const landed = state("LANDED", "2024-01-25T12:58:00Z");
const belt = { stamp: "2024-01-25T13:20:00.000Z#bags", belt: "4" };
const arrivalCases: readonly StatusCase[] = [
  { given: "no event yet", flight: {}, expected: "onTime", source: "schema: state absent" },
  {
    given: "late by minutes",
    flight: { state: state("DELAYED"), times: times(null, 25) },
    expected: "delayed",
    estimated: 25,
    source: "as of a departure",
  },
  {
    given: "early by minutes",
    flight: { state: state("DELAYED"), times: times(null, -10) },
    expected: "expected",
    estimated: -10,
    source: "who meets an arrival must know that it comes early",
  },
  { given: "landed", flight: { state: landed }, expected: "landed", source: "AIDX: landed" },
  { given: "in block", flight: { state: state("ARRIVED") }, expected: "atGate", source: "AIDX: in-block" },
  { given: "baggage on a belt", flight: { state: state("ARRIVED"), belt }, expected: "baggage", source: "issue 4" },
  { given: "baggage, landing unreported", flight: { belt }, expected: "baggage", source: "baggage proves the landing" },
  { given: "cancelled", flight: { state: state("CANCELLED"), belt }, expected: "cancelled", source: "schema" },
  { given: "diverted", flight: { state: state("DIVERTED") }, expected: "diverted", source: "schema" },
];

describe("status of arrivals", () => {
  test.each(arrivalCases)("$given: $expected ($source)", ({ flight, expected, estimated }) => {
    const given = scheduledFlight({ ...flight, direction: "ARRIVAL" });
    expect(arrivalStatus(given)).toBe(expected);
    expect(passengerStatus(given)).toBe(expected);
    expect(boardRow(given)?.estimated).toBe(estimated === undefined ? undefined : scheduled + minutes(estimated));
  });
});

test("a flight without a schedule has no row and no timing yet", () => {
  const flight = bareFlight({ state: state("DELAYED") });
  expect([boardRow(flight), flightTiming(flight)]).toEqual([undefined, undefined]);
});

test("an operational gate and terminal go before the planned ones, each by itself", () => {
  const row = boardRow(scheduledFlight({ gate: { stamp: "g", gate: "C1" } }));
  expect([row?.terminal, row?.gate]).toEqual(["B", "C1"]);
  const moved = boardRow(
    scheduledFlight({ terminal: { stamp: "t", terminal: "C" }, gate: { stamp: "t", gate: null } }),
  );
  expect([moved?.terminal, moved?.gate], "moved, and no gate is known there").toEqual(["C", undefined]);
});

test("rows are in order of schedule, then carrier, then number", () => {
  const rows = [
    scheduledFlight({ carrier: "ZZ", num: 2 }),
    scheduledFlight({ carrier: "AA", num: 12 }),
    scheduledFlight({ carrier: "AA", num: 2 }),
  ].flatMap((flight) => boardRow(flight) ?? []);
  expect(rows.sort(compareRows).map((row) => row.carrier + String(row.num))).toEqual(["AA2", "AA12", "ZZ2"]);
});

test.each([
  { text: "AA4321", expected: "AA 4321", source: "IATA" },
  { text: "B6 0042", expected: "B6 42", source: "leading zeros are not said" },
  { text: "UAL12", expected: "UAL 12", source: "ICAO" },
  { text: "charter", expected: "charter", source: "other text stays" },
])("codeshare $text reads $expected ($source)", ({ text, expected }) => {
  expect(spacedFlightNumber(text)).toBe(expected);
});
