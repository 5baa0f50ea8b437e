import { describe, expect, it } from "vitest";
import { isProblem } from "../status-update/problem.js";
import { acceptedTakeoverOf, proposalOf, type TakeoverInput } from "./proposal.js";
import { firstIdSince, takeoverIdOf } from "./takeover-item.js";

const input: TakeoverInput = {
  zone: "terminal/b",
  level: "EMERGENCY",
  texts: [{ language: "en", title: "Leave the building", detail: null }],
  minutes: 30,
};
const terminals = ["A", "B"];

describe("acceptedTakeoverOf", () => {
  it("brings a takeover into one form", () => {
    expect(acceptedTakeoverOf(input, terminals)).toEqual({
      zone: "terminal/B",
      level: "EMERGENCY",
      texts: [{ language: "en", title: "Leave the building" }],
      minutes: 30,
    });
  });

  it.each([1, 720])("takes %s minutes", (minutes) => {
    expect(acceptedTakeoverOf({ ...input, minutes }, terminals)).toMatchObject({ minutes });
  });

  it.each<{ change: Partial<TakeoverInput>; field: string }>([
    { change: { zone: "terminal/C" }, field: "zone" },
    { change: { minutes: 0 }, field: "minutes" },
    { change: { minutes: 721 }, field: "minutes" },
    { change: { minutes: 1.5 }, field: "minutes" },
    { change: { texts: [] }, field: "texts" },
  ])("refuses $change, naming $field", ({ change, field }) => {
    const result = acceptedTakeoverOf({ ...input, ...change }, terminals);
    expect(isProblem(result) ? result.problem : "taken").toMatch(new RegExp(`^${field}: expected `));
  });
});

describe("proposalOf", () => {
  it("is what the table keeps", () => {
    const accepted = acceptedTakeoverOf(input, terminals);
    if (isProblem(accepted)) throw new Error(accepted.problem);
    const times = {
      milliseconds: 1_706_184_000_000,
      proposedAt: "2024-01-25T12:00:00.000Z",
      lapsesAt: "2024-01-25T12:10:00.000Z",
      expires: 1_708_776_000,
    };
    expect(proposalOf(accepted, "EWR", { sub: "sub-1", name: "ada@airside.example" }, "uuid", times)).toEqual({
      airport: "EWR",
      id: "1706184000000-uuid",
      zone: "terminal/B",
      level: "EMERGENCY",
      texts: [{ language: "en", title: "Leave the building" }],
      minutes: 30,
      state: "PROPOSED",
      proposedAt: times.proposedAt,
      lapsesAt: times.lapsesAt,
      proposedBy: "ada@airside.example",
      proposerSub: "sub-1",
      expires: times.expires,
    });
  });
});

describe("ids", () => {
  it.each([
    { proposed: 1_706_184_000_000, since: 1_706_184_000_000, later: true },
    { proposed: 1_706_184_000_001, since: 1_706_184_000_000, later: true },
    { proposed: 1_706_183_999_999, since: 1_706_184_000_000, later: false },
    // The first moment of ten years later, and the last that has 13 digits: 2286-11-20T17:46:39.999Z.
    { proposed: 2_021_803_200_000, since: 1_706_184_000_000, later: true },
    { proposed: 9_999_999_999_999, since: 9_999_999_999_998, later: true },
  ])("of $proposed sort after the first since $since: $later", ({ proposed, since, later }) => {
    expect(takeoverIdOf(proposed, "00000000") >= firstIdSince(since)).toBe(later);
  });
});
