import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../clock.js";
import { systemClock } from "../../clock.js";
import type { SubscriptionPlanner } from "../subscription-plan.js";
import type { RealtimeLimits } from "./limits.js";
import { createRealtime, type RealtimeHub } from "./realtime-hub.js";
import { attachWebSocket } from "./web-socket-adapter.js";

/** A hub behind a real HTTP server on a free port of the loopback. */
export interface TestServer {
  readonly hub: RealtimeHub;
  readonly server: Server;
  readonly port: number;
  /** What the hub said, line by line. */
  readonly lines: readonly string[];
  dispose(): Promise<void>;
}

/** Starts a hub with both paths of RT01. */
export async function startTestServer(options: {
  readonly planner: SubscriptionPlanner;
  readonly clock?: Clock;
  readonly limits?: Partial<RealtimeLimits>;
  readonly refuses?: (request: IncomingMessage) => boolean;
}): Promise<TestServer> {
  const { planner, clock = systemClock, limits = {}, refuses = () => false } = options;
  const lines: string[] = [];
  const log = {
    info: (line: string) => lines.push(line),
    warn: (line: string) => lines.push(line),
    error: (line: string) => lines.push(line),
  };
  const hub = createRealtime({ planner, clock, limits, log });
  const server = createServer((_, response) => response.writeHead(404).end());
  const door = attachWebSocket(hub, server, { paths: ["/graphql", "/graphql/realtime"], log, refuses });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    hub,
    server,
    port: (server.address() as AddressInfo).port,
    lines,
    async dispose() {
      await hub.dispose();
      await door.dispose();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
