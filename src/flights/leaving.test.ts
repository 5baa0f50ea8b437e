import { expect, test } from "vitest";
import { boardRow, isOnBoard } from "./board-row";
import { boardWindow } from "./board-window";
import type { Flight, FlightState, FlightStatus, FlightTimes } from "./flight";
import { scheduledFlight } from "./flight-samples";
import { defaultRetention, type Retention } from "./leaving";

const scheduled = Date.parse("2024-01-25T13:00:00Z");
const minutes = (count: number) => count * 60_000;

function state(status: FlightStatus, minutesAfter: number): FlightState {
  const since = new Date(scheduled + minutes(minutesAfter)).toISOString();
  return { stamp: "s", status, since, message: null, reason: null, airport: null };
}

function late(delayMinutes: number): FlightTimes {
  return { stamp: "t", estimatedTime: null, delayMinutes, delayCode: null };
}

interface LeavingCase {
  readonly given: string;
  readonly flight: Partial<Flight>;
  readonly retention?: Partial<Retention>;
  /** Minutes after the schedule at which it shows for the last time; a minute later it is gone. */
  readonly expected: number;
  readonly source: string;
}

const issue = "issue 4: old rows leave by rule";
const arrival = { direction: "ARRIVAL" } as const;
const cases: readonly LeavingCase[] = [
  { given: "departed on time", flight: { state: state("OFF_BLOCK", 0) }, expected: 10, source: issue },
  { given: "departed early", flight: { state: state("OFF_BLOCK", -10) }, expected: 0, source: issue },
  { given: "departed late", flight: { times: late(60), state: state("AIRBORNE", 75) }, expected: 85, source: issue },
  {
    given: "departed, kept longer",
    flight: { state: state("OFF_BLOCK", 0) },
    retention: { departed: 45 },
    expected: 45,
    source: "each a setting",
  },
  { given: "cancelled before", flight: { state: state("CANCELLED", -240) }, expected: 60, source: issue },
  { given: "cancelled after", flight: { state: state("CANCELLED", 20) }, expected: 60, source: issue },
  {
    given: "late, then cancelled",
    flight: { times: late(180), state: state("CANCELLED", 59) },
    expected: 60,
    source: issue,
  },
  {
    given: "cancelled after, kept longer",
    flight: { state: state("CANCELLED", 20) },
    retention: { cancelled: 75 },
    expected: 75,
    source: "each a setting",
  },
  {
    given: "cancelled late, kept from then on",
    flight: { times: late(180), state: state("CANCELLED", 90) },
    retention: { sinceCancelled: 60 },
    expected: 150,
    source: "sinceCancelled: else nobody sees it",
  },
  {
    given: "cancelled long before, kept from then on",
    flight: { state: state("CANCELLED", -240) },
    retention: { sinceCancelled: 60 },
    expected: 60,
    source: "sinceCancelled never shortens",
  },
  {
    given: "diverted",
    flight: { ...arrival, state: state("DIVERTED", 20) },
    expected: 80,
    source: "no rule in issue 4",
  },
  { given: "landed", flight: { ...arrival, state: state("LANDED", 5) }, expected: 65, source: issue },
  {
    given: "baggage on the belt",
    flight: { ...arrival, state: state("ARRIVED", 12), belt: { stamp: "2024-01-25T13:30:00.000Z#x", belt: "4" } },
    expected: 90,
    source: "who waits at the belt still looks for it",
  },
  { given: "nothing reported", flight: {}, expected: 30, source: "UNREPORTED_MINUTES" },
  { given: "late, not gone", flight: { times: late(60) }, expected: 60 + 12 * 60, source: "WAITING_HOURS" },
  {
    given: "boarding, not gone",
    flight: { state: state("BOARDING", -20) },
    expected: 12 * 60,
    source: "WAITING_HOURS",
  },
];

test.each(cases)("$given: on the board until $expected min after schedule ($source)", (given) => {
  const row = boardRow(scheduledFlight(given.flight));
  const shows = (after: number) =>
    row !== undefined &&
    isOnBoard(row, boardWindow(scheduled + minutes(after), { ...defaultRetention, ...given.retention }));
  expect([shows(given.expected), shows(given.expected + 1)]).toEqual([true, false]);
});

test("a flight cancelled more than 60 min after its schedule is gone at once (issue 4), unless it is to be kept", () => {
  const row = boardRow(scheduledFlight({ times: late(180), state: state("CANCELLED", 90) }));
  const shows = (sinceCancelled: number) =>
    row !== undefined && isOnBoard(row, boardWindow(scheduled + minutes(91), { ...defaultRetention, sinceCancelled }));
  expect([shows(0), shows(60)]).toEqual([false, true]);
});

test("a flight more than a day ahead is not yet on the board", () => {
  const row = boardRow(scheduledFlight());
  const at = (hours: number) => boardWindow(scheduled - hours * 3_600_000, defaultRetention);
  expect(row && [isOnBoard(row, at(24)), isOnBoard(row, at(25))]).toEqual([true, false]);
});
