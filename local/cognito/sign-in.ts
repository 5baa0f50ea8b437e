import { AwsError } from "../aws-json/aws-error.js";
import type { Clock } from "../clock.js";
import type { UserPoolClientModel } from "../synth/backend-model.js";
import { invalidParameter, notAuthorized, requiredParameter } from "./cognito-input.js";
import type { Challenge, ChallengeSteps, Step } from "./challenge-steps.js";
import { createSealedSessions, type SealedSessions } from "./sealed-session.js";
import { beginExchange, isClaimProven, type SrpExchange } from "./srp.js";
import type { AuthenticationResult, TokenSessions } from "./token-sessions.js";
import type { SignInName, UserPool } from "./user-pool.js";
import type { Lockout } from "./lockout.js";

/** What InitiateAuth and RespondToAuthChallenge answer. */
export type SignInAnswer =
  Challenge | { readonly AuthenticationResult: AuthenticationResult; readonly ChallengeParameters: object };

/** What sign-in to a pool works with. */
export interface SignInOptions {
  readonly pool: UserPool;
  readonly tokens: TokenSessions;
  readonly steps: ChallengeSteps;
  readonly lockout: Lockout;
  readonly clock: Pick<Clock, "now">;
  readonly randomBytes: (count: number) => Buffer;
}

/** A sign-in of which the client has to prove that it knows the password. */
interface PasswordProof extends SrpExchange {
  readonly clientId: string;
  /** As typed at sign-in. */
  readonly name: string;
}

