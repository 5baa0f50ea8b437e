import { describe, expect, it } from "vitest";
import { roleSessions, sessionNameOf } from "./role-sessions.js";

describe("sessionNameOf", () => {
  it.each([
    { userName: "ab", expected: "ab" },
    { userName: "ana@example.com", expected: "ana@example.com" },
    { userName: "0b6c3a52-1111-4222-8333-444455556666", expected: "0b6c3a52-1111-4222-8333-444455556666" },
    { userName: "x".repeat(64), expected: "x".repeat(64) },
  ])("carries $userName as it is", ({ userName, expected }) => {
    expect(sessionNameOf(userName)).toBe(expected);
  });

  it("makes every other name one of its own that STS takes", () => {
    const odd = ["", "a", "a b", "a/b", "é", "x".repeat(65), "x".repeat(66), "a\nb", "😀", "a b "];
    const made = odd.map(sessionNameOf);
    for (const name of made) expect(name).toMatch(/^[\w+=,.@-]{2,64}$/);
    expect(new Set(made).size).toBe(odd.length);
    expect(sessionNameOf("ana maria")).toMatch(/^ana-maria-[0-9a-f]{12}$/);
  });
});

describe("roleSessions", () => {
  const hour = 3_600_000;

  function started() {
    const state = { now: 0, assumed: [] as string[] };
    const sessions = roleSessions(
      async (roleArn, sessionName) => {
        state.assumed.push(`${roleArn} ${sessionName}`);
        const expiration = new Date(state.now + hour);
        return { accessKeyId: `key-${state.assumed.length}`, secretAccessKey: "s", sessionToken: "t", expiration };
      },
      () => state.now,
    );
    return { state, sessions };
  }

  it("keeps credentials until five minutes before their end, or as long as they must last", async () => {
    const { state, sessions } = started();
    expect((await sessions("role", "ana")).accessKeyId).toBe("key-1");
    state.now = hour - 300_001;
    expect((await sessions("role", "ana")).accessKeyId).toBe("key-1");
    expect((await sessions("role", "ana", 960_000)).accessKeyId).toBe("key-2");
    expect((await sessions("role", "ana")).accessKeyId).toBe("key-2");
    state.now += hour - 300_000;
    expect((await sessions("role", "ana")).accessKeyId).toBe("key-3");
  });

  it("keeps users and roles apart", async () => {
    const { state, sessions } = started();
    for (const [role, user] of [
      ["role", "ana"],
      ["role", "ben"],
      ["other", "ana"],
      ["role", "ana"],
    ] as const) {
      await sessions(role, user);
    }
    expect(state.assumed).toEqual(["role ana", "role ben", "other ana"]);
  });

  it("forgets the session that was unused longest, after a hundred", async () => {
    const { state, sessions } = started();
    for (let user = 0; user < 100; user += 1) await sessions("role", `user-${user}`);
    await sessions("role", "user-0");
    await sessions("role", "user-100");
    expect(state.assumed.length).toBe(101);
    await sessions("role", "user-0");
    await sessions("role", "user-2");
    expect(state.assumed.length).toBe(101);
    await sessions("role", "user-1");
    expect(state.assumed.length).toBe(102);
  });

  it("keeps no failure", async () => {
    let fails = true;
    const sessions = roleSessions(
      async () => {
        if (fails) throw new Error("AccessDenied");
        return { accessKeyId: "key", secretAccessKey: "s", sessionToken: "t", expiration: new Date(hour) };
      },
      () => 0,
    );
    await expect(sessions("role", "ana")).rejects.toThrow("AccessDenied");
    fails = false;
    expect((await sessions("role", "ana")).accessKeyId).toBe("key");
  });
});
