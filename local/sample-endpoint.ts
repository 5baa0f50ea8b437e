import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import { onTestFinished } from "vitest";
import { createAwsEndpoint } from "./aws-endpoint.js";
import type { AwsJsonService } from "./aws-json/aws-json-handler.js";
import { testServer } from "./aws-json/test-server.js";
import { createAccessKeyStore, type AccessKeyStore } from "./iam/access-key-store.js";
import { createRoleDirectory, type RoleDirectory } from "./iam/role-directory.js";
import { createSessionStore, type SessionStore } from "./iam/session-store.js";
import { manualClock, type ManualClock } from "./manual-clock.js";
import { memoryLog, type MemoryLog } from "./memory-log.js";
import { openObjectStore, type S3Store } from "./s3/object-store.js";
import type { S3Event } from "./s3/s3-event.js";
import type { BucketModel, PolicyStatementModel, RoleModel } from "./synth/backend-model.js";
import { temporaryDirectory } from "./temporary-directory.js";

/** Names of the sample endpoint. For tests only. */
export const sample = { accountId: "123456789012", region: "us-east-1", bucket: "lake", quietBucket: "quiet" } as const;

/** A bucket of the sample. */
export function sampleBucket(name: string, changes: Partial<BucketModel> = {}): BucketModel {
  const arn = `arn:aws:s3:::${name}`;
  return { name, arn, sendsEvents: true, expirations: [], path: `lake/${name}`, logicalId: name, ...changes };
}

/** A role of the sample. */
export function sampleRole(
  name: string,
  statements: readonly PolicyStatementModel[],
  trustedPrincipals: readonly string[] = [],
): RoleModel {
  const arn = `arn:aws:iam::${sample.accountId}:role/${name}`;
  return { name, arn, trustedPrincipals, statements, path: `auth/${name}`, logicalId: name };
}

/** An Allow statement. */
export function allow(actions: string, ...resources: readonly string[]): PolicyStatementModel {
  return { effect: "Allow", actions: [actions], resources };
}

/** Credentials as SDK clients take them. */
export interface SampleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Credentials that nobody knows: the administrator's. */
export const anyCredentials: SampleCredentials = { accessKeyId: "sandbox", secretAccessKey: "sandbox" };

/** A running endpoint of all AWS services. */
export interface SampleEndpoint {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  /** `<origin>/aws`. */
  readonly url: string;
  readonly objects: S3Store;
  /** What was put on the default bus. */
  readonly events: readonly S3Event[];
  readonly clock: ManualClock;
  readonly roles: RoleDirectory;
  readonly keys: AccessKeyStore;
  readonly sessions: SessionStore;
  readonly log: MemoryLog;
  readonly s3: (credentials?: SampleCredentials) => S3Client;
  readonly sts: (credentials?: SampleCredentials) => STSClient;
}

/** Options of the sample endpoint. */
export interface SampleEndpointOptions {
  readonly roles?: readonly RoleModel[];
  readonly services?: Readonly<Record<string, AwsJsonService>>;
  readonly directory?: string;
  readonly buckets?: readonly BucketModel[];
}

/** Starts an endpoint that ends with the test. Its clock stands at the machine's time: SDK clients sign with that. */
export async function sampleEndpoint(options: SampleEndpointOptions = {}): Promise<SampleEndpoint> {
  const directory = options.directory ?? (await temporaryDirectory());
  const clock = manualClock(Date.now());
  const log = memoryLog();
  const events: S3Event[] = [];
  const roles = createRoleDirectory(sample.accountId, options.roles ?? []);
  const keys = createAccessKeyStore(await mkdtemp(join(directory, "keys-")), randomBytes);
  const sessions = createSessionStore({ clock, randomBytes });
  const { accountId, region } = sample;
  const objects = await openObjectStore({
    directory,
    buckets: options.buckets ?? [sampleBucket(sample.bucket), sampleBucket(sample.quietBucket, { sendsEvents: false })],
    publish: async (event) => {
      events.push(event);
    },
    accountId,
    region,
    clock,
    newId: randomUUID,
    log,
  });
  onTestFinished(() => objects.dispose());
  const services = options.services ?? {};
  const endpoint = { mount: "/aws", services, objects, keys, sessions, roles, region, clock, newId: randomUUID, log };
  const origin = await testServer(createAwsEndpoint(endpoint));
  const url = `${origin}/aws`;
  const client = <Client extends { destroy(): void }>(made: Client): Client => {
    onTestFinished(() => {
      made.destroy();
    });
    return made;
  };
  return {
    origin,
    url,
    objects,
    events,
    clock,
    roles,
    keys,
    sessions,
    log,
    s3: (credentials) => client(new S3Client(clientOptions(url, credentials))),
    sts: (credentials) => client(new STSClient(clientOptions(url, credentials))),
  };
}

function clientOptions(endpoint: string, credentials: SampleCredentials = anyCredentials) {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    endpoint,
    region: sample.region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    maxAttempts: 1,
  };
}
