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
