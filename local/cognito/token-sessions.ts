import { createHash } from "node:crypto";
import { AwsError } from "../aws-json/aws-error.js";
import type { Clock } from "../clock.js";
import type { UserPoolClientModel } from "../synth/backend-model.js";
import { notAuthorized } from "./cognito-input.js";
import { userScope, type TokenIssuer, type TokenSubject } from "./token-issuer.js";
import { TokenError, type TokenVerifier } from "./token-verifier.js";
import { attributeClaims } from "./user-attributes.js";
import type { UserPool } from "./user-pool.js";
import type { TokenFamily, UserRecord } from "./user-record.js";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AuthenticationResultType.html */
export interface AuthenticationResult {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly RefreshToken?: string;
  readonly TokenType: "Bearer";
  /** Seconds that the access token is valid. */
  readonly ExpiresIn: number;
}

/** What the tokens of a pool are made with and checked by. */
export interface TokenSessionsOptions {
  readonly pool: UserPool;
  readonly issuer: TokenIssuer;
  readonly verifier: TokenVerifier;
  readonly clock: Pick<Clock, "now">;
  readonly newId: () => string;
  readonly randomBytes: (count: number) => Buffer;
}

const refreshTokenBytes = 64;
/** Rotated tokens of a sign-in that are still known as such; an older one is just no token. */
const mostRotated = 50;

/** Sign-ins of a pool's users, from the first tokens to the last. */
export class TokenSessions {
  constructor(private readonly options: TokenSessionsOptions) {}

  /** Begins one: all three tokens. */
  async begin(user: UserRecord, client: UserPoolClientModel): Promise<AuthenticationResult> {
    const { pool, clock, newId } = this.options;
    const refreshToken = this.newRefreshToken();
    const family: TokenFamily = {
      id: newId(),
      originJti: newId(),
      username: user.username,
      clientId: client.clientId,
      authTime: Math.floor(clock.now() / 1000),
      expiresAt: clock.now() + client.refreshTokenValidity * 1000,
      revoked: false,
      refreshTokens: [{ hash: hashOf(refreshToken) }],
    };
    await pool.store.putFamily(pool.id, family);
    return this.result(user, client, family, refreshToken);
  }

  /**
   * New id and access tokens; a new refresh token, too, where the client rotates them: it ends when the first one would
   * have (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html).
   * A rotated one that comes back after its grace was copied by somebody: the whole sign-in is over (RFC 9700, 4.14.2).
   *
   * @throws AwsError NotAuthorizedException, RefreshTokenReuseException, PasswordResetRequiredException
   */
  async refresh(refreshToken: string, client: UserPoolClientModel): Promise<AuthenticationResult> {
    const { pool, clock } = this.options;
    const now = clock.now();
    const hash = hashOf(refreshToken);
    const family = pool.store.familyOfToken(pool.id, hash);
    if (family === undefined || family.clientId !== client.clientId) throw notAuthorized("Invalid Refresh Token.");
    const user = pool.find(family.username);
    if (user === undefined) throw notAuthorized("Invalid Refresh Token.");
    if (!user.enabled) throw notAuthorized("User is disabled.");
    if (family.revoked) throw notAuthorized("Refresh Token has been revoked");
    if (family.expiresAt <= now) throw notAuthorized("Refresh Token has expired");
    const grace = client.refreshTokenRotationGraceSeconds;
    const rotatedAt = family.refreshTokens.find((token) => token.hash === hash)?.rotatedAt;
    if (rotatedAt !== undefined && now >= rotatedAt + (grace ?? 0) * 1000) {
      await pool.store.putFamily(pool.id, { ...family, revoked: true });
      throw new AwsError("RefreshTokenReuseException", "Refresh token has been invalidated by rotation.");
    }
    if (user.status === "RESET_REQUIRED") throw passwordResetRequired();
    if (grace === undefined) return this.result(user, client, family, undefined);

    const next = this.newRefreshToken();
    const rotated = family.refreshTokens.map((token) =>
      token.hash === hash ? { hash, rotatedAt: rotatedAt ?? now } : token,
    );
    const after: TokenFamily = { ...family, refreshTokens: [...withoutOldest(rotated), { hash: hashOf(next) }] };
    await pool.store.putFamily(pool.id, after);
    return this.result(user, client, after, next);
  }

