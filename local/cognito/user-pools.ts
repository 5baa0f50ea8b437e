import type { AwsJsonService } from "../aws-json/aws-json-handler.js";
import type { Clock } from "../clock.js";
import type { Disposable } from "../disposable.js";
import type { Log } from "../log.js";
import type { UserPoolModel } from "../synth/backend-model.js";
import { accountOperations } from "./account-operations.js";
import { adminPoolOperations } from "./admin-pool-operations.js";
import { adminUserOperations } from "./admin-user-operations.js";
import { oneTimePassword } from "./password-policy.js";
import { recoveryOperations } from "./password-recovery.js";
import { createPoolServices, PoolDirectory } from "./pool-services.js";
import { missingUserOperations, signInOperations } from "./sign-in-operations.js";
import type { SigningKey } from "./signing-key.js";
import { openUserStore } from "./user-store.js";

/** What the user pools of a backend are made from. */
export interface UserPoolsOptions {
  readonly userPools: readonly UserPoolModel[];
  readonly region: string;
  readonly signingKey: SigningKey;
  /** Where users lie; made where it is missing, for its owner alone. */
  readonly directory: string;
  readonly clock: Clock;
  /** Gives UUIDs. */
  readonly newId: () => string;
  /** A source for secrets. */
  readonly randomBytes: (count: number) => Buffer;
  /** Receives what would be an e-mail: codes, one-time passwords. */
  readonly log: Log;
}

/** Cognito user pools. */
export interface UserPools extends Disposable {
  /** For the AWS JSON handler, under `AWSCognitoIdentityProviderService`. */
  readonly service: AwsJsonService;
  /** The JSON Web Key Set (RFC 7517) at `/<userPoolId>/.well-known/jwks.json`; undefined for a pool that is none. */
  jwks(userPoolId: string): object | undefined;
  /**
   * Makes a user, with groups, where there is none. A user who has not chosen a password yet gets another one-time
   * password, any other is left alone.
   *
   * @returns the one-time password, or undefined for a user who has a password
   * @throws AwsError ResourceNotFoundException for a pool or group that the definition does not have
   */
  ensureUser(
    userPoolId: string,
    email: string,
    groups: readonly string[],
  ): Promise<{ readonly password: string | undefined }>;
}

/** Anybody may send a body here; the largest parameter of the API has 131,072 characters. */
const LARGEST_BODY_BYTES = 256 * 1024;

/** Opens the user pools of a definition with the users that are there. @throws where the directory cannot be used */
export async function openUserPools(options: UserPoolsOptions): Promise<UserPools> {
  const { userPools, signingKey, clock, randomBytes, log } = options;
  const store = await openUserStore(options);
  const pools = new PoolDirectory(userPools.map((model) => createPoolServices(model, { ...options, store })));
  const unsigned = {
    ...signInOperations(pools),
    ...accountOperations(pools, { clock, randomBytes, log }),
    ...recoveryOperations(pools, log),
    ...missingUserOperations(),
  };

  return {
    service: {
      operations: { ...unsigned, ...adminUserOperations(pools, { randomBytes, log }), ...adminPoolOperations(pools) },
      unsigned: new Set(Object.keys(unsigned)),
      largestBody: LARGEST_BODY_BYTES,
    },

    jwks: (userPoolId) =>
      userPools.some((model) => model.userPoolId === userPoolId) ? { keys: [signingKey.publicKey] } : undefined,

    async ensureUser(userPoolId, email, groups) {
      const { pool, lockout } = pools.byId(userPoolId);
      for (const name of groups) pool.group(name);
      const existing = pool.find(email);
      if (existing !== undefined && existing.status !== "FORCE_CHANGE_PASSWORD") return { password: undefined };
      const password = oneTimePassword(pool.model.passwordPolicy, randomBytes);
      if (existing === undefined) {
        await pool.create(email, { email, email_verified: "true" }, password, groups);
      } else {
        lockout.clear(existing.username);
        const temporary = pool.temporaryPassword(existing.username, password);
        await pool.update(existing.username, (user) => ({ ...user, password: temporary }));
      }
      return { password };
    },

    dispose: () => store.dispose(),
  };
}
