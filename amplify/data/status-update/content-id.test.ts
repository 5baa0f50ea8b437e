import { describe, expect, it } from "vitest";
import { contentId } from "./content-id.js";

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
