import { describe, expect, it } from "vitest";
import { isProblem } from "./problem.js";
import { wantedUpdatesOf, type SubscriptionArguments } from "./subscription-filter.js";

describe("wantedUpdatesOf", () => {
  it.each<{ args: SubscriptionArguments; expected: unknown; source: string }>([
    { args: {}, expected: [], source: "no argument: every update" },
    { args: { date: null, terminal: "" }, expected: [], source: "null and '' count as absent" },
    {
      args: { date: "2024-01-25", carrier: "jk" },
      expected: [{ date: { eq: "2024-01-25" }, carrier: { eq: "JK" } }],
      source: "published example",
    },
    {
      args: { direction: "DEPARTURE", terminal: "B" },
      expected: [
        { direction: { eq: "DEPARTURE" }, terminal: { eq: "B" } },
        { direction: { eq: "DEPARTURE" }, previousTerminal: { eq: "B" } },
      ],
      source: "a terminal's display also hears who leaves it",
    },
  ])("$args: $source", ({ args, expected }) => {
    expect(wantedUpdatesOf(args)).toEqual({ alternatives: expected });
  });

  it.each<{ args: SubscriptionArguments; field: string }>([
    { args: { date: "2024-01-25Z" }, field: "date" },
    { args: { carrier: "J" }, field: "carrier" },
    { args: { terminal: "x".repeat(9) }, field: "terminal" },
  ])("refuses $field", ({ args, field }) => {
    const result = wantedUpdatesOf(args);
    expect(isProblem(result) ? result.problem : "taken").toMatch(new RegExp(`^${field}: expected `));
  });
});
