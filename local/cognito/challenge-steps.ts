import { AwsError } from "../aws-json/aws-error.js";
import type { Clock } from "../clock.js";
import type { UserPoolClientModel } from "../synth/backend-model.js";
import { invalidParameter, notAuthorized, requiredParameter } from "./cognito-input.js";
import type { Lockout } from "./lockout.js";
import { createSealedSessions, type OpenSession, type SealedSessions } from "./sealed-session.js";
import { passwordResetRequired } from "./token-sessions.js";
import { createTotpSecret, takeCode } from "./totp.js";
import { readAttributes } from "./user-attributes.js";
import type { UserPool } from "./user-pool.js";
import type { UserRecord } from "./user-record.js";

/** A question to who signs in. */
export interface Challenge {
  readonly ChallengeName: ChallengeName | "PASSWORD_VERIFIER";
  readonly ChallengeParameters: Readonly<Record<string, string>>;
  readonly Session?: string;
}

type ChallengeName = "NEW_PASSWORD_REQUIRED" | "SOFTWARE_TOKEN_MFA" | "MFA_SETUP";

/** What comes next: another question, or the user is signed in. */
export type Step = { readonly challenge: Challenge } | { readonly user: UserRecord };

/** What a session string says: whom it is for, and the password that was proven. */
interface ChallengeSession {
  readonly challenge: ChallengeName;
  readonly clientId: string;
  readonly username: string;
  /** Of the password that was proven: another one ends the session. */
  readonly salt: string;
  /** MFA_SETUP: the new authenticator app's secret. */
  readonly totpSecret?: string;
  /** MFA_SETUP: a code has proven the secret. */
  readonly isVerified?: boolean;
}

/** What the steps work with. */
export interface ChallengeStepsOptions {
  readonly pool: UserPool;
  readonly lockout: Lockout;
  readonly clock: Pick<Clock, "now">;
  readonly randomBytes: (count: number) => Buffer;
}

const challengeNames: readonly ChallengeName[] = ["NEW_PASSWORD_REQUIRED", "SOFTWARE_TOKEN_MFA", "MFA_SETUP"];
const attributePrefix = "userAttributes.";

/** The way from the right password to the tokens: a new password, a code, the set-up of an authenticator app. */
export class ChallengeSteps {
  private readonly sessions: SealedSessions<ChallengeSession>;

  constructor(private readonly options: ChallengeStepsOptions) {
    this.sessions = createSealedSessions(options);
  }

  /** The user has proven the password. @throws AwsError where the account is closed or the password too old */
  afterPassword(user: UserRecord, client: UserPoolClientModel): Step {
    if (!user.enabled) throw notAuthorized("User is disabled.");
    if (user.status === "RESET_REQUIRED") throw passwordResetRequired();
    if (user.status === "CONFIRMED") return this.afterNewPassword(user, client);
    if ((user.password.expiresAt ?? Infinity) <= this.options.clock.now()) {
      throw notAuthorized("Temporary password has expired and must be reset by an administrator.");
    }
    return this.ask("NEW_PASSWORD_REQUIRED", user, client, {
      requiredAttributes: "[]",
      userAttributes: JSON.stringify(user.attributes),
    });
  }

  /** Answers a challenge. @throws AwsError as RespondToAuthChallenge does */
  async respond(
    challengeName: string,
    client: UserPoolClientModel,
    responses: Readonly<Record<string, string>>,
    sessionText: string | undefined,
  ): Promise<Step> {
    const name = challengeNames.find((known) => known === challengeName);
    if (name === undefined) {
      throw invalidParameter(
        `The sandbox never asks ${challengeName.slice(0, 100)}; it asks PASSWORD_VERIFIER, ${challengeNames.join(", ")}.`,
      );
    }
    if (sessionText === undefined) throw invalidParameter("Missing required parameter Session");
    const session = this.open(sessionText, name);
    const user = this.userOf(session.content);
    const claimed = this.options.pool.find(requiredParameter(responses, "USERNAME"));
    if (session.content.clientId !== client.clientId || claimed?.username !== user.username) {
      throw notAuthorized("Invalid session for the user.");
    }
    switch (name) {
      case "NEW_PASSWORD_REQUIRED":
        return this.setPassword(user, client, responses, session);
      case "SOFTWARE_TOKEN_MFA":
        return this.checkCode(user, responses, session);
      case "MFA_SETUP":
        if (session.content.isVerified !== true) {
          throw invalidParameter("User has not verified software token mfa");
        }
        session.spend();
        return this.signedIn(user);
    }
  }

  /** AssociateSoftwareToken during sign-in. */
  beginSetUp(sessionText: string): { readonly SecretCode: string; readonly Session: string } {
    const session = this.open(sessionText, "MFA_SETUP");
    this.userOf(session.content);
    session.spend();
    const totpSecret = createTotpSecret(this.options.randomBytes);
    return { SecretCode: totpSecret, Session: this.seal({ ...session.content, totpSecret }) };
  }

