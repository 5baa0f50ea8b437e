import { describe, expect, it } from "vitest";
import { contentId, contentOf } from "./content-id.js";
import type { StatusUpdate } from "./status-update.js";

const base64 = (text: string): string => Buffer.from(text).toString("base64");

describe("contentId", () => {
  it("has the form that ids of publishers have", () => {
    expect(contentId("FlightDelayed", base64("Delayed 15 minutes"))).toMatch(/^FlightDelayed-[0-9a-z]{12}$/);
  });

  // Pinned: a change would make events that are delivered again after a deployment into new ones.
  it("stays what it was", () => {
    expect(contentId("FlightDelayed", base64('["DEPARTURE","Late",""]'))).toMatchInlineSnapshot(
      `"FlightDelayed-g8plyzu3qu96"`,
    );
    expect(contentId("FlightLanded", "")).toMatchInlineSnapshot(`"FlightLanded-000000000000"`);
  });

  it("differs between contents that differ in one character or in order", () => {
    const contents = [..."abcdefghijklmnopqrstuvwxyz0123456789"].flatMap((character) => [
      base64(character),
      base64(`gate ${character}12`),
      base64(`12${character} gate`),
      base64(`ü${character}`),
    ]);
    expect(new Set(contents.map((content) => contentId("FlightGateChanged", content))).size).toBe(contents.length);
  });

  it("differs among twenty thousand delays that differ in minutes and message only", () => {
    const ids = new Set<string>();
    for (const minutes of Array.from({ length: 200 }, (_, index) => index)) {
      for (const note of Array.from({ length: 100 }, (_, index) => `Late aircraft ${index}`)) {
        ids.add(contentId("FlightDelayed", base64(JSON.stringify([note, `{"delayMinutes":${minutes}}`]))));
      }
    }
    expect(ids.size).toBe(20_000);
  });
});

describe("contentOf", () => {
  const landed: StatusUpdate = {
    num: 123,
    carrier: "JK",
    date: "2024-01-25",
    event: "FlightLanded",
    direction: "ARRIVAL",
    time: "2024-01-25T16:58:37.000Z",
    info: { __typename: "MessageEventInfo" },
  };

  it.each<{ other: Partial<StatusUpdate>; expected: boolean; source: string }>([
    { other: {}, expected: true, source: "the same event, delivered again" },
    { other: { date: "2024-01-26" }, expected: false, source: "the same flight number a day later" },
    { other: { carrier: "BA" }, expected: false, source: "another airline" },
    { other: { num: 124 }, expected: false, source: "another flight" },
    { other: { direction: "DEPARTURE" }, expected: false, source: "the same number on its way out" },
    { other: { time: "2024-01-25T16:58:38.000Z" }, expected: false, source: "it happened once more" },
    { other: { info: { ...landed.info, message: "Welcome" } }, expected: false, source: "it says something else" },
  ])("with $other is one event: $expected ($source)", ({ other, expected }) => {
    const id = (update: StatusUpdate): string => contentId(update.event, base64(contentOf(update)));
    expect(id({ ...landed, ...other }) === id(landed)).toBe(expected);
  });
});
