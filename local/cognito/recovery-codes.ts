import { AwsError } from "../aws-json/aws-error.js";
import type { Clock } from "../clock.js";

/** Six-digit codes that stand for an e-mail: to set a new password, or to confirm an address. */
export interface RecoveryCodes {
  /**
   * A new code for a purpose of a user; the one before is void. Users who do not exist get codes, too, which nobody is
   * told: the answers are alike.
   * @throws AwsError LimitExceededException for too many within an hour
   */
  create(key: string): string;
  /**
   * Whether a code is right; it stays good until `take`.
   * @throws AwsError ExpiredCodeException, CodeMismatchException, LimitExceededException
   */
  check(key: string, code: string): void;
  take(key: string): void;
}

interface Issued {
  readonly code: string;
  readonly expiresAt: number;
  readonly failures: number;
  /** When codes were asked for within the last hour, milliseconds since 1970. */
  readonly askedAt: readonly number[];
}

// https://docs.aws.amazon.com/cognito/latest/developerguide/limits.html: "Validity of code sent to user", attempts.
const lifetimeMs = 3600 * 1000;
const mostFailures = 5;
const mostCodes = 10;
const mostKeys = 10_000;

/** Codes in memory: a restart ends them, and people ask for another. */
export function createRecoveryCodes(clock: Pick<Clock, "now">, randomBytes: (count: number) => Buffer): RecoveryCodes {
  const issued = new Map<string, Issued>();

  function put(key: string, value: Issued): void {
    issued.delete(key);
    issued.set(key, value);
    const [oldest] = issued.keys();
    if (issued.size > mostKeys && oldest !== undefined) issued.delete(oldest);
  }

  return {
    create(key) {
      const now = clock.now();
      const before = issued.get(key);
      const askedAt = (before?.askedAt ?? []).filter((at) => at > now - lifetimeMs);
      // A new code must not give new guesses to who has used them up.
      const failures = askedAt.length === 0 ? 0 : (before?.failures ?? 0);
      if (askedAt.length >= mostCodes || failures >= mostFailures) throw limitExceeded();
      const code = String(randomBytes(4).readUInt32BE() % 1_000_000).padStart(6, "0");
      put(key, { code, expiresAt: now + lifetimeMs, failures, askedAt: [...askedAt, now] });
      return code;
    },
    check(key, code) {
      const current = issued.get(key);
      if (current === undefined || current.expiresAt <= clock.now()) {
        throw new AwsError("ExpiredCodeException", "Invalid code provided, please request a code again.");
      }
      if (current.failures >= mostFailures) throw limitExceeded();
      if (current.code === code) return;
      issued.set(key, { ...current, failures: current.failures + 1 });
      throw new AwsError("CodeMismatchException", "Invalid verification code provided, please try again.");
    },
    take(key) {
      issued.delete(key);
    },
  };
}

function limitExceeded(): AwsError {
  return new AwsError("LimitExceededException", "Attempt limit exceeded, please try after some time.");
}