/** Flow as asked for, and what a client must allow for it: the present names, and those of old definitions. */
const flows: Readonly<Record<string, { readonly allowedBy: readonly string[]; readonly admin: boolean }>> = {
  USER_SRP_AUTH: { allowedBy: ["ALLOW_USER_SRP_AUTH"], admin: false },
  USER_PASSWORD_AUTH: { allowedBy: ["ALLOW_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH"], admin: false },
  ADMIN_USER_PASSWORD_AUTH: { allowedBy: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"], admin: true },
  ADMIN_NO_SRP_AUTH: { allowedBy: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"], admin: true },
  REFRESH_TOKEN_AUTH: { allowedBy: ["ALLOW_REFRESH_TOKEN_AUTH"], admin: false },
  REFRESH_TOKEN: { allowedBy: ["ALLOW_REFRESH_TOKEN_AUTH"], admin: false },
  USER_AUTH: { allowedBy: ["ALLOW_USER_AUTH"], admin: false },
  CUSTOM_AUTH: { allowedBy: ["ALLOW_CUSTOM_AUTH", "CUSTOM_AUTH_FLOW_ONLY"], admin: false },
};
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html: ExplicitAuthFlows. */
const allowedByDefault = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];

/** Signs users of one pool in. */
export class SignIn {
  private readonly proofs: SealedSessions<PasswordProof>;

  constructor(private readonly options: SignInOptions) {
    this.proofs = createSealedSessions(options);
  }

  /**
   * InitiateAuth and AdminInitiateAuth.
   * @param byAdministrator the request was signed
   * @throws AwsError as the service does
   */
  async initiate(
    flow: string,
    client: UserPoolClientModel,
    parameters: Readonly<Record<string, string>>,
    byAdministrator: boolean,
  ): Promise<SignInAnswer> {
    checkFlow(flow, client, byAdministrator);
    switch (flow) {
      case "USER_SRP_AUTH":
        return this.beginPasswordProof(client, parameters);
      case "USER_PASSWORD_AUTH":
      case "ADMIN_USER_PASSWORD_AUTH":
      case "ADMIN_NO_SRP_AUTH":
        return this.takePassword(client, parameters);
      case "REFRESH_TOKEN_AUTH":
      case "REFRESH_TOKEN":
        return {
          AuthenticationResult: await this.options.tokens.refresh(
            requiredParameter(parameters, "REFRESH_TOKEN"),
            client,
          ),
          ChallengeParameters: {},
        };
      default:
        throw invalidParameter(`The sandbox cannot run the flow ${flow}. Sign in with USER_SRP_AUTH.`);
    }
  }

  /**
   * RespondToAuthChallenge and AdminRespondToAuthChallenge.
   * @throws AwsError as the service does
   */
  async respond(
    challengeName: string,
    client: UserPoolClientModel,
    responses: Readonly<Record<string, string>>,
    session: string | undefined,
  ): Promise<SignInAnswer> {
    const { steps, tokens } = this.options;
    const next =
      challengeName === "PASSWORD_VERIFIER"
        ? await this.takePasswordProof(client, responses)
        : await steps.respond(challengeName, client, responses, session);
    if ("challenge" in next) return next.challenge;
    return { AuthenticationResult: await tokens.begin(next.user, client), ChallengeParameters: {} };
  }

  private beginPasswordProof(client: UserPoolClientModel, parameters: Readonly<Record<string, string>>): Challenge {
    const name = requiredParameter(parameters, "USERNAME");
    const clientPublic = requiredParameter(parameters, "SRP_A");
    const { userId, verifier } = this.signInName(name, client);
    const exchange = beginExchange(clientPublic, verifier, this.options.randomBytes);
    if (exchange === undefined) {
      throw invalidParameter("SRP_A: expected a number in hexadecimal that is no multiple of the group's prime.");
    }
    return {
      ChallengeName: "PASSWORD_VERIFIER",
      ChallengeParameters: {
        SALT: verifier.salt,
        SECRET_BLOCK: this.proofs.seal({ ...exchange, clientId: client.clientId, name }).toString("base64"),
        SRP_B: exchange.serverPublic,
        USERNAME: userId,
        USER_ID_FOR_SRP: userId,
      },
    };
  }

  private async takePasswordProof(
    client: UserPoolClientModel,
    responses: Readonly<Record<string, string>>,
  ): Promise<Step> {
    const { pool, lockout, steps } = this.options;
    const username = requiredParameter(responses, "USERNAME");
    const secretBlock = Buffer.from(requiredParameter(responses, "PASSWORD_CLAIM_SECRET_BLOCK"), "base64");
    const timestamp = requiredParameter(responses, "TIMESTAMP");
    const signature = requiredParameter(responses, "PASSWORD_CLAIM_SIGNATURE");
    const session = this.proofs.open(secretBlock);
    const proof = session.content;
    const who = this.signInName(proof.name, client);
    if (proof.clientId !== client.clientId || this.signInName(username, client).userId !== who.userId) {
      throw incorrectPassword();
    }
    lockout.check(who.userId);
    // One guess for each exchange, right or wrong.
    session.spend();
    const claim = { secretBlock, timestamp, signature };
    if (!isClaimProven(pool.identity(who.userId), who.verifier, proof, claim) || who.user === undefined) {
      await lockout.fail(who.userId);
      throw incorrectPassword();
    }
    return steps.afterPassword(who.user, client);
  }

  private async takePassword(
    client: UserPoolClientModel,
    parameters: Readonly<Record<string, string>>,
  ): Promise<SignInAnswer> {
    const { pool, lockout, steps, tokens } = this.options;
    const who = this.signInName(requiredParameter(parameters, "USERNAME"), client);
    const password = requiredParameter(parameters, "PASSWORD");
    lockout.check(who.userId);
    if (!pool.isPassword(who, password) || who.user === undefined) {
      await lockout.fail(who.userId);
      throw incorrectPassword();
    }
    const next = steps.afterPassword(who.user, client);
    if ("challenge" in next) return next.challenge;
    return { AuthenticationResult: await tokens.begin(next.user, client), ChallengeParameters: {} };
  }

  private signInName(name: string, client: UserPoolClientModel): SignInName {
    const who = this.options.pool.signInName(name);
    if (who.user === undefined && !client.preventUserExistenceErrors) {
      throw new AwsError("UserNotFoundException", "User does not exist.");
    }
    return who;
  }
}

function checkFlow(flow: string, client: UserPoolClientModel, byAdministrator: boolean): void {
  const known = Object.hasOwn(flows, flow) ? flows[flow] : undefined;
  if (known === undefined) {
    throw invalidParameter(
      `1 validation error detected: Value '${flow.slice(0, 100)}' at 'authFlow' failed to satisfy constraint: ` +
        `Member must satisfy enum value set: [${Object.keys(flows).join(", ")}]`,
    );
  }
  const allowed = client.explicitAuthFlows.length === 0 ? allowedByDefault : client.explicitAuthFlows;
  if ((known.admin && !byAdministrator) || !known.allowedBy.some((name) => allowed.includes(name))) {
    throw invalidParameter(`${flow} flow not enabled for this client`);
  }
  if (flow.startsWith("REFRESH_TOKEN") && client.refreshTokenRotationGraceSeconds !== undefined) {
    throw invalidParameter(
      `${flow} flow not enabled for this client: its refresh tokens rotate. Use GetTokensFromRefreshToken.`,
    );
  }
}

/** The one answer to every wrong password, and to every user who does not exist. */
export function incorrectPassword(): AwsError {
  return notAuthorized("Incorrect username or password.");
}
