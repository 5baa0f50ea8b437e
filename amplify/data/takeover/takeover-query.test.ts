import { describe, expect, it } from "vitest";
import { isProblem } from "../status-update/problem.js";
import { activeQueryOf, takeoversQueryOf } from "./takeover-query.js";

const now = Date.parse("2024-01-25T12:00:00Z");

describe("activeQueryOf", () => {
  it("reads what can be shown still: proposed within 12 hours and 10 minutes", () => {
    const { firstId, limit } = activeQueryOf(["all"], "2024-01-25T12:00:00.000Z", now);
    expect(firstId).toBe(String(Date.parse("2024-01-24T23:50:00Z")));
    expect(limit).toBeUndefined();
  });

  it.each([{ zones: ["all"] }, { zones: ["all", "terminal/B", "gate/B1", "gate/B2", "gate/B3"] }])(
    "names exactly what it uses for $zones",
    ({ zones }) => {
      const { filter } = activeQueryOf(zones, "2024-01-25T12:00:00.000Z", now);
      const used = (sign: string) => [...(filter?.expression.match(new RegExp(`${sign}\\w+`, "g")) ?? [])].sort();
      expect(Object.keys(filter?.names ?? {}).sort()).toEqual(used("#"));
      expect(Object.keys(filter?.values ?? {}).sort()).toEqual(used(":"));
      expect(Object.values(filter?.values ?? {})).toEqual(expect.arrayContaining([...zones, "CONFIRMED"]));
    },
  );
});

describe("takeoversQueryOf", () => {
  it.each([
    { limit: undefined, expected: 50 },
    { limit: null, expected: 50 },
    { limit: 1, expected: 1 },
    { limit: 100, expected: 100 },
  ])("$limit reads $expected of the last 30 days", ({ limit, expected }) => {
    expect(takeoversQueryOf(limit, now)).toEqual({
      firstId: String(Date.parse("2023-12-26T12:00:00Z")),
      limit: expected,
      filter: undefined,
    });
  });

  it.each([0, -1, 101])("refuses a limit of %s", (limit) => {
    const query = takeoversQueryOf(limit, now);
    expect(isProblem(query) ? query.problem : "taken").toContain(
      `limit: expected a whole number from 1 to 100, got ${limit}`,
    );
  });
});
