import { AwsError } from "../aws-json/aws-error.js";
import type { Clock } from "../clock.js";

/** Slows down whoever guesses passwords or codes of a user; wrong ones of users who do not exist count alike. */
export interface Lockout {
  /** @throws AwsError NotAuthorizedException "Password attempts exceeded" while the user is locked out */
  check(userId: string): void;
  /** A wrong password or code. */
  fail(userId: string): void;
  /** The user has signed in, or an administrator has given a new password. */
  clear(userId: string): void;
}

interface Failures {
  readonly count: number;
  /** Of the last attempt, one while locked out included; milliseconds since 1970. */
  lastAt: number;
  readonly lockedUntil: number;
}

// https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-flow-lockout-behavior
const freeFailures = 5;
const longestMs = 15 * 60 * 1000;
const forgetAfterMs = 15 * 60 * 1000;
/** Made-up names must not fill the memory. */
const mostUsers = 100_000;

/**
 * Cognito's rule: the n-th failure, from the fifth on, locks for 2^(n-5) seconds, 15 minutes at most. Attempts while
 * locked out do not count as failures; 15 minutes without any attempt, and all is forgotten.
 */
export function createLockout(clock: Pick<Clock, "now">): Lockout {
  const users = new Map<string, Failures>();

  function current(userId: string): Failures | undefined {
    const failures = users.get(userId);
    if (failures === undefined) return undefined;
    if (clock.now() - failures.lastAt < forgetAfterMs) return failures;
    users.delete(userId);
    return undefined;
  }

  return {
    check(userId) {
      const failures = current(userId);
      if (failures !== undefined && clock.now() < failures.lockedUntil) {
        failures.lastAt = clock.now();
        throw new AwsError("NotAuthorizedException", "Password attempts exceeded");
      }
    },
    fail(userId) {
      const now = clock.now();
      const count = (current(userId)?.count ?? 0) + 1;
      const lockMs = count < freeFailures ? 0 : Math.min(2 ** (count - freeFailures) * 1000, longestMs);
      // The newest last, so that the oldest is the first to go.
      users.delete(userId);
      users.set(userId, { count, lastAt: now, lockedUntil: now + lockMs });
      const [oldest] = users.keys();
      if (users.size > mostUsers && oldest !== undefined) users.delete(oldest);
    },
    clear(userId) {
      users.delete(userId);
    },
  };
}