  /** VerifySoftwareToken during sign-in. @throws AwsError EnableSoftwareTokenMFAException for a wrong code */
  async finishSetUp(
    sessionText: string,
    code: string,
  ): Promise<{ readonly Status: "SUCCESS"; readonly Session: string }> {
    const { pool, lockout, clock } = this.options;
    const session = this.open(sessionText, "MFA_SETUP");
    const { totpSecret } = session.content;
    const user = this.userOf(session.content);
    if (totpSecret === undefined) throw softwareTokenNotFound();
    lockout.check(user.username);
    const totp = takeCode({ secret: totpSecret, lastStep: -1 }, code, clock.now());
    if (totp === undefined) {
      await lockout.fail(user.username);
      throw codeMismatchAtSetUp();
    }
    session.spend();
    await pool.update(user.username, (now) => ({ ...now, totp, totpEnabled: true, totpPreferred: true }));
    return { Status: "SUCCESS", Session: this.seal({ ...session.content, isVerified: true }) };
  }

  private async setPassword(
    user: UserRecord,
    client: UserPoolClientModel,
    responses: Readonly<Record<string, string>>,
    session: OpenSession<ChallengeSession>,
  ): Promise<Step> {
    const { pool } = this.options;
    const password = pool.chosenPassword(user.username, requiredParameter(responses, "NEW_PASSWORD"));
    const attributes = readAttributes(
      Object.entries(responses)
        .filter(([name]) => name.startsWith(attributePrefix))
        .map(([name, Value]) => ({ Name: name.slice(attributePrefix.length), Value })),
    );
    for (const name of ["email", "email_verified"]) {
      if (name in attributes) throw invalidParameter("Cannot modify an already provided email");
    }
    session.spend();
    const next = await pool.update(user.username, (now) => ({
      ...now,
      password,
      status: "CONFIRMED",
      attributes: { ...now.attributes, ...attributes },
    }));
    return this.afterNewPassword(next, client);
  }

  private afterNewPassword(user: UserRecord, client: UserPoolClientModel): Step {
    const { pool } = this.options;
    if (pool.asksForCode(user)) return this.ask("SOFTWARE_TOKEN_MFA", user, client, {});
    if (pool.model.mfa !== "ON") return this.signedIn(user);
    return this.ask("MFA_SETUP", user, client, { MFAS_CAN_SETUP: JSON.stringify(["SOFTWARE_TOKEN_MFA"]) });
  }

  private async checkCode(
    user: UserRecord,
    responses: Readonly<Record<string, string>>,
    session: OpenSession<ChallengeSession>,
  ): Promise<Step> {
    const { pool, lockout, clock } = this.options;
    const code = requiredParameter(responses, "SOFTWARE_TOKEN_MFA_CODE");
    if (user.totp === undefined) throw softwareTokenNotFound();
    lockout.check(user.username);
    const totp = takeCode(user.totp, code, clock.now());
    if (totp === undefined) {
      await lockout.fail(user.username);
      throw new AwsError("CodeMismatchException", "Invalid code received for user");
    }
    session.spend();
    return this.signedIn(await pool.update(user.username, (now) => ({ ...now, totp })));
  }

  /** Only here is the count of failures forgotten: who knows the password alone must not guess codes for ever. */
  private signedIn(user: UserRecord): Step {
    this.options.lockout.clear(user.username);
    return { user };
  }

  private ask(
    challenge: ChallengeName,
    user: UserRecord,
    client: UserPoolClientModel,
    parameters: Readonly<Record<string, string>>,
  ): Step {
    const { username, password } = user;
    const session = { challenge, clientId: client.clientId, username, salt: password.salt };
    return {
      challenge: {
        ChallengeName: challenge,
        ChallengeParameters: { USER_ID_FOR_SRP: username, ...parameters },
        Session: this.seal(session),
      },
    };
  }

  private seal(session: ChallengeSession): string {
    return `${sessionPrefix(this.options.pool.id)}${this.sessions.seal(session).toString("base64url")}`;
  }

  private open(sessionText: string, challenge: ChallengeName): OpenSession<ChallengeSession> {
    const sealed = sessionText.slice(sessionPrefix(this.options.pool.id).length);
    const session = this.sessions.open(Buffer.from(sealed, "base64url"));
    if (session.content.challenge !== challenge) throw notAuthorized("Invalid session for the user.");
    return session;
  }

  /** The user of a session, as long as nothing has made it void. */
  private userOf({ username, salt }: ChallengeSession): UserRecord {
    const user = this.options.pool.find(username);
    if (user === undefined || user.password.salt !== salt) throw notAuthorized("Invalid session for the user.");
    if (!user.enabled) throw notAuthorized("User is disabled.");
    return user;
  }
}

/** What the session strings of a pool begin with: some operations are given a session and nothing else. */
export function sessionPrefix(userPoolId: string): string {
  return `${Buffer.from(userPoolId).toString("base64url")}.`;
}

/** The error for a user without an authenticator app. */
export function softwareTokenNotFound(): AwsError {
  return new AwsError("SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.");
}

/** The error for a wrong code while an authenticator app is set up. */
export function codeMismatchAtSetUp(): AwsError {
  return new AwsError("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA");
}
