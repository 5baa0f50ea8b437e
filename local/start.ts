import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { airport } from "../amplify/airport.js";
import { createGraphqlHttpHandler } from "./appsync/http.js";
import { attachWebSocket } from "./appsync/realtime/web-socket-adapter.js";
import { awsMount, openAwsServices } from "./aws-services.js";
import { systemClock, type Clock } from "./clock.js";
import { disposeAll, type Disposable } from "./disposable.js";
import { refuseLockedStore } from "./dynamodb/prepare-store.js";
import type { EventBus } from "./event-bus/event-bus.js";
import type { BusEvent } from "./flight-events/bus-event.js";
import { startHeartbeats } from "./flight-events/heartbeats.js";
import type { Log } from "./log.js";
import { clientOutputs } from "./outputs/client-outputs.js";
import { localApiKey } from "./outputs/api-key.js";
import { heartbeatEveryMs, startSampleDay } from "./sample-day/start-sample-day.js";
import { fillEmptyLake } from "./sample-lake/fill-empty-lake.js";
import { ensureSampleUsers, type SampleUser } from "./sample-users.js";
import type { BackendModel } from "./synth/backend-model.js";
import { loadBackendModel } from "./synth/load-backend-model.js";
import { buildWebApp } from "./web-app/build.js";
import { openWebServer } from "./web-server.js";

/** What to start and where. */
export interface StartOptions {
  readonly projectDir: string;
  /** Folder with a built web app; left out: the one of `projectDir`, built where it has changed. */
  readonly webAppDir?: string;
  /** Everything that outlives the process lies below it. */
  readonly stateDir: string;
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
  /** Forget everything first: flights, events, users, lake, keys. The cached synthesis stays. */
  readonly reset: boolean;
  /** Publish the sample day and keep it going, heartbeats included. */
  readonly sampleDay: boolean;
  /** Publish heartbeats of the feed where there is no sample day. */
  readonly heartbeat: boolean;
  /** Fill an empty lake with the sample. */
  readonly sampleLake: boolean;
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
  /** Who can sign in from the start. */
  readonly users: readonly SampleUser[];
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
    options.webAppDir ?? buildWebApp(projectDir, options.log),
  ]);
  const urls = urlsAt(authorityOf(host, web.port));
  const apiKey = await localApiKey(stateDir, randomBytes);
  const services = await openAwsServices({
    model,
    stateDir,
    apiKey: { value: apiKey, expires: Math.floor(clock.now() / 1000) + apiKeyLifetime },
    endpoint: urls.aws,
    clock,
    log,
    own,
  });
  const { eventBus, objects, userPools } = services;
  own(
    attachWebSocket(services.hub, web.server, {
      paths: ["/graphql", "/graphql/realtime"],
      log,
      refuses: (request) => web.isForeign(request),
    }),
  );

  const outputsAt = ({ graphql, aws }: SandboxUrls) =>
    clientOutputs(model, {
      graphqlUrl: amplifyUrl(graphql),
      awsEndpoint: aws,
      apiKey,
      userPoolEndpoint: `${aws}/`,
    });
  const outputs = outputsAt(urls);
  const graphql = createGraphqlHttpHandler(services.api, options.log, randomUUID);
  web.serve({
    graphql: (request, response) => void graphql(request, response),
    aws: services.handle,
    jwks: (userPoolId) => userPools.jwks(userPoolId),
    // The sandbox is for each client what that client calls it: localhost, a forwarded port, an address in the LAN.
    outputs: (authority) => outputsAt(urlsAt(authority)),
    webAppDir,
  });
  services.start();

  const [pool] = model.userPools;
  const users = pool === undefined ? [] : await ensureSampleUsers(userPools, pool);
  const [lakeBucket] = lakeBuckets(model);
  if (options.sampleLake && lakeBucket !== undefined) {
    const markerFile = join(stateDir, "sample-lake");
    await fillEmptyLake({ objects, bucketName: lakeBucket, markerFile });
  }
  const publish = (events: readonly BusEvent[]) => putBusEvents(eventBus, outputs.custom.local.eventBusName, events);
  if (options.sampleDay) {
    const day = own(
      startSampleDay({
        publish,
        airport,
        clock,
        cursorFile: join(stateDir, "sample-day.json"),
        log: options.log,
      }),
    );
    await day.ready;
  } else if (options.heartbeat) {
    own(
      startHeartbeats({
        send: (heartbeat) => publish([heartbeat]),
        onFailure: (error) => {
          options.log(`A heartbeat could not be published: ${error instanceof Error ? error.message : String(error)}`);
        },
        clock,
        everyMs: heartbeatEveryMs,
      }),
    );
  }
  return { outputs, urls, users, dispose: () => disposeAll(started) };
}

/** Names of the buckets that tables of the lake lie in. */
function lakeBuckets({ lake }: BackendModel): readonly string[] {
  return [...new Set(lake.tables.map(({ location }) => new URL(location).hostname))];
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
    aws: `http://${authority}${awsMount}`,
  };
}
