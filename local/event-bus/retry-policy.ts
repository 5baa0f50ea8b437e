import type { RuleTargetModel } from "../synth/backend-model.js";
import type { Delivery } from "./journal.js";

/** AWS says "exponential back off and jitter" without numbers; with these, 185 attempts fill the 24 hours. */
const FIRST_RETRY_DELAY_MS = 1_000;
const LONGEST_RETRY_DELAY_MS = 8 * 60 * 1_000;

/** What ended the retries, as the dead-letter message names it. */
export type ExhaustedCondition = "MaximumRetryAttempts" | "MaximumEventAgeInSeconds";

/** What comes after an attempt that failed in a way that may pass. */
export type RetryDecision =
  | { readonly kind: "retry"; readonly delayMs: number }
  | { readonly kind: "give up"; readonly condition: ExhaustedCondition };

/**
 * Decides by a target's retry policy
 * (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html): at most that many attempts after
 * the first, and none that would begin later than the maximum age. The age counts from the first attempt, so that the
 * time in which the sandbox does not run costs no event its attempts.
 *
 * @param delivery - with the failed attempt counted
 * @param now - milliseconds since 1970
 * @param random - at least 0, less than 1
 */
export function decideRetry(
  policy: RuleTargetModel["retry"],
  delivery: Pick<Delivery, "attempts" | "firstAttemptAt">,
  now: number,
  random: () => number,
): RetryDecision {
  if (delivery.attempts > policy.maximumRetryAttempts) return { kind: "give up", condition: "MaximumRetryAttempts" };
  const longest = Math.min(LONGEST_RETRY_DELAY_MS, FIRST_RETRY_DELAY_MS * 2 ** (delivery.attempts - 1));
  const delayMs = Math.round(longest * (0.5 + random() / 2));
  const age = now + delayMs - (delivery.firstAttemptAt ?? now);
  if (age > policy.maximumEventAgeInSeconds * 1_000) return { kind: "give up", condition: "MaximumEventAgeInSeconds" };
  return { kind: "retry", delayMs };
}
