import { describe, expect, it } from "vitest";
import { isProblem } from "./problem.js";
import { flightQueryOf } from "./flight-query.js";

describe("flightQueryOf", () => {
  it("asks for all of a date where nothing else is given", () => {
    expect(flightQueryOf({ date: "2024-01-25", direction: null, terminal: "", updatedAfter: null })).toEqual({
      date: "2024-01-25",
      limit: 500,
      filter: undefined,
    });
  });

  it("compares with updatedAt in its own form", () => {
    expect(flightQueryOf({ date: "2024-01-25", updatedAfter: "2024-01-25T10:00:00-05:00", limit: 1000 })).toEqual({
      date: "2024-01-25",
      limit: 1000,
      filter: {
        expression: "#updatedAt > :after",
        names: { "#updatedAt": "updatedAt" },
        values: { ":after": "2024-01-25T15:00:00.000Z" },
      },
    });
  });

  // DynamoDB refuses an expression with a name or value that it does not use, or lacks.
  it.each([
    { date: "2024-01-25", direction: "ARRIVAL" },
    { date: "2024-01-25", terminal: "B" },
    { date: "2024-01-25", terminal: "B", updatedAfter: "2024-01-25T15:00:00Z" },
    { date: "2024-01-25", terminal: "B", updatedAfter: "2024-01-25T15:00:00Z", direction: "DEPARTURE" },
  ])("names exactly what it uses: %o", (args) => {
    const query = flightQueryOf(args);
    const filter = "filter" in query ? query.filter : undefined;
    const used = new Set(filter?.expression.match(/[#:]\w+/g));
    expect([...used].sort()).toEqual(
      [...Object.keys(filter?.names ?? {}), ...Object.keys(filter?.values ?? {})].sort(),
    );
    expect(used.size).toBeGreaterThan(0);
  });

  it.each([
    { args: { date: "2024-02-30" }, field: "date" },
    { args: { date: "2024-01-25", terminal: "x".repeat(9) }, field: "terminal" },
    { args: { date: "2024-01-25", updatedAfter: "today" }, field: "updatedAfter" },
    { args: { date: "2024-01-25", limit: 1001 }, field: "limit" },
    { args: { date: "2024-01-25", limit: 0 }, field: "limit" },
  ])("refuses $field", ({ args, field }) => {
    const result = flightQueryOf(args);
    expect(isProblem(result) ? result.problem : "taken").toMatch(new RegExp(`^${field}: expected `));
  });
});
