import { describe, expect, it } from "vitest";
import type { TakeoverItem } from "./takeover-item.js";
import { confirmationOf, confirmationWriteOf, endWriteOf, type TakeoverWrite } from "./takeover-steps.js";

const proposed: TakeoverItem = {
  airport: "EWR",
  id: "1706184000000-a",
  zone: "all",
  level: "EMERGENCY",
  texts: [{ language: "en", title: "Leave the building" }],
  minutes: 30,
  state: "PROPOSED",
  proposedAt: "2024-01-25T12:00:00.000Z",
  lapsesAt: "2024-01-25T12:10:00.000Z",
  proposedBy: "ada",
  proposerSub: "sub-ada",
  expires: 1_708_776_000,
};
const confirmed: TakeoverItem = {
  ...proposed,
  state: "CONFIRMED",
  confirmedAt: "2024-01-25T12:05:00.000Z",
  expiresAt: "2024-01-25T12:35:00.000Z",
  confirmedBy: "bob",
  confirmerSub: "sub-bob",
};
const ended: TakeoverItem = {
  ...confirmed,
  state: "ENDED",
  endedAt: "2024-01-25T12:06:00.000Z",
  endedBy: "cyd",
  enderSub: "sub-cyd",
};
const withdrawn: TakeoverItem = {
  ...proposed,
  state: "ENDED",
  endedAt: "2024-01-25T12:06:00.000Z",
  endedBy: "ada",
  enderSub: "sub-ada",
};

describe("confirmationOf", () => {
  it.each<{ source: string; item: TakeoverItem | null; sub: string; now: string; expected: string }>([
    {
      source: "another than the proposer",
      item: proposed,
      sub: "sub-bob",
      now: "12:05:00.000",
      expected: "confirmable",
    },
    { source: "the last moment", item: proposed, sub: "sub-bob", now: "12:09:59.999", expected: "confirmable" },
    { source: "ten minutes later", item: proposed, sub: "sub-bob", now: "12:10:00.000", expected: "Lapsed" },
    { source: "the proposer", item: proposed, sub: "sub-ada", now: "12:05:00.000", expected: "Forbidden" },
    { source: "the proposer, too late", item: proposed, sub: "sub-ada", now: "12:11:00.000", expected: "Lapsed" },
    { source: "no such takeover", item: null, sub: "sub-bob", now: "12:05:00.000", expected: "NotFound" },
    { source: "again, by the same", item: confirmed, sub: "sub-bob", now: "12:06:00.000", expected: "confirmed" },
    { source: "again, long over", item: confirmed, sub: "sub-bob", now: "18:00:00.000", expected: "confirmed" },
    { source: "again, by another", item: confirmed, sub: "sub-cyd", now: "12:06:00.000", expected: "AlreadyConfirmed" },
    {
      source: "by its proposer, too late",
      item: confirmed,
      sub: "sub-ada",
      now: "12:06:00.000",
      expected: "AlreadyConfirmed",
    },
    { source: "one that was ended", item: ended, sub: "sub-bob", now: "12:07:00.000", expected: "AlreadyEnded" },
    {
      source: "one that was withdrawn",
      item: withdrawn,
      sub: "sub-bob",
      now: "12:07:00.000",
      expected: "AlreadyEnded",
    },
    {
      source: "confirmed by this very call, then ended",
      item: ended,
      sub: "sub-bob",
      now: "12:05:00.000",
      expected: "confirmed",
    },
    {
      source: "confirmed by another then, and ended",
      item: ended,
      sub: "sub-cyd",
      now: "12:05:00.000",
      expected: "AlreadyEnded",
    },
  ])("$source: $expected", ({ item, sub, now, expected }) => {
    const confirmation = confirmationOf(item, sub, `2024-01-25T${now}Z`);
    expect(typeof confirmation === "string" ? confirmation : confirmation.type).toBe(expected);
  });

  it.each([
    { item: proposed, sub: "sub-ada", words: /second person/ },
    { item: confirmed, sub: "sub-cyd", words: /^bob has confirmed/ },
    { item: ended, sub: "sub-bob", words: /^cyd has ended/ },
    { item: null, sub: "sub-bob", words: /^id: there is no takeover/ },
  ])("says it in words: $words", ({ item, sub, words }) => {
    const confirmation = confirmationOf(item, sub, "2024-01-25T12:08:00.000Z");
    expect(typeof confirmation === "string" ? "" : confirmation.message).toMatch(words);
  });
});

describe("the writes", () => {
  // Whether they have their effect in DynamoDB is tested where the resolvers run: local/appsync/takeover.test.ts.
  it.each<{ name: string; write: TakeoverWrite }>([
    { name: "confirmation", write: confirmationWriteOf({ sub: "s", name: "n" }, "2024-01-25T12:05:00.000Z", "later") },
    { name: "end", write: endWriteOf({ sub: "s", name: "n" }, "2024-01-25T12:05:00.000Z") },
  ])("of $name name exactly what they use", ({ write }) => {
    const used = (text: string, sign: string) => [...new Set(text.match(new RegExp(`${sign}\\w+`, "g")) ?? [])].sort();
    expect(Object.keys(write.names).sort()).toEqual(used(write.expression, "#"));
    expect(Object.keys(write.values).sort()).toEqual(used(write.expression, ":"));
    expect(Object.keys(write.conditionNames).sort()).toEqual(used(write.condition, "#"));
    expect(Object.keys(write.conditionValues).sort()).toEqual(used(write.condition, ":"));
  });
});
