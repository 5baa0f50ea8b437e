import type { Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { flightPlanner } from "./flight-planner.js";
import { TestClient } from "./test-client.js";
import { startTestServer, type TestServer } from "./test-server.js";

const query = "subscription { onMove { num message } }";

let served: TestServer;

beforeEach(async () => {
  served = await startTestServer({ planner: flightPlanner(), limits: { bufferedBytes: 512 * 1024 } });
});

afterEach(async () => {
  await served.dispose();
});

test("a display that stops reading is dropped with a reason; the other one receives every update in order", async () => {
  const slow = await TestClient.ready(served.port);
  const quick = await TestClient.ready(served.port);
  await slow.subscribe("a", query);
  await quick.subscribe("a", query);
  slow.socket.pause();
  let published = 0;
  // The kernel takes some megabytes before anything waits in this process.
  while (served.hub.stats().droppedTooSlow === 0) {
    served.hub.publish({
      mutation: "moveFlight",
      value: { __typename: "Flight", num: published, message: "x".repeat(50_000) },
    });
    const { payload } = await quick.next();
    expect(payload).toMatchObject({ data: { onMove: { num: published } } });
    published += 1;
  }
  expect(published).toBeGreaterThan(10);
  expect(served.hub.stats()).toMatchObject({ connections: 1, subscriptions: 1 });
  slow.socket.resume();
  expect(await slow.closed).toEqual({ code: 4408, reason: "Client reads too slowly" });
  await quick.close();
});

test("what waits for a display stays what it was while others are written to", async () => {
  const sockets: Socket[] = [];
  served.server.on("connection", (socket) => sockets.push(socket));
  const slow = await TestClient.ready(served.port);
  const quick = await TestClient.ready(served.port);
  await slow.subscribe("a", query);
  await quick.subscribe("a", query);
  const [socket] = sockets;
  if (socket === undefined) throw new Error("no connection came");
  const expected = (num: number): object => ({ data: { onMove: { num, message: String(num % 10).repeat(20_000) } } });
  let published = 0;
  const publish = async (): Promise<void> => {
    const message = String(published % 10).repeat(20_000);
    served.hub.publish({ mutation: "moveFlight", value: { __typename: "Flight", num: published, message } });
    expect((await quick.next()).payload).toEqual(expected(published));
    published += 1;
  };
  slow.socket.pause();
  while (socket.writableLength === 0) await publish();
  // The first of them waits half sent, in room that the other display's frames came from.
  for (let more = 0; more < 15; more += 1) await publish();
  expect(socket.writableLength).toBeGreaterThan(15 * 20_000);
  slow.socket.resume();
  for (let num = 0; num < published; num += 1) expect((await slow.next()).payload).toEqual(expected(num));
  expect(served.hub.stats().droppedTooSlow).toBe(0);
  await Promise.all([slow.close(), quick.close()]);
});

test("a display that never reads again is cut off all the same", async () => {
  const closed = new Promise<void>((resolve) => {
    served.server.once("connection", (socket) =>
      socket.once("close", () => {
        resolve();
      }),
    );
  });
  const slow = await TestClient.ready(served.port);
  await slow.subscribe("a", query);
  slow.socket.pause();
  while (served.hub.stats().droppedTooSlow === 0) {
    served.hub.publish({
      mutation: "moveFlight",
      value: { __typename: "Flight", num: 1, message: "x".repeat(100_000) },
    });
    await new Promise((resolve) => setImmediate(resolve));
  }
  await closed;
  slow.socket.terminate();
});
