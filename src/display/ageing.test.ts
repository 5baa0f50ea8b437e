import { expect, test } from "vitest";
import { boardRow, type BoardRow } from "../flights/board-row";
import { scheduledFlight } from "../flights/flight-samples";
import { agedParts } from "./ageing";

const now = Date.parse("2024-01-25T12:00:00Z");
const minutes = (count: number) => count * 60_000;

function row(fields: Partial<BoardRow>): BoardRow {
  const made = boardRow(scheduledFlight());
  if (made === undefined) throw new Error("the sample flight has a schedule");
  return { ...made, scheduled: now + minutes(180), estimated: undefined, gate: "B44", belt: undefined, ...fields };
}

const none = { time: false, gate: false };

test.each([
  { fields: {}, age: 0, expected: none, source: "fresh" },
  { fields: {}, age: 14.99, expected: none, source: "under both limits" },
  { fields: {}, age: 15, expected: { time: false, gate: true }, source: "gates are doubtful first" },
  { fields: {}, age: 30, expected: { time: true, gate: true }, source: "then times" },
  { fields: { gate: undefined }, age: 30, expected: { time: true, gate: false }, source: "no gate, nothing to doubt" },
  {
    fields: { scheduled: now + minutes(60) },
    age: 10,
    expected: { time: false, gate: true },
    source: "near: gates sooner",
  },
  {
    fields: { scheduled: now + minutes(60) },
    age: 15,
    expected: { time: true, gate: true },
    source: "near: times sooner",
  },
  { fields: { scheduled: now + minutes(61) }, age: 10, expected: none, source: "a minute further off it is not near" },
  {
    fields: { scheduled: now + minutes(10), estimated: now + minutes(120) },
    age: 10,
    expected: none,
    source: "delayed by hours: near is counted from the estimate",
  },
  {
    fields: { scheduled: now - minutes(20), status: "boarding" },
    age: 10,
    expected: { time: false, gate: true },
    source: "it should have gone by now",
  },
  { fields: { status: "departed" }, age: 600, expected: none, source: "gone: nothing to ask for" },
  { fields: { status: "cancelled" }, age: 600, expected: none, source: "cancelled: nothing to ask for" },
  {
    fields: { status: "baggage", gate: undefined, belt: "4" },
    age: 600,
    expected: { time: false, gate: true },
    source: "it has come, the belt may have changed",
  },
] as const)("$fields at $age min: $expected ($source)", ({ fields, age, expected }) => {
  expect(agedParts(row(fields), minutes(age), now)).toEqual(expected);
});
