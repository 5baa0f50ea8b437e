import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { manualClock } from "../manual-clock.js";
import { createSealedSessions } from "./sealed-session.js";

const invalid = "Invalid session for the user.";

describe("sealed sessions", () => {
  test("come back as they were, for three minutes", () => {
    const clock = manualClock(0);
    const sessions = createSealedSessions<{ name: string }>({ clock, randomBytes });
    const sealed = sessions.seal({ name: "ada" });
    expect(sealed.includes("ada")).toBe(false);
    clock.advance(3 * 60_000 - 1);
    expect(sessions.open(sealed).content).toEqual({ name: "ada" });
    clock.advance(1);
    expect(() => sessions.open(sealed)).toThrow("Invalid session for the user, session is expired.");
  });

  test("are taken once", () => {
    const clock = manualClock(0);
    const sessions = createSealedSessions<{ name: string }>({ clock, randomBytes });
    const sealed = sessions.seal({ name: "ada" });
    const other = sessions.seal({ name: "ada" });
    sessions.open(sealed);
    sessions.open(sealed).spend();
    expect(() => sessions.open(sealed)).toThrow("Invalid session for the user, session can only be used once.");
    expect(sessions.open(other).content).toEqual({ name: "ada" });
  });

  test("are nobody else's and cannot be changed", () => {
    const clock = manualClock(0);
    const sessions = createSealedSessions<{ name: string }>({ clock, randomBytes });
    const sealed = sessions.seal({ name: "ada" });
    expect(() => createSealedSessions({ clock, randomBytes }).open(sealed)).toThrow(invalid);
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
      expect(() => sessions.open(changed)).toThrow(invalid);
    }
    for (const length of [0, 11, 27, 28, sealed.length - 1]) {
      expect(() => sessions.open(sealed.subarray(0, length))).toThrow(invalid);
    }
  });
});
