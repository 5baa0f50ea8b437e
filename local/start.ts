import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { airport } from "../amplify/airport.js";
import { createGraphqlApi } from "./appsync/graphql-api.js";
import { createGraphqlHttpHandler } from "./appsync/http.js";
import { createRealtime } from "./appsync/realtime/realtime-hub.js";
import { attachWebSocket } from "./appsync/realtime/web-socket-adapter.js";
import { createAwsJsonHandler } from "./aws-json/aws-json-handler.js";
import { dynamoDbProxy } from "./aws-json/dynamo-db-proxy.js";
import { systemClock, type Clock } from "./clock.js";
import { loadSigningKey } from "./cognito/signing-key.js";
import { createTokenVerifier } from "./cognito/token-verifier.js";
import { disposeAll, type Disposable } from "./disposable.js";
import { dynamoDbClient, startDynamoDb } from "./dynamodb/dynamo-db.js";
import { refuseLockedStore } from "./dynamodb/prepare-store.js";
import { appSyncTarget } from "./event-bus/appsync-target.js";
import { createEventBus, type EventBus } from "./event-bus/event-bus.js";
import type { BusEvent } from "./flight-events/bus-event.js";
import { createAccessKeyStore } from "./iam/access-key-store.js";
import { createCallerFinder } from "./iam/caller-finder.js";
import { createRoleDirectory } from "./iam/role-directory.js";
import { createSessionStore } from "./iam/session-store.js";
import type { Log } from "./log.js";
import { clientOutputs } from "./outputs/client-outputs.js";
import { localApiKey } from "./outputs/api-key.js";
import { startSampleDay } from "./sample-day/start-sample-day.js";
import { createSqs } from "./sqs/sqs.js";
import { loadBackendModel } from "./synth/load-backend-model.js";
import { buildWebApp } from "./web-app/build.js";
import { openWebServer } from "./web-server.js";

/** What to start and where. */
export interface StartOptions {
  readonly projectDir: string;
  /** Everything that outlives the process lies below it. */
  readonly stateDir: string;
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** Forget all flights, events and keys first; the cached synthesis stays. */
  readonly reset: boolean;
  /** Publish the sample day and keep it going. */
  readonly sampleDay: boolean;
  readonly log: (line: string) => void;
  readonly clock?: Clock;
}

/** Where a running sandbox answers. */
export interface SandboxUrls {
  readonly app: string;
  readonly graphql: string;
  readonly realtime: string;
  readonly aws: string;
}

/** A running sandbox. */
export interface LocalSandbox extends Disposable {
  /** The content of /amplify_outputs.json. */
  readonly outputs: object;
  readonly urls: SandboxUrls;
}

/** How long the API key lives, seconds, counted from every start: a cached synthesis may be older than a year. */
const apiKeyLifetime = 365 * 24 * 3600;

/**
 * Synthesizes `amplify/` and runs what was synthesized, on one port: the composition of all simulators.
 *
 * @throws PortInUseError, and what the synthesis or a simulator says of a definition that it cannot run
 */
export async function startLocal(options: StartOptions): Promise<LocalSandbox> {
  const started: Disposable[] = [];
  try {
    return await compose(options, started);
  } catch (error) {
    await disposeAll(started);
    throw error;
  }
}

