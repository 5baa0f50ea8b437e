import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { createGraphqlApi, type GraphqlApi } from "./appsync/graphql-api.js";
import { createRealtime, type RealtimeHub } from "./appsync/realtime/realtime-hub.js";
import { createAwsEndpoint } from "./aws-endpoint.js";
import { dynamoDbProxy } from "./aws-json/dynamo-db-proxy.js";
import type { Clock } from "./clock.js";
import { loadSigningKey } from "./cognito/signing-key.js";
import { createTokenVerifier } from "./cognito/token-verifier.js";
import { openUserPools, type UserPools } from "./cognito/user-pools.js";
import type { Disposable } from "./disposable.js";
import { dynamoDbClient, startDynamoDb } from "./dynamodb/dynamo-db.js";
import { appSyncTarget } from "./event-bus/appsync-target.js";
import { createEventBus, type EventBus } from "./event-bus/event-bus.js";
import { lambdaTarget } from "./event-bus/lambda-target.js";
import type { ServiceEvent } from "./event-bus/service-event.js";
import { routeTargets } from "./event-bus/target-router.js";
import { createAccessKeyStore } from "./iam/access-key-store.js";
import { createRoleDirectory } from "./iam/role-directory.js";
import { createSessionStore } from "./iam/session-store.js";
import { openLake } from "./lake/lake.js";
import { createLambda } from "./lambda/lambda.js";
import type { Log } from "./log.js";
import { openObjectStore, type ObjectStore } from "./s3/object-store.js";
import { createSqs } from "./sqs/sqs.js";
import type { BackendModel } from "./synth/backend-model.js";
import type { Handler } from "./web-server.js";

/** What the services of a definition run with. */
export interface AwsServicesOptions {
  readonly model: BackendModel;
  /** Each service keeps its own folder or file in it. */
  readonly stateDir: string;
  /** In force from now on. */
  readonly apiKey: { readonly value: string; readonly expires: number };
  /** Where `handle` will answer on this machine: `http://127.0.0.1:4300/aws`. */
  readonly endpoint: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Takes note of each part as it starts, so that a failure half way leaves nothing running. */
  readonly own: <Part extends Disposable>(part: Part) => Part;
}

/** The AWS services of a definition, running. */
export interface AwsServices {
  readonly api: GraphqlApi;
  readonly hub: RealtimeHub;
  readonly eventBus: EventBus;
  readonly objects: ObjectStore;
  readonly userPools: UserPools;
  /** Everything at and below `/aws`. */
  readonly handle: Handler;
  /** Lets functions run. To be called when `endpoint` answers: they call the services there. */
  start(): void;
}

/** Path that `handle` is mounted at. */
export const awsMount = "/aws";

/**
 * Starts one simulator for each service of the definition and connects them.
 *
 * @throws what a simulator says of a definition that it cannot run, or of a state that it cannot read
 */
export async function openAwsServices(options: AwsServicesOptions): Promise<AwsServices> {
  const { model, stateDir, clock, log, own } = options;
  const { accountId, region } = model;
  const place = { accountId, region, clock, newId: randomUUID, log };
  const tell = (line: string): void => {
    log.info(line);
  };
  const directoryOf = (service: string): string => join(stateDir, service);

  const tables = own(await startDynamoDb({ directory: directoryOf("dynamodb"), tables: model.tables, log: tell }));
  const dynamoDb = dynamoDbClient(tables.endpoint);
  own({ dispose: async () => dynamoDb.destroy() });

  const roles = createRoleDirectory(accountId, model.roles);
  const keys = createAccessKeyStore(stateDir, randomBytes);
  // So that a person can call the IAM-only mutations: the key is in the state directory from the first start.
  keys.forRole(roles.administrator.arn);
  const sessions = createSessionStore({ clock, randomBytes });
  const signingKey = loadSigningKey(stateDir);
  const userPools = own(
    await openUserPools({
      ...place,
      userPools: model.userPools,
      signingKey,
      directory: directoryOf("cognito"),
      randomBytes,
    }),
  );

  const sqs = own(await createSqs({ ...place, queues: model.queues, directory: directoryOf("sqs") }));
  const lambda = own(
    await createLambda({
      ...place,
      functions: model.functions,
      roles,
      sessions,
      directory: directoryOf("lambda"),
      endpoint: () => options.endpoint,
      deadLetter: (queueArn, body, attributes) => sqs.send(queueArn, body, attributes),
    }),
  );
  // The hub asks the API to plan and the API tells the hub of its mutations: the hub is there first, and asks later.
  const hub = own(
    createRealtime({
      planner: {
        authorize: (...request) => api.planner.authorize(...request),
        plan: (...request) => api.planner.plan(...request),
      },
      clock,
      log,
    }),
  );
  const api = createGraphqlApi({
    model,
    apiKeys: [options.apiKey],
    dynamoDb,
    lambda,
    tokenVerifier: createTokenVerifier(model.userPools, [signingKey.publicKey], clock),
    iam: { keys, roles },
    sink: hub,
    clock,
    runtime: { now: () => clock.now(), random: Math.random, randomBytes, log: tell },
    log: tell,
  });

  const eventBus = own(
    await createEventBus({
      ...place,
      buses: model.eventBuses,
      rules: model.rules,
      directory: directoryOf("event-bus"),
      random: Math.random,
      deliver: routeTargets({ appSync: appSyncTarget(api, model.graphqlApi.arn), lambda: lambdaTarget(lambda) }),
      deadLetter: (queueArn, body, attributes) => sqs.send(queueArn, body, attributes),
    }),
  );
  const publish = (event: ServiceEvent): Promise<void> => eventBus.publish(event);
  const objects = own(
    await openObjectStore({ ...place, buckets: model.buckets, publish, directory: directoryOf("s3") }),
  );
  const lake = own(
    await openLake({
      ...place,
      model: model.lake,
      objects,
      roles,
      readerArns: model.userPools.flatMap(({ groups }) => groups.flatMap(({ roleArn }) => roleArn ?? [])),
      publish,
      directory: directoryOf("lake"),
    }),
  );

  // Ended before what functions call: one that is cut off in the middle of a call would have failed.
  own({ dispose: () => lambda.dispose() });

  const handle = createAwsEndpoint({
    ...place,
    mount: awsMount,
    services: {
      AWSEvents: eventBus.service,
      AWSGlue: lake.glue,
      AWSCognitoIdentityProviderService: userPools.service,
      AmazonAthena: lake.athena,
      AmazonSQS: sqs.service,
      DynamoDB_20120810: own(dynamoDbProxy(tables.endpoint, log)),
    },
    objects,
    keys,
    sessions,
    roles,
  });
  return {
    api,
    hub,
    eventBus,
    objects,
    userPools,
    handle,
    start() {
      lambda.start();
    },
  };
}
