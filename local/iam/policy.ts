import type { PolicyStatementModel } from "../synth/backend-model.js";

const patterns = new Map<string, RegExp>();

/** IAM wildcards: `*` is any run of characters, `?` any one (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html). */
function matches(pattern: string, text: string, ignoreCase: boolean): boolean {
  const key = `${ignoreCase ? "i" : "s"}:${pattern}`;
  let compiled = patterns.get(key);
  if (compiled === undefined) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replace(/\*/g, "[^]*")
      .replace(/\?/g, "[^]");
    compiled = new RegExp(`^${source}$`, ignoreCase ? "i" : "");
    patterns.set(key, compiled);
  }
  return compiled.test(text);
}

/** What policy evaluation found: an explicit Deny beats every Allow, and what nothing allows is denied implicitly. */
export type PolicyDecision = "Allowed" | "ExplicitlyDenied" | "ImplicitlyDenied";

/**
 * Evaluates identity-based statements as IAM does
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html): action names ignore case,
 * resource ARNs do not. Of conditions, the model has that on the prefix of a list.
 * @param action for example `appsync:GraphQL`
 * @param resource ARN
 * @param prefix `s3:prefix`, which S3 says of a list alone: a condition on what is not said does not hold
 */
export function evaluatePolicy(
  statements: readonly PolicyStatementModel[],
  action: string,
  resource: string,
  prefix?: string,
): PolicyDecision {
  let decision: PolicyDecision = "ImplicitlyDenied";
  for (const { effect, actions, resources, listedPrefixes } of statements) {
    const applies =
      actions.some((pattern) => matches(pattern, action, true)) &&
      resources.some((pattern) => matches(pattern, resource, false)) &&
      (listedPrefixes?.some((pattern) => prefix !== undefined && matches(pattern, prefix, false)) ?? true);
    if (!applies) continue;
    if (effect === "Deny") return "ExplicitlyDenied";
    decision = "Allowed";
  }
  return decision;
}
