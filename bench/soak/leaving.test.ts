import { expect, test } from "vitest";
import { expectedFlights, type OracleEvent } from "../../e2e/oracle.js";
import { leavingTimes } from "./leaving.js";

const event = (name: string, time: string, facts: OracleEvent["facts"] = {}): OracleEvent => ({
  id: name,
  time: `2024-01-25T${time}:00Z`,
  event: name,
  carrier: "JK",
  num: 1,
  date: "2024-01-25",
  direction: "DEPARTURE",
  facts,
});
const scheduled = event("FlightScheduled", "06:00", { scheduledTime: "2024-01-25T12:00:00Z" });

test.each([
  { name: "nothing reported", events: [], expected: "12:30" },
  { name: "another gate", events: [event("FlightGateChanged", "11:00", { gate: "7" })], expected: "12:30" },
  {
    name: "late",
    events: [event("FlightDelayed", "11:00", { newDepTime: "2024-01-25T12:20:00Z" })],
    expected: "24:20",
  },
  { name: "called", events: [event("FlightBoarding", "11:40")], expected: "24:00" },
  { name: "gone", events: [event("FlightPushBack", "11:58")], expected: "12:03" },
  {
    name: "gone, said twice",
    events: [event("FlightPushBack", "11:58"), event("FlightTookOff", "12:04")],
    expected: "12:09",
  },
  { name: "cancelled before", events: [event("FlightCancelled", "11:00")], expected: "12:05" },
  { name: "cancelled after", events: [event("FlightCancelled", "12:10")], expected: "12:05" },
  {
    name: "cancelled and not",
    events: [event("FlightCancelled", "11:00"), event("FlightReinstated", "11:10")],
    expected: "12:30",
  },
])("$name: leaves at $expected (README.md), where flights are kept for five minutes", ({ events, expected }) => {
  const all = [scheduled, ...events];
  const [at = 0] = leavingTimes(all, expectedFlights(all), 5).values();
  expect((at - Date.parse("2024-01-25T00:00:00Z")) / 60_000).toBe(
    Number(expected.slice(0, 2)) * 60 + Number(expected.slice(3)),
  );
});
