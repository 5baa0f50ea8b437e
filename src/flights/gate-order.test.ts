import { expect, test } from "vitest";
import { boardRow, type BoardRow } from "./board-row";
import { scheduledFlight } from "./flight-samples";
import { gateFlights, gateOrder } from "./gate-order";
import type { PassengerStatus } from "./passenger-status";

const noon = Date.parse("2024-01-25T12:00:00Z");

function row(num: number, minutes: number, status: PassengerStatus, lateMinutes?: number): BoardRow {
  const base = boardRow(scheduledFlight({ num }));
  if (base === undefined) throw new Error("expected a row");
  const scheduled = noon + minutes * 60_000;
  const estimated = lateMinutes === undefined ? undefined : scheduled + lateMinutes * 60_000;
  return { ...base, scheduled, estimated, status };
}

test.each<{ readonly rows: readonly BoardRow[]; readonly expected: readonly number[]; readonly source: string }>([
  { rows: [row(1, 60, "onTime"), row(2, 30, "onTime")], expected: [2, 1], source: "by time" },
  {
    rows: [row(1, 10, "delayed", 240), row(2, 30, "onTime")],
    expected: [2, 1],
    source: "a late flight does not hide the one before it",
  },
  { rows: [row(1, 10, "onTime"), row(2, 30, "boarding")], expected: [2, 1], source: "who boards comes first" },
  { rows: [row(1, -5, "departed"), row(2, 90, "onTime")], expected: [2, 1], source: "gone comes last" },
  {
    rows: [row(1, 10, "cancelled"), row(2, 30, "onTime")],
    expected: [1, 2],
    source: "its passengers are on their way to the gate",
  },
  {
    rows: [row(1, -10, "cancelled"), row(2, 30, "onTime")],
    expected: [2, 1],
    source: "after its time, the next flight's passengers are there",
  },
  { rows: [row(2, 30, "onTime"), row(1, 30, "onTime")], expected: [1, 2], source: "then as on a board" },
])("$expected: $source", ({ rows, expected }) => {
  expect(gateOrder(rows, noon).map((each) => each.num)).toEqual(expected);
});

test.each([
  { rows: [row(1, -5, "departed"), row(2, 90, "onTime")], expected: [2], source: "what is over is not next" },
  { rows: [row(1, -50, "departed"), row(2, -5, "departed")], expected: [2], source: "the last one, if nothing comes" },
  { rows: [], expected: [], source: "none" },
])("a gate shows $expected: $source", ({ rows, expected }) => {
  expect(gateFlights(rows, noon).map((each) => each.num)).toEqual(expected);
});