/** Starts part by part and notes each in `started`, so that a failure half way leaves nothing running. */
async function compose(options: StartOptions, started: Disposable[]): Promise<LocalSandbox> {
  const { projectDir, host } = options;
  const clock = options.clock ?? systemClock;
  const log: Log = { info: options.log, warn: options.log, error: options.log };
  const own = <Part extends Disposable>(part: Part): Part => {
    started.push(part);
    return part;
  };

  // The port first: one in use is known before anything takes time or touches the state.
  const web = own(await openWebServer(host, options.port));
  const stateDir = join(options.stateDir, "state");
  if (options.reset) {
    // Never under a sandbox that still runs on it.
    await refuseLockedStore(join(stateDir, "dynamodb"));
    await rm(stateDir, { recursive: true, force: true });
  }
  await mkdir(stateDir, { recursive: true });

  const [model, webAppDir] = await Promise.all([
    loadBackendModel({ projectDir, cacheDir: join(projectDir, ".airside"), log: options.log }),
    buildWebApp(projectDir, options.log),
  ]);
  const { accountId, region } = model;

  const tables = own(
    await startDynamoDb({ directory: join(stateDir, "dynamodb"), tables: model.tables, log: options.log }),
  );
  const dynamoDb = dynamoDbClient(tables.endpoint);
  own({ dispose: async () => dynamoDb.destroy() });

  const apiKey = await localApiKey(stateDir, randomBytes);
  const roles = createRoleDirectory(accountId, model.roles);
  const keys = createAccessKeyStore(stateDir, randomBytes);
  // So that a person can call the IAM-only mutations: the key is in the state directory from the first start.
  keys.forRole(roles.administrator.arn);
  const sessions = createSessionStore({ clock, randomBytes });
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
    apiKeys: [{ value: apiKey, expires: Math.floor(clock.now() / 1000) + apiKeyLifetime }],
    dynamoDb,
    tokenVerifier: createTokenVerifier(model.userPools, [loadSigningKey(stateDir).publicKey], clock),
    iam: { keys, roles },
    sink: hub,
    clock,
    runtime: { now: () => clock.now(), random: Math.random, randomBytes, log: options.log },
    log: options.log,
  });
  own(
    attachWebSocket(hub, web.server, {
      paths: ["/graphql", "/graphql/realtime"],
      log,
      refuses: (request) => web.isForeign(request),
    }),
  );

  const sqs = own(
    await createSqs({
      accountId,
      queues: model.queues,
      directory: join(stateDir, "sqs"),
      clock,
      newId: randomUUID,
      log,
    }),
  );
  const eventBus = own(
    await createEventBus({
      accountId,
      region,
      buses: model.eventBuses,
      rules: model.rules,
      directory: join(stateDir, "event-bus"),
      clock,
      random: Math.random,
      newId: randomUUID,
      deliver: appSyncTarget(api, model.graphqlApi.arn),
      deadLetter: (queueArn, body, attributes) => sqs.send(queueArn, body, attributes),
      log,
    }),
  );
  const dynamoDbService = own(dynamoDbProxy(tables.endpoint, log));

  const outputsAt = ({ graphql, aws }: SandboxUrls) =>
    clientOutputs(model, { graphqlUrl: amplifyUrl(graphql), awsEndpoint: aws, apiKey });
  const urls = urlsAt(authorityOf(host, web.port));
  const outputs = outputsAt(urls);
  const graphql = createGraphqlHttpHandler(api, options.log, randomUUID);
  web.serve({
    graphql: (request, response) => void graphql(request, response),
    awsJson: createAwsJsonHandler({
      services: { AWSEvents: eventBus.service, AmazonSQS: sqs.service, DynamoDB_20120810: dynamoDbService },
      callers: createCallerFinder({ keys, sessions, roles, region, clock }),
      log,
    }),
    // The sandbox is for each client what that client calls it: localhost, a forwarded port, an address in the LAN.
    outputs: (authority) => outputsAt(urlsAt(authority)),
    webAppDir,
  });

  if (options.sampleDay) {
    const day = own(
      startSampleDay({
        publish: (events) => putBusEvents(eventBus, outputs.custom.local.eventBusName, events),
        airport,
        clock,
        cursorFile: join(stateDir, "sample-day.json"),
        log: options.log,
      }),
    );
    await day.ready;
  }
  return { outputs, urls, dispose: () => disposeAll(started) };
}

/** Publishes by the bus's own front door. @throws Error with what the bus refused */
async function putBusEvents(eventBus: EventBus, eventBusName: string, events: readonly BusEvent[]): Promise<void> {
  const results = await eventBus.putEvents(
    events.map((event) => ({
      EventBusName: eventBusName,
      Source: event.source,
      DetailType: event["detail-type"],
      Time: Date.parse(event.time) / 1000,
      Detail: JSON.stringify(event.detail),
    })),
  );
  for (const result of results) {
    if ("ErrorCode" in result) throw new Error(`${result.ErrorCode}: ${result.ErrorMessage}`);
  }
}

function authorityOf(host: string, port: number): string {
  // A wildcard address is one to listen on, not one to go to.
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/**
 * Amplify takes `http://` as AppSync's own and makes `wss://` of it; a scheme in capitals it leaves alone, and WebSocket
 * clients read it as `ws://` (Chrome 125, ws 8). So an unmodified aws-amplify works with these outputs as they are.
 */
function amplifyUrl(url: string): string {
  return url.replace(/^http:/, "HTTP:");
}

/** @param authority host and port */
function urlsAt(authority: string): SandboxUrls {
  return {
    app: `http://${authority}`,
    graphql: `http://${authority}/graphql`,
    realtime: `ws://${authority}/graphql/realtime`,
    aws: `http://${authority}/aws`,
  };
}
