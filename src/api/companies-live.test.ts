import { CONNECTION_STATE_CHANGE, ConnectionState } from "aws-amplify/api";
import { Hub } from "aws-amplify/utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createManualClock } from "../flights/manual-clock";
import type { CompaniesEvents } from "./companies-api";
import { createCompaniesLive } from "./companies-live";
import { REOPENING } from "./kept-subscription";

const { generateClient } = vi.hoisted(() => ({ generateClient: vi.fn<() => unknown>() }));
vi.mock("aws-amplify/api", async (original) => ({ ...(await original<object>()), generateClient }));

interface Observer {
  readonly next: (message: unknown) => void;
  readonly error: (reason: unknown) => void;
  readonly complete: () => void;
}
interface Opened {
  readonly operation: string;
  readonly authMode: string;
  readonly observer: Observer;
  closed: boolean;
}

let opened: Opened[];
let heard: string[];
const events: CompaniesEvents = {
  exported: ({ id, percent }) => heard.push(`export ${id} ${String(percent)}`),
  updated: () => heard.push("updated"),
  connected: () => heard.push("connected"),
  disconnected: () => heard.push("disconnected"),
};
const { WebSocket: realSocket } = globalThis;

beforeEach(() => {
  opened = [];
  heard = [];
  generateClient.mockReturnValue({
    graphql: ({ query, authMode }: { query: { definitions: { name?: { value: string } }[] }; authMode: string }) => ({
      subscribe(observer: Observer) {
        const subscription: Opened = {
          operation: query.definitions[0]?.name?.value ?? "",
          authMode,
          observer,
          closed: false,
        };
        opened.push(subscription);
        return {
          unsubscribe() {
            subscription.closed = true;
          },
        };
      },
    }),
  });
});

afterEach(() => {
  globalThis.WebSocket = realSocket;
});

function setUp() {
  const clock = createManualClock(0);
  const reported: string[] = [];
  const stop = createCompaniesLive("http://localhost:4300/graphql", clock, (message) => reported.push(message))(events);
  return { clock, reported, stop };
}
const become = (connectionState: ConnectionState) => {
  Hub.dispatch("api", { event: CONNECTION_STATE_CHANGE, data: { connectionState } });
};

test("listens to both subscriptions as the signed-in user, and passes on what they say", () => {
  const { stop } = setUp();
  expect(opened.map(({ operation, authMode }) => [operation, authMode])).toEqual([
    ["OnCompanyExport", "userPool"],
    ["OnCompaniesUpdate", "userPool"],
  ]);
  opened[0]?.observer.next({
    data: { onCompanyExport: { id: "e", state: "RUNNING", percent: 7, rows: null, message: null, updatedAt: "" } },
  });
  opened[0]?.observer.next({ data: { onCompanyExport: null } });
  opened[0]?.observer.next({ data: null });
  opened[1]?.observer.next({ data: { onCompaniesUpdate: { time: "2026-11-23T10:00:00Z" } } });
  expect(heard).toEqual(["export e 7", "updated"]);
  stop();
  expect(opened.every(({ closed }) => closed)).toBe(true);
  opened[1]?.observer.next({ data: {} });
  expect(heard).toHaveLength(2);
});

test("tells of each connection and each loss once", () => {
  const { stop } = setUp();
  become(ConnectionState.Connecting);
  become(ConnectionState.Connected);
  become(ConnectionState.Connected);
  become(ConnectionState.ConnectionDisrupted);
  become(ConnectionState.ConnectionDisruptedPendingNetwork);
  become(ConnectionState.Connected);
  expect(heard).toEqual(["connected", "disconnected", "connected"]);
  stop();
  become(ConnectionState.Disconnected);
  expect(heard).toHaveLength(3);
});

test("opens again what the backend ended, after pauses that grow and shrink", async () => {
  const { clock, reported, stop } = setUp();
  const exports = () => opened.filter(({ operation }) => operation === "OnCompanyExport");
  let pause = REOPENING.first;
  for (let time = 1; time <= 8; time += 1) {
    exports()
      .at(-1)
      ?.observer.error({ errors: [{ errorType: "UnauthorizedException", message: "no" }] });
    await clock.advance(pause - 1);
    expect(exports()).toHaveLength(time);
    await clock.advance(1);
    expect(exports()).toHaveLength(time + 1);
    pause = Math.min(2 * pause, REOPENING.longest);
  }
  expect(reported[0]).toBe("a subscription ended and is opened again: no");
  exports().at(-1)?.observer.next({ data: null });
  exports().at(-1)?.observer.complete();
  await clock.advance(REOPENING.first);
  expect(exports()).toHaveLength(10);
  exports().at(-1)?.observer.complete();
  stop();
  await clock.advance(REOPENING.longest);
  expect(exports()).toHaveLength(10);
  expect(clock.pending).toBe(0);
});
