import { sign } from "node:crypto";
import type { Clock } from "../clock.js";
import type { SigningKey } from "./signing-key.js";

/** What a token says of its user. */
export interface TokenSubject {
  /** The user's id, a UUID. */
  readonly sub: string;
  readonly username: string;
  /** Groups in order of precedence; the claim is left out when there are none. */
  readonly groups: readonly string[];
  /** Further claims of the id token: email, custom attributes. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** Makes the tokens of one user pool. */
export interface TokenIssuer {
  readonly issuer: string;
  /** @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html */
  idToken(subject: TokenSubject, clientId: string): string;
  /** @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html */
  accessToken(subject: TokenSubject, clientId: string): string;
}

/** What an issuer is made from. */
export interface TokenIssuerOptions {
  readonly region: string;
  readonly userPoolId: string;
  readonly signingKey: SigningKey;
  readonly clock: Pick<Clock, "now">;
  /** A fresh UUID. */
  readonly randomId: () => string;
  /** Seconds that tokens are valid; Cognito's default is one hour. */
  readonly lifetimeSeconds?: number;
}

/** The `iss` claim of a user pool's tokens. */
export function issuerUrl(region: string, userPoolId: string): string {
  return `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
}

function encoded(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

/** Signs claims as a compact JSON Web Token, RS256 (RFC 7515, RFC 7518 section 3.3). */
export function signToken(claims: Readonly<Record<string, unknown>>, key: SigningKey): string {
  const content = `${encoded({ kid: key.publicKey.kid, alg: key.publicKey.alg })}.${encoded(claims)}`;
  return `${content}.${sign("sha256", Buffer.from(content), key.privateKey).toString("base64url")}`;
}

/** The issuer of a user pool. */
export function createTokenIssuer(options: TokenIssuerOptions): TokenIssuer {
  const { signingKey, clock, randomId, lifetimeSeconds = 3600 } = options;
  const issuer = issuerUrl(options.region, options.userPoolId);

  function common(subject: TokenSubject): Record<string, unknown> {
    const now = Math.floor(clock.now() / 1000);
    return {
      sub: subject.sub,
      iss: issuer,
      origin_jti: randomId(),
      event_id: randomId(),
      jti: randomId(),
      auth_time: now,
      iat: now,
      exp: now + lifetimeSeconds,
      ...(subject.groups.length > 0 ? { "cognito:groups": subject.groups } : {}),
    };
  }

  return {
    issuer,
    idToken: (subject, clientId) =>
      signToken(
        {
          ...subject.attributes,
          ...common(subject),
          token_use: "id",
          aud: clientId,
          "cognito:username": subject.username,
        },
        signingKey,
      ),
    accessToken: (subject, clientId) =>
      signToken(
        {
          ...common(subject),
          token_use: "access",
          client_id: clientId,
          username: subject.username,
          scope: "aws.cognito.signin.user.admin",
        },
        signingKey,
      ),
  };
}