  /**
   * Ends the sign-in of a refresh token. A token that is none here has nothing to end (RFC 7009, 2.2).
   * @throws AwsError UnsupportedTokenTypeException for an access or id token, UnauthorizedException for another client's
   */
  async revoke(token: string, client: UserPoolClientModel): Promise<void> {
    const { pool } = this.options;
    if (!client.enableTokenRevocation) {
      throw new AwsError(
        "UnsupportedOperationException",
        `Token revocation is not enabled for client ${client.clientId}.`,
      );
    }
    if (token.split(".").length === 3) {
      throw new AwsError("UnsupportedTokenTypeException", "Unsupported token type: expected a refresh token.");
    }
    const family = pool.store.familyOfToken(pool.id, hashOf(token));
    if (family === undefined || family.revoked) return;
    if (family.clientId !== client.clientId) throw new AwsError("UnauthorizedException", "Token is of another client.");
    await pool.store.putFamily(pool.id, { ...family, revoked: true });
  }

  /** Ends every sign-in of a user. */
  async revokeAll(username: string): Promise<void> {
    const { pool } = this.options;
    const open = pool.store.families(pool.id, username).filter(({ revoked }) => !revoked);
    await Promise.all(open.map((family) => pool.store.putFamily(pool.id, { ...family, revoked: true })));
  }

  /**
   * Whose access token this is: signed here, not over, of a sign-in that goes on.
   * @throws AwsError NotAuthorizedException, UserNotFoundException, PasswordResetRequiredException
   */
  userOf(accessToken: string): UserRecord {
    const { pool, verifier } = this.options;
    const claims = verifiedClaims(verifier, accessToken, pool.id);
    if (claims["token_use"] !== "access") throw notAuthorized("Invalid Access Token");
    if (!String(claims["scope"]).split(" ").includes(userScope)) {
      throw notAuthorized("Access Token does not have required scopes");
    }
    const user = pool.get(String(claims["username"]));
    if (user.sub !== claims["sub"]) throw new AwsError("UserNotFoundException", "User does not exist.");
    const family = pool.store.family(pool.id, String(claims["event_id"]));
    if (family === undefined || family.revoked) throw notAuthorized("Access Token has been revoked");
    if (!user.enabled) throw notAuthorized("User is disabled.");
    return user;
  }

  private newRefreshToken(): string {
    return this.options.randomBytes(refreshTokenBytes).toString("base64url");
  }

  private result(
    user: UserRecord,
    client: UserPoolClientModel,
    family: TokenFamily,
    refreshToken: string | undefined,
  ): AuthenticationResult {
    const { issuer } = this.options;
    const session = {
      originJti: client.enableTokenRevocation ? family.originJti : undefined,
      eventId: family.id,
      authTime: family.authTime,
    };
    const subject = this.subjectOf(user);
    const { accessTokenValidity, idTokenValidity, clientId } = client;
    return {
      AccessToken: issuer.accessToken(subject, clientId, { ...session, lifetimeSeconds: accessTokenValidity }),
      IdToken: issuer.idToken(subject, clientId, { ...session, lifetimeSeconds: idTokenValidity }),
      ...(refreshToken === undefined ? {} : { RefreshToken: refreshToken }),
      TokenType: "Bearer",
      ExpiresIn: accessTokenValidity,
    };
  }

  /** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html: precedence and roles. */
  private subjectOf(user: UserRecord): TokenSubject {
    const groups = this.options.pool.groupsOf(user);
    const [first] = groups;
    const equals = groups.filter(({ precedence }) => precedence === first?.precedence);
    // Two groups of one precedence with two roles: none is preferred.
    const preferred = new Set(equals.flatMap(({ roleArn }) => roleArn ?? []));
    const [preferredRole] = preferred;
    return {
      sub: user.sub,
      username: user.username,
      groups: groups.map(({ groupName }) => groupName),
      roles: [...new Set(groups.flatMap(({ roleArn }) => roleArn ?? []))],
      ...(preferred.size === 1 && preferredRole !== undefined ? { preferredRole } : {}),
      attributes: attributeClaims(user),
    };
  }
}

/** The error at sign-in of a user whose password an administrator has reset. */
export function passwordResetRequired(): AwsError {
  return new AwsError("PasswordResetRequiredException", "Password reset required for the user");
}

function verifiedClaims(verifier: TokenVerifier, token: string, userPoolId: string): Readonly<Record<string, unknown>> {
  try {
    return verifier.verify(token, userPoolId);
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    throw notAuthorized(error.reason === "expired" ? "Access Token has expired" : "Invalid Access Token");
  }
}

function hashOf(refreshToken: string): string {
  return createHash("sha256").update(refreshToken).digest("base64url");
}

function withoutOldest(tokens: TokenFamily["refreshTokens"]): TokenFamily["refreshTokens"] {
  return tokens.slice(Math.max(0, tokens.length - mostRotated));
}
