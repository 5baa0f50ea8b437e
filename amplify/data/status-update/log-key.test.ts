import { describe, expect, it } from "vitest";
import type { IdentifiedUpdate } from "./flight-item.js";
import { logKeysOf, logPartitionOf } from "./log-key.js";
import { logQueryOf } from "./log-query.js";

const update: IdentifiedUpdate = {
  num: 123,
  carrier: "JK",
  date: "2024-01-25",
  event: "FlightDelayed",
  direction: "DEPARTURE",
  id: "d-1",
  time: "2024-01-25T13:01:30.000Z",
  info: { __typename: "DelayEventInfo", message: "Late aircraft" },
};

describe("logKeysOf", () => {
  it("keeps an update under its date, its carrier and its flight number, each sorted by time", () => {
    const entry = "2024-01-25T13:01:30.000Z#JK#123#d-1";
    expect(logKeysOf(update)).toEqual([
      { by: "2024-01-25", entry },
      { by: "2024-01-25/JK", entry },
      { by: "2024-01-25/JK+123", entry },
    ]);
  });

  it("gives the same keys for the same event, and others for another", () => {
    expect(logKeysOf({ ...update })).toEqual(logKeysOf(update));
    const others = [{ id: "d-2" }, { time: "2024-01-25T13:01:30.001Z" }, { num: 124 }, { carrier: "JL" }];
    for (const other of others) {
      expect(logKeysOf({ ...update, ...other })[0]).not.toEqual(logKeysOf(update)[0]);
    }
  });

  it.each([
    { by: "2024-01-25", source: "issue: a date" },
    { by: "2024-01-25/jk", source: "issue: date/carrier" },
    { by: "2024-01-25/JK+123", source: "issue: date/carrier+number" },
    { by: "2024-01-25/JK0123", source: "as people write it" },
  ])("is found by $by ($source)", ({ by }) => {
    expect(logKeysOf(update).map((key) => key.by)).toContain(Reflect.get(logQueryOf(by, 1), "by"));
  });
});

describe("logPartitionOf", () => {
  it("keeps carriers of two and three characters apart", () => {
    expect(logPartitionOf("2024-01-25", "JK1", 23)).not.toBe(logPartitionOf("2024-01-25", "JK", 123));
    expect(logPartitionOf("2024-01-25", "JK1")).not.toBe(logPartitionOf("2024-01-25", "JK", 1));
  });
});
