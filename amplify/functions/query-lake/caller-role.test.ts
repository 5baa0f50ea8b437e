import { describe, expect, it } from "vitest";
import { cachedGroups, callerRole, type UserGroup } from "./caller-role.js";
import { userGroups, userIn } from "./testing/lake-harness.js";

const getFrom = (groups: Readonly<Record<string, UserGroup>>) => async (name: string) => groups[name];
const developer = { roleArn: "arn:developer", precedence: 1 };
const analyst = { roleArn: "arn:analyst", precedence: 2 };

describe("callerRole", () => {
  it.each<{ groups: readonly string[]; of: Readonly<Record<string, UserGroup>>; expected: string; source: string }>([
    { groups: ["businessAnalyst"], of: userGroups, expected: "businessAnalyst", source: "one group" },
    {
      groups: ["businessAnalyst", "developer"],
      of: { developer, businessAnalyst: analyst },
      expected: "developer",
      source: "the least number",
    },
    {
      groups: ["businessAnalyst", "developer"],
      of: { developer: { ...developer, precedence: 3 }, businessAnalyst: analyst },
      expected: "businessAnalyst",
      source: "the least number, whatever the order",
    },
    {
      groups: ["developer", "businessAnalyst"],
      of: { developer: { ...developer, precedence: undefined }, businessAnalyst: analyst },
      expected: "businessAnalyst",
      source: "no precedence is the last",
    },
    {
      groups: ["developer", "businessAnalyst"],
      of: { developer: { ...developer, precedence: 2 }, businessAnalyst: analyst },
      expected: "businessAnalyst",
      source: "equal precedence: granted least",
    },
    {
      groups: ["developer", "businessAnalyst"],
      of: { developer: { ...developer, precedence: 0 }, businessAnalyst: analyst },
      expected: "developer",
      source: "0 is a precedence",
    },
    {
      groups: ["developer", "businessAnalyst"],
      of: { businessAnalyst: analyst },
      expected: "businessAnalyst",
      source: "a group that is deleted counts no more",
    },
    {
      groups: ["operations", "businessAnalyst"],
      of: { operations: { roleArn: "arn:operations", precedence: 0 }, businessAnalyst: analyst },
      expected: "businessAnalyst",
      source: "other groups do not count",
    },
  ])("takes $expected: $source", async ({ groups, of, expected }) => {
    const caller = userIn(...groups);
    expect(await callerRole(caller, getFrom(of))).toEqual({
      group: expected,
      roleArn: of[expected]?.roleArn,
      userName: caller.username,
    });
  });

  it.each([
    { caller: null, of: userGroups, message: "Sign in" },
    { caller: userIn(), of: userGroups, message: "in no group" },
    { caller: { ...userIn(), groups: null }, of: userGroups, message: "in no group" },
    { caller: userIn("operations"), of: userGroups, message: "in no group" },
    { caller: userIn("developer"), of: {}, message: "in no group" },
    {
      caller: userIn("developer", "businessAnalyst"),
      of: { developer: { roleArn: undefined, precedence: 1 }, businessAnalyst: analyst },
      message: "developer has no role",
    },
  ])("refuses with: $message", async ({ caller, of, message }) => {
    await expect(callerRole(caller, getFrom(of))).rejects.toMatchObject({
      type: "Unauthorized",
      message: expect.stringContaining(message) as string,
    });
  });
});

describe("cachedGroups", () => {
  it("asks again after a minute, and after a failure at once", async () => {
    let now = 0;
    let asked = 0;
    let fails = true;
    const get = cachedGroups(
      async () => {
        asked += 1;
        if (fails) throw new Error("throttled");
        return asked < 4 ? developer : undefined;
      },
      () => now,
    );
    await expect(get("developer")).rejects.toThrow("throttled");
    fails = false;
    expect(await get("developer")).toEqual(developer);
    now = 59_999;
    expect(await get("developer")).toEqual(developer);
    expect(asked).toBe(2);
    now = 60_000;
    expect(await get("developer")).toEqual(developer);
    expect(asked).toBe(3);
    now = 120_000;
    expect([await get("developer"), await get("developer"), asked]).toEqual([undefined, undefined, 4]);
  });
});
