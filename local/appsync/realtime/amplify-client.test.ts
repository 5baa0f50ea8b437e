import { Amplify } from "aws-amplify";
import { CONNECTION_STATE_CHANGE, ConnectionState, generateClient } from "aws-amplify/api";
import { Hub } from "aws-amplify/utils";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { flightPlanner, testKey } from "./flight-planner.js";
import { startTestServer, type TestServer } from "./test-server.js";

// Node has no WebSocket of its own before 22; the client looks for the browser's.
Object.assign(globalThis, { WebSocket });

let served: TestServer;
let authorized: number;

beforeEach(async () => {
  authorized = 0;
  const planner = flightPlanner();
  served = await startTestServer({
    planner: {
      ...planner,
      authorize: (authorization) => {
        authorized += 1;
        return planner.authorize(authorization);
      },
    },
  });
});

afterEach(async () => {
  await served.dispose();
});

function configure(apiKey: string): void {
  // amplify-js turns http:// into wss:// for hosts that are not AppSync's, but only in lower case.
  const endpoint = `HTTP://127.0.0.1:${String(served.port)}/graphql`;
  Amplify.configure({ API: { GraphQL: { endpoint, region: "us-east-1", defaultAuthMode: "apiKey", apiKey } } });
}

interface Message {
  readonly data: unknown;
}

/** What `client.graphql` answers for a subscription document. */
interface Subscribable {
  subscribe(observer: { next: (message: Message) => void; error: (error: unknown) => void }): {
    unsubscribe(): void;
  };
}

function subscription(query: string): Subscribable {
  return generateClient().graphql({ query }) as unknown as Subscribable;
}

/** Settles when the client says that it is connected. */
function connected(): Promise<void> {
  return new Promise((resolve) => {
    const stop = Hub.listen("api", ({ payload }) => {
      const { connectionState } = (payload.data ?? {}) as { connectionState?: ConnectionState };
      if (payload.event !== CONNECTION_STATE_CHANGE || connectionState !== ConnectionState.Connected) return;
      stop();
      resolve();
    });
  });
}

describe("the unmodified aws-amplify client", () => {
  test("connects, subscribes, receives and unsubscribes", async () => {
    configure(testKey);
    const ready = connected();
    const closed = new Promise<void>((resolve) => {
      served.server.once("connection", (socket) =>
        socket.once("close", () => {
          resolve();
        }),
      );
    });
    const received: Message[] = [];
    let wake = (): void => undefined;
    const running = subscription('subscription { onMove(carrier: "JK") { num } }').subscribe({
      next: (message) => {
        received.push(message);
        wake();
      },
      error: (error) => received.push({ data: error }),
    });
    await ready;
    const second = new Promise<void>((resolve) => {
      wake = () => {
        if (received.length === 2) resolve();
      };
    });
    for (const [carrier, num] of [
      ["JK", 1],
      ["AA", 2],
      ["JK", 3],
    ] as const) {
      served.hub.publish({ mutation: "moveFlight", value: { __typename: "Flight", carrier, num } });
    }
    await second;
    expect(received.map(({ data }) => data)).toEqual([{ onMove: { num: 1 } }, { onMove: { num: 3 } }]);
    running.unsubscribe();
    // RT26: the client closes the socket itself, a second after its last subscription.
    await closed;
    expect(served.hub.stats()).toMatchObject({ connections: 0, subscriptions: 0 });
    expect(served.lines).toEqual([]);
  });

  test("RT30 takes a refusal for final and does not try again", async () => {
    configure("da2-wrong");
    const error = await new Promise<unknown>((resolve) => {
      subscription("subscription { onMove { num } }").subscribe({ next: () => undefined, error: resolve });
    });
    expect(JSON.stringify(error)).toContain("UnauthorizedException");
    expect(authorized).toBe(1);
  });
});
