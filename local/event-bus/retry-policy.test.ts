import { describe, expect, test } from "vitest";
import { decideRetry } from "./retry-policy.js";

const policy = { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 };

describe("retry policy", () => {
  test.each([
    { attempts: 1, random: 0, expected: 500, source: "half of a second at least" },
    { attempts: 1, random: 0.999999, expected: 1_000, source: "a second at most" },
    { attempts: 2, random: 0, expected: 1_000, source: "doubled" },
    { attempts: 5, random: 0.5, expected: 12_000, source: "doubled four times, three quarters of it" },
    { attempts: 40, random: 0.999999, expected: 480_000, source: "never more than eight minutes" },
  ])("attempt $attempts waits $expected ms: $source", ({ attempts, random, expected }) => {
    const decision = decideRetry(policy, { attempts, firstAttemptAt: 0 }, 0, () => random);
    expect(decision).toEqual({ kind: "retry", delayMs: expected });
  });

  test.each([
    { retries: 0, attempts: 1, condition: "MaximumRetryAttempts" },
    { retries: 2, attempts: 2, condition: undefined },
    { retries: 2, attempts: 3, condition: "MaximumRetryAttempts" },
  ])("$retries retries allowed, $attempts attempts made: $condition", ({ retries, attempts, condition }) => {
    const decision = decideRetry(
      { ...policy, maximumRetryAttempts: retries },
      { attempts, firstAttemptAt: 0 },
      0,
      () => 0,
    );
    expect(decision).toMatchObject(condition === undefined ? { kind: "retry" } : { kind: "give up", condition });
  });

  test.each([
    { age: 59_000, condition: undefined },
    { age: 59_501, condition: "MaximumEventAgeInSeconds" },
  ])("$age ms after the first attempt, one minute allowed: $condition", ({ age, condition }) => {
    const short = { ...policy, maximumEventAgeInSeconds: 60 };
    const decision = decideRetry(short, { attempts: 1, firstAttemptAt: 1_000 }, 1_000 + age, () => 0);
    expect(decision).toMatchObject(condition === undefined ? { kind: "retry" } : { kind: "give up", condition });
  });

  test("the defaults of EventBridge spread over about a day", () => {
    let now = 0;
    let attempts = 1;
    for (;;) {
      const decision = decideRetry(policy, { attempts, firstAttemptAt: 0 }, now, () => 0.999999);
      if (decision.kind === "give up") break;
      now += decision.delayMs;
      attempts += 1;
    }
    expect({ hours: Math.round(now / 3_600_000), attempts }).toEqual({ hours: 24, attempts: 186 });
  });
});
