import type { Person } from "./takeover-item.js";

/** The identity that a token of the user pool gives, as far as it is read here; that of IAM has no sub. */
export interface TokenIdentity {
  readonly sub?: string | null;
  readonly username?: string | null;
  readonly claims?: Readonly<Record<string, unknown>> | null;
}

/**
 * Who took a step. The rule of two people goes by `sub`, which nobody can change. The name is the email address where the
 * token has one, as ID tokens do, and Cognito has verified it: users can change theirs, and an unverified one may be
 * another's. Access tokens have none: there it is the user name, which in a pool with sign-in by email is the sub.
 * Null for callers by IAM, who are nobody.
 */
export function personOf(identity: TokenIdentity | null | undefined): Person | null {
  if (!identity || !identity.sub || !identity.username) {
    return null;
  }
  const email = identity.claims?.["email"];
  const verified = identity.claims?.["email_verified"];
  const isVerified = verified === true || verified === "true";
  return {
    sub: identity.sub,
    name: typeof email === "string" && email !== "" && isVerified ? email : identity.username,
  };
}
