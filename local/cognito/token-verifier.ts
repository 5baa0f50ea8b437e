import { CognitoJwtVerifier } from "aws-jwt-verify";
import { JwtParseError } from "aws-jwt-verify/error";
import { decomposeUnverifiedJwt } from "aws-jwt-verify/jwt";
import type { Clock } from "../clock.js";
import type { UserPoolModel } from "../synth/backend-model.js";
import type { PublicSigningKey } from "./signing-key.js";

/** Claims of a token whose signature, issuer, audience, use and times were found right. */
export type VerifiedClaims = Readonly<Record<string, unknown>>;

/** Verifies user pool tokens. */
export interface TokenVerifier {
  /** Id and access tokens of the pool's own clients. Throws TokenError. */
  verify(token: string, userPoolId: string): VerifiedClaims;
}

/** Why a token was refused: not a JWT at all, past its time, or wrong in any other way. */
export class TokenError extends Error {
  override readonly name = "TokenError";
  constructor(
    readonly reason: "malformed" | "expired" | "invalid",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Verifies tokens offline with the sandbox's own public keys (aws-jwt-verify with a filled JWKS cache). Algorithm, key,
 * issuer, client and token use are the library's checks; times are checked here, against the injected clock.
 */
export function createTokenVerifier(
  userPools: readonly UserPoolModel[],
  keys: readonly PublicSigningKey[],
  clock: Pick<Clock, "now">,
): TokenVerifier {
  const verifiers = new Map(
    userPools.map((pool) => {
      const verifier = CognitoJwtVerifier.create({
        userPoolId: pool.userPoolId,
        clientId: pool.clients.map(({ clientId }) => clientId),
        tokenUse: null,
        // The library reads the machine's clock and takes no other: its own check of times is switched off.
        graceSeconds: Number.POSITIVE_INFINITY,
      });
      verifier.cacheJwks({ keys: keys.map((key) => ({ ...key })) });
      return [pool.userPoolId, verifier] as const;
    }),
  );

  return {
    verify(token, userPoolId) {
      const verifier = verifiers.get(userPoolId);
      if (verifier === undefined)
        throw new TokenError("invalid", `User pool ${userPoolId} is not part of this backend.`);
      try {
        decomposeUnverifiedJwt(token);
      } catch (cause) {
        throw new TokenError("malformed", cause instanceof JwtParseError ? cause.message : "Not a JWT.", { cause });
      }
      let claims: VerifiedClaims;
      try {
        claims = { ...verifier.verifySync(token) };
      } catch (cause) {
        throw new TokenError("invalid", cause instanceof Error ? cause.message : String(cause), { cause });
      }
      checkTimes(claims, clock.now() / 1000);
      return claims;
    },
  };
}

/** RFC 7519 sections 4.1.4 and 4.1.5; `now` in seconds since 1970. */
function checkTimes(claims: VerifiedClaims, now: number): void {
  const { exp, nbf } = claims;
  if (typeof exp !== "number") throw new TokenError("invalid", "Token has no expiry (exp).");
  if (exp <= now) throw new TokenError("expired", `Token expired at ${new Date(exp * 1000).toISOString()}.`);
  if (nbf !== undefined && (typeof nbf !== "number" || nbf > now)) {
    throw new TokenError("invalid", "Token is not valid yet (nbf).");
  }
}
