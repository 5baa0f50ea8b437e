import { describe, expect, test } from "vitest";
import { manualClock } from "../manual-clock.js";
import { createLockout } from "./lockout.js";
import { FailureRecords } from "./failure-record.js";

// https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-flow-lockout-behavior

const second = 1000;
const minute = 60 * second;

async function failing(times: number) {
  const clock = manualClock(0);
  const records = new FailureRecords();
  const lockout = createLockout(clock, {
    find: (userId) => records.find(userId),
    put: (userId, failures) => Promise.resolve(records.put(userId, failures)),
    remove: (userId) => records.remove(userId),
  });
  for (let count = 0; count < times; count += 1) await lockout.fail("ada");
  return { clock, isLocked: () => locked(() => lockout.check("ada")), lockout };
}

function locked(check: () => void): boolean {
  try {
    check();
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: "NotAuthorizedException", message: "Password attempts exceeded" });
    return true;
  }
}

describe("wrong passwords", () => {
  test.each([
    { failures: 4, expected: 0 },
    { failures: 5, expected: 1 },
    { failures: 6, expected: 2 },
    { failures: 9, expected: 16 },
    { failures: 14, expected: 512 },
    { failures: 15, expected: 900 },
    { failures: 40, expected: 900 },
  ])("$failures lock for $expected s", async ({ failures, expected }) => {
    const { clock, isLocked } = await failing(failures);
    if (expected > 0) {
      clock.advance(expected * second - 1);
      expect(isLocked()).toBe(true);
      clock.advance(1);
    }
    expect(isLocked()).toBe(false);
  });

  test("count for one user alone", async () => {
    const { lockout } = await failing(10);
    expect(locked(() => lockout.check("bob"))).toBe(false);
  });

  test("are forgotten after the right one", async () => {
    const { lockout, isLocked } = await failing(10);
    lockout.clear("ada");
    await lockout.fail("ada");
    expect(isLocked()).toBe(false);
  });

  test("are forgotten after 15 minutes without an attempt", async () => {
    const { clock, lockout, isLocked } = await failing(6);
    clock.advance(15 * minute - 1);
    await lockout.fail("ada");
    expect(isLocked()).toBe(true);
    clock.advance(15 * minute);
    await lockout.fail("ada");
    expect(isLocked()).toBe(false);
  });

  test("are not forgotten while somebody keeps trying, nor do these attempts lengthen the lock", async () => {
    const { clock, lockout, isLocked } = await failing(15);
    clock.advance(10 * minute);
    expect(isLocked()).toBe(true);
    clock.advance(5 * minute);
    expect(isLocked()).toBe(false);
    await lockout.fail("ada");
    clock.advance(15 * minute - 1);
    expect(isLocked()).toBe(true);
  });

  test("of any number of names stay within bounds, the oldest forgotten first", async () => {
    const { lockout, isLocked } = await failing(20);
    for (let name = 0; name < 99_999; name += 1) await lockout.fail(String(name));
    expect(isLocked()).toBe(true);
    await lockout.fail("one more");
    expect(isLocked()).toBe(false);
  });
});
