import { describe, expect, test } from "vitest";
import { compareRows, departureRow, isOnBoard, spacedFlightNumber, WAITING_LIMIT_MS } from "./board-row";
import { flightTiming } from "./estimate";
import type { Flight, FlightState, FlightStatus, FlightTimes } from "./flight";
import { bareFlight, scheduledFlight } from "./flight-samples";
import { departureStatus, type PassengerStatus } from "./passenger-status";

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
    expect(departureRow(given)?.estimated).toBe(estimated === undefined ? undefined : scheduled + minutes(estimated));
  });
});

test("a flight without a schedule has no row and no timing yet", () => {
  const flight = bareFlight({ state: state("DELAYED") });
  expect([departureRow(flight), flightTiming(flight)]).toEqual([undefined, undefined]);
});

test("an operational gate and terminal go before the planned ones, each by itself", () => {
  const row = departureRow(scheduledFlight({ gate: { stamp: "g", gate: "C1" } }));
  expect([row?.terminal, row?.gate]).toEqual(["B", "C1"]);
  const moved = departureRow(
    scheduledFlight({ terminal: { stamp: "t", terminal: "C" }, gate: { stamp: "t", gate: null } }),
  );
  expect([moved?.terminal, moved?.gate], "moved, and no gate is known there").toEqual(["C", undefined]);
});

const windowCases = [
  { given: "on time, just gone by", flight: {}, now: 30, expected: true, source: "now − 30 min onwards" },
  { given: "on time, a minute more", flight: {}, now: 31, expected: false, source: "now − 30 min onwards" },
  {
    given: "delayed, estimate to come",
    flight: { times: times(null, 240) },
    now: 200,
    expected: true,
    source: "stays until it departs",
  },
  {
    given: "delayed, estimate long over",
    flight: { times: times(null, 60) },
    now: 300,
    expected: true,
    source: "stays until it departs",
  },
  {
    given: "boarding long after",
    flight: { state: state("BOARDING") },
    now: 300,
    expected: true,
    source: "stays until it departs",
  },
  {
    given: "boarding, departure never reported",
    flight: { state: state("BOARDING") },
    now: 31 + WAITING_LIMIT_MS / 60_000,
    expected: false,
    source: "WAITING_LIMIT_MS",
  },
  {
    given: "departed late as expected, a moment ago",
    flight: {
      times: times("2024-01-25T16:00:00Z", null),
      state: state("OFF_BLOCK", "2024-01-25T16:00:00Z"),
    },
    now: 210,
    expected: true,
    source: "now − 30 min onwards, by the estimate",
  },
  {
    given: "departed late as expected, over",
    flight: {
      times: times("2024-01-25T16:00:00Z", null),
      state: state("OFF_BLOCK", "2024-01-25T16:00:00Z"),
    },
    now: 211,
    expected: false,
    source: "now − 30 min onwards, by the estimate",
  },
  {
    given: "departed late, which nobody announced",
    flight: { state: state("OFF_BLOCK", "2024-01-25T13:40:00Z") },
    now: 41,
    expected: false,
    source: "now − 30 min onwards",
  },
  {
    given: "departed early",
    flight: { state: state("OFF_BLOCK", "2024-01-25T12:50:00Z") },
    now: 29,
    expected: true,
    source: "now − 30 min onwards",
  },
  {
    given: "cancelled",
    flight: { state: state("CANCELLED", "2024-01-25T09:00:00Z") },
    now: 31,
    expected: false,
    source: "now − 30 min onwards",
  },
  { given: "far ahead", flight: {}, now: -24 * 60 - 1, expected: false, source: "window's end" },
];

test.each(windowCases)("$given, $now min after schedule: on board $expected ($source)", ({ flight, now, expected }) => {
  const row = departureRow(scheduledFlight(flight));
  const at = scheduled + minutes(now);
  expect(row !== undefined && isOnBoard(row, { from: at - minutes(30), to: at + minutes(24 * 60) })).toBe(expected);
});

test("rows are in order of schedule, then carrier, then number", () => {
  const rows = [
    scheduledFlight({ carrier: "ZZ", num: 2 }),
    scheduledFlight({ carrier: "AA", num: 12 }),
    scheduledFlight({ carrier: "AA", num: 2 }),
  ].flatMap((flight) => departureRow(flight) ?? []);
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
