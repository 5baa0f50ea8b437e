import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { AdminSetUserPasswordCommand, CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { onTestFinished } from "vitest";
import { createAwsJsonHandler } from "../aws-json/aws-json-handler.js";
import { testServer } from "../aws-json/test-server.js";
import { anyCaller } from "../iam/any-caller.js";
import type { CallerFinder } from "../iam/caller.js";
import { manualClock, type ManualClock } from "../manual-clock.js";
import { memoryLog, type MemoryLog } from "../memory-log.js";
import type { UserPoolClientModel, UserPoolModel } from "../synth/backend-model.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { sampleClient, sampleUserPool } from "./sample-user-pool.js";
import { signingKey, type SigningKey } from "./signing-key.js";
import { openUserPools, type UserPools } from "./user-pools.js";

/** Signs the tokens of all tests in this process. */
export const testSigningKey: SigningKey = signingKey(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey);

/** User pools behind an HTTP server until the test is over. */
export interface PoolServer {
  readonly url: string;
  readonly pools: UserPools;
  readonly clock: ManualClock;
  readonly log: MemoryLog;
  /** The SDK's own client. Its signature is the administrator's unless `callers` says otherwise. */
  readonly client: CognitoIdentityProviderClient;
  /** Makes a user with a password of the user's own. */
  readonly addUser: (email: string, password: string, groups?: readonly string[]) => Promise<void>;
}

/** What a test wants other than the sample. */
export interface PoolServerOptions {
  readonly pool?: Partial<UserPoolModel>;
  readonly appClient?: Partial<UserPoolClientModel>;
  readonly callers?: CallerFinder;
  readonly directory?: string;
  /** Milliseconds since 1970. */
  readonly now?: number;
}

/** Starts one. For tests only. */
export async function startPoolServer(options: PoolServerOptions = {}): Promise<PoolServer> {
  const model: UserPoolModel = {
    ...sampleUserPool,
    clients: [{ ...sampleClient, ...options.appClient }],
    ...options.pool,
  };
  const clock = manualClock(options.now ?? Date.now());
  const log = memoryLog();
  const pools = await openUserPools({
    userPools: [model],
    region: "us-east-1",
    signingKey: testSigningKey,
    directory: options.directory ?? (await temporaryDirectory()),
    clock,
    newId: randomUUID,
    randomBytes,
    log,
  });
  const handler = createAwsJsonHandler({
    services: { AWSCognitoIdentityProviderService: pools.service },
    callers: options.callers ?? anyCaller(),
    log,
  });
  const url = `${await testServer(handler)}/aws/`;
  const client = new CognitoIdentityProviderClient({
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "sandbox", secretAccessKey: "sandbox" },
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await pools.dispose();
  });
  return {
    url,
    pools,
    clock,
    log,
    client,
    async addUser(email, password, groups = []) {
      await pools.ensureUser(model.userPoolId, email, groups);
      await client.send(
        new AdminSetUserPasswordCommand({
          UserPoolId: model.userPoolId,
          Username: email,
          Password: password,
          Permanent: true,
        }),
      );
    },
  };
}
