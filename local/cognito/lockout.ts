import { AwsError } from "../aws-json/aws-error.js";
import type { Clock } from "../clock.js";
import type { Failures, FailureStore } from "./failure-record.js";

/** Slows down whoever guesses passwords or codes of a user; wrong ones of users who do not exist count alike. */
export interface Lockout {
  /** @throws AwsError NotAuthorizedException "Password attempts exceeded" while the user is locked out */
  check(userId: string): void;
  /** A wrong password or code: counts at once. Whoever guesses is answered when it resolves, so that no kill undoes it. */
  fail(userId: string): Promise<void>;
  /** The user has signed in, or an administrator has given a new password. */
  clear(userId: string): void;
}

// https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-flow-lockout-behavior
const freeFailures = 5;
const longestMs = 15 * 60 * 1000;
const forgetAfterMs = 15 * 60 * 1000;

/**
 * Cognito's rule: the n-th failure, from the fifth on, locks for 2^(n-5) seconds, 15 minutes at most. Attempts while
 * locked out do not count as failures; 15 minutes without any attempt, and all is forgotten.
 */
export function createLockout(clock: Pick<Clock, "now">, store: FailureStore): Lockout {
  function current(userId: string): Failures | undefined {
    const failures = store.find(userId);
    return failures === undefined || clock.now() < failures.forgottenAt ? failures : undefined;
  }

  return {
    check(userId) {
      const failures = current(userId);
      if (failures !== undefined && clock.now() < failures.lockedUntil) {
        void store.put(userId, { ...failures, forgottenAt: clock.now() + forgetAfterMs });
        throw new AwsError("NotAuthorizedException", "Password attempts exceeded");
      }
    },
    fail(userId) {
      const now = clock.now();
      const count = (current(userId)?.count ?? 0) + 1;
      const lockMs = count < freeFailures ? 0 : Math.min(2 ** (count - freeFailures) * 1000, longestMs);
      return store.put(userId, { count, lockedUntil: now + lockMs, forgottenAt: now + forgetAfterMs });
    },
    clear(userId) {
      store.remove(userId);
    },
  };
}
