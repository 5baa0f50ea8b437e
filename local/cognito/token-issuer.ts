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
  /** IAM roles of the groups, in the same order: `cognito:roles` of the id token. */
  readonly roles?: readonly string[];
  /** Role of the group that comes first: `cognito:preferred_role` of the id token. */
  readonly preferredRole?: string;
  /** Further claims of the id token: email, custom attributes. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** The sign-in that a token comes from. What is left out is as for a sign-in of this moment. */
export interface TokenSession {
  /** The same in all tokens of a sign-in. Undefined: the client's tokens cannot be revoked and say nothing of it. */
  readonly originJti?: string | undefined;
  readonly eventId?: string;
  /** When the user signed in, seconds since 1970. */
  readonly authTime?: number;
  /** Seconds that the token is valid. */
  readonly lifetimeSeconds?: number;
}

/** Makes the tokens of one user pool. */
export interface TokenIssuer {
  readonly issuer: string;
  /** @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html */
  idToken(subject: TokenSubject, clientId: string, session?: TokenSession): string;
  /** @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html */
  accessToken(subject: TokenSubject, clientId: string, session?: TokenSession): string;
}

/** What an issuer is made from. */
export interface TokenIssuerOptions {
  readonly region: string;
  readonly userPoolId: string;
  readonly signingKey: SigningKey;
  readonly clock: Pick<Clock, "now">;
  /** A fresh UUID. */
  readonly randomId: () => string;
  /** Seconds that tokens are valid whose session does not say; Cognito's default is one hour. */
  readonly lifetimeSeconds?: number;
}

/** What access tokens of this API's own sign-in may do: everything that a user may do with the own account. */
export const userScope = "aws.cognito.signin.user.admin";

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
  const { signingKey, clock, randomId } = options;
  const issuer = issuerUrl(options.region, options.userPoolId);

  function common(subject: TokenSubject, session: TokenSession): Record<string, unknown> {
    const now = Math.floor(clock.now() / 1000);
    const originJti = "originJti" in session ? session.originJti : randomId();
    return {
      sub: subject.sub,
      iss: issuer,
      ...(originJti === undefined ? {} : { origin_jti: originJti, jti: randomId() }),
      event_id: session.eventId ?? randomId(),
      auth_time: session.authTime ?? now,
      iat: now,
      exp: now + (session.lifetimeSeconds ?? options.lifetimeSeconds ?? 3600),
      ...(subject.groups.length > 0 ? { "cognito:groups": subject.groups } : {}),
    };
  }

  return {
    issuer,
    idToken: (subject, clientId, session = {}) => {
      const { roles = [], preferredRole } = subject;
      return signToken(
        {
          ...subject.attributes,
          ...common(subject, session),
          ...(roles.length > 0 ? { "cognito:roles": roles } : {}),
          ...(preferredRole === undefined ? {} : { "cognito:preferred_role": preferredRole }),
          token_use: "id",
          aud: clientId,
          "cognito:username": subject.username,
        },
        signingKey,
      );
    },
    accessToken: (subject, clientId, session = {}) =>
      signToken(
        {
          ...common(subject, session),
          token_use: "access",
          client_id: clientId,
          username: subject.username,
          scope: userScope,
        },
        signingKey,
      ),
  };
}
