import { decomposeUnverifiedJwt } from "aws-jwt-verify/jwt";
import { AwsError } from "../aws-json/aws-error.js";
import type { Clock } from "../clock.js";
import type { Log } from "../log.js";
import type { UserPoolClientModel, UserPoolModel } from "../synth/backend-model.js";
import { ChallengeSteps, sessionPrefix } from "./challenge-steps.js";
import { notAuthorized } from "./cognito-input.js";
import { createLockout, type Lockout } from "./lockout.js";
import { createRecoveryCodes, type RecoveryCodes } from "./recovery-codes.js";
import { SignIn } from "./sign-in.js";
import type { SigningKey } from "./signing-key.js";
import { createTokenIssuer } from "./token-issuer.js";
import { TokenSessions } from "./token-sessions.js";
import { createTokenVerifier } from "./token-verifier.js";
import { UserPool } from "./user-pool.js";
import type { UserRecord } from "./user-record.js";
import type { UserStore } from "./user-store.js";

/** Everything that operations on one pool work with. */
export interface PoolServices {
  readonly pool: UserPool;
  readonly tokens: TokenSessions;
  readonly steps: ChallengeSteps;
  readonly signIn: SignIn;
  readonly lockout: Lockout;
  readonly codes: RecoveryCodes;
}

/** What all pools share. */
export interface PoolServicesOptions {
  readonly region: string;
  readonly signingKey: SigningKey;
  readonly store: UserStore;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly randomBytes: (count: number) => Buffer;
  readonly log: Log;
}

/** The parts of one pool. */
export function createPoolServices(model: UserPoolModel, options: PoolServicesOptions): PoolServices {
  const { region, signingKey, clock, newId, randomBytes } = options;
  const pool = new UserPool({ ...options, model });
  const lockout = createLockout(clock, options.store.failures(pool.id));
  const issuer = createTokenIssuer({ region, userPoolId: pool.id, signingKey, clock, randomId: newId });
  const verifier = createTokenVerifier([model], [signingKey.publicKey], clock);
  const tokens = new TokenSessions({ pool, issuer, verifier, clock, newId, randomBytes });
  const steps = new ChallengeSteps({ pool, lockout, clock, randomBytes });
  const signIn = new SignIn({ pool, tokens, steps, lockout, clock, randomBytes });
  return { pool, tokens, steps, signIn, lockout, codes: createRecoveryCodes(clock, randomBytes) };
}

/** All pools of a backend, found by what requests name. */
export class PoolDirectory {
  constructor(readonly all: readonly PoolServices[]) {}

  /** @throws AwsError ResourceNotFoundException naming the pool */
  byId(userPoolId: string): PoolServices {
    const found = this.all.find(({ pool }) => pool.id === userPoolId);
    if (found !== undefined) return found;
    throw notFound(`User pool ${userPoolId} does not exist.`);
  }

  /** @throws AwsError ResourceNotFoundException naming the client */
  byClient(clientId: string): PoolServices & { readonly client: UserPoolClientModel } {
    for (const services of this.all) {
      const client = services.pool.client(clientId);
      if (client !== undefined) return { ...services, client };
    }
    throw notFound(`User pool client ${clientId} does not exist.`);
  }

  /** The pool that a session string is of; whether it is good is still to be seen. @throws AwsError NotAuthorizedException */
  bySession(session: string): PoolServices {
    const found = this.all.find(({ pool }) => session.startsWith(sessionPrefix(pool.id)));
    if (found === undefined) throw notAuthorized("Invalid session for the user.");
    return found;
  }

  /** The pool and user of a valid access token. @throws AwsError NotAuthorizedException, UserNotFoundException */
  byAccessToken(accessToken: string): PoolServices & { readonly user: UserRecord } {
    const issuer = issuerOf(accessToken);
    const services = this.all.find(({ pool }) => issuer?.endsWith(`/${pool.id}`) === true);
    if (services === undefined) throw notAuthorized("Invalid Access Token");
    return { ...services, user: services.tokens.userOf(accessToken) };
  }
}

function notFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message);
}

/** Who a token says it is from: nothing is proven by that, it only tells whose rules to check it by. */
function issuerOf(token: string): string | undefined {
  try {
    return decomposeUnverifiedJwt(token).payload.iss;
  } catch {
    // No token at all: it names nobody.
    return undefined;
  }
}
