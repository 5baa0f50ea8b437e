import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { createRealtime } from "../../local/appsync/realtime/realtime-hub.js";
import { attachWebSocket } from "../../local/appsync/realtime/web-socket-adapter.js";
import type { SubscriptionPlanner } from "../../local/appsync/subscription-plan.js";
import { systemClock } from "../../local/clock.js";
import { boardFilter, boardPasses } from "./board-filter.js";
import { Channel } from "./channel.js";
import type { Speech } from "./displays.js";
import { boardSchema, project, statusUpdate } from "./status-update.js";

/** A server that sends status updates to all its displays. */
export interface Contestant {
  readonly name: string;
  readonly speech: Speech;
  readonly url: string;
  /** Displays that will receive what is published. */
  subscribers(): number;
  /** Bytes that all sockets together have still to send. */
  backlog(): number;
  /** Sends update number `number` to every display. */
  publish(number: number): void;
  close(): Promise<void>;
}

const mutation = "updateFlightStatus";

/** graphql-ws ends clients that do not answer its pings, and the benchmark's displays only count. */
const noPings = 0;

/** `ws` alone: one prepared message, sent to each client. */
export async function rawContestant(): Promise<Contestant> {
  const listener = await listen();
  const webSockets = new WebSocketServer({ server: listener.server, perMessageDeflate: false });
  const id = "00000000-0000-4000-8000-000000000000";
  return {
    ...listener,
    name: "ws, one prepared frame",
    speech: "raw",
    subscribers: () => webSockets.clients.size,
    publish(number) {
      const payload = project({ mutation, value: statusUpdate(number) });
      const frame = Buffer.from(JSON.stringify({ type: "data", id, payload }));
      for (const client of webSockets.clients) client.send(frame, { binary: false });
    },
  };
}

/** graphql-ws over the same schema; with `filtered`, every subscription has a filter of its own. */
export async function graphqlWsContestant(filtered: boolean): Promise<Contestant> {
  const listener = await listen();
  const webSockets = new WebSocketServer({ server: listener.server, perMessageDeflate: false });
  const channel = new Channel<{ readonly onFlightStatusUpdate: Readonly<Record<string, unknown>> }>();
  const subscribe = (): AsyncIterableIterator<unknown> => {
    const passes = filtered ? boardPasses(channel.size) : () => true;
    return channel.subscribe((event) => passes(event.onFlightStatusUpdate));
  };
  useServer({ schema: boardSchema, roots: { subscription: { onFlightStatusUpdate: subscribe } } }, webSockets, noPings);
  return {
    ...listener,
    name: filtered ? "graphql-ws, a filter each" : "graphql-ws",
    speech: "graphql-ws",
    subscribers: () => channel.size,
    publish(number) {
      channel.publish({ onFlightStatusUpdate: statusUpdate(number) });
    },
  };
}

/** The sandbox's own real-time side; with `filtered`, every subscription has a filter of its own. */
export async function ownContestant(filtered: boolean): Promise<Contestant> {
  const listener = await listen();
  let planned = 0;
  const planner: SubscriptionPlanner = {
    authorize: () => Promise.resolve({ mode: "API_KEY", identity: null, groups: [], roleArn: undefined }),
    plan: ({ query }) => {
      planned += 1;
      return Promise.resolve({
        fieldName: "onFlightStatusUpdate",
        mutations: [mutation],
        arguments: {},
        filter: filtered ? boardFilter(planned) : undefined,
        invalidationFilter: undefined,
        groupKey: query,
        project,
      });
    },
  };
  const log = { info: console.log, warn: console.warn, error: console.error };
  const hub = createRealtime({ planner, clock: systemClock, log });
  const door = attachWebSocket(hub, listener.server, { paths: ["/graphql"], log });
  return {
    ...listener,
    name: filtered ? "Airside, a filter each" : "Airside",
    speech: "appsync",
    subscribers: () => hub.stats().subscriptions,
    publish(number) {
      hub.publish({ mutation, value: statusUpdate(number) });
    },
    async close() {
      await hub.dispose();
      await Promise.all([listener.close(), door.dispose()]);
    },
  };
}

async function listen(): Promise<Pick<Contestant, "url" | "backlog" | "close"> & { server: Server }> {
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  return {
    server,
    url: `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}/graphql`,
    backlog() {
      let bytes = 0;
      for (const socket of sockets) bytes += socket.writableLength;
      return bytes;
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          if (error === undefined) resolve();
          else reject(error);
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}
