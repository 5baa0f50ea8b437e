import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { manualClock, type ManualClock } from "../../manual-clock.js";
import { flightPlanner, testAuthorization } from "./flight-planner.js";
import { startMessage, TestClient } from "./test-client.js";
import { startTestServer, type TestServer } from "./test-server.js";

const board = "subscription { onMove { carrier num gate { name } } }";
const move = { mutation: "moveFlight", value: { __typename: "Flight", carrier: "JK", num: 123, gate: null } };
const unauthorized = { errorType: "UnauthorizedException", message: "You are not authorized to make this call." };

let served: TestServer;
let clock: ManualClock;

beforeEach(async () => {
  clock = manualClock(0);
  served = await startTestServer({ planner: flightPlanner(), clock });
});

afterEach(async () => {
  await served.dispose();
  expect(clock.scheduled.length).toBe(0);
});

const ready = (): Promise<TestClient> => TestClient.ready(served.port);

describe("handshake", () => {
  test.each(["/graphql", "/graphql/realtime"])("RT01 answers an upgrade at %s", async (path) => {
    const client = await TestClient.ready(served.port, { path });
    await client.close();
  });

  test("RT01 leaves other paths to other listeners", async () => {
    served.server.on("upgrade", (request, socket) => {
      if (request.url === "/hot-reload") socket.end("HTTP/1.1 418 I'm a teapot\r\nContent-Length: 0\r\n\r\n");
    });
    const [, response] = await upgradeAnswer("/hot-reload");
    expect(response.statusCode).toBe(418);
  });

  test("RT01 refuses other paths where nobody else listens", async () => {
    const [, response] = await upgradeAnswer("/elsewhere");
    expect(response.statusCode).toBe(404);
  });

  test("RT02 selects graphql-ws and no other of the offered list, whatever the order", async () => {
    const header = `header-${Buffer.from(JSON.stringify(testAuthorization)).toString("base64url")}`;
    for (const protocols of [
      ["graphql-ws", header],
      [header, "graphql-ws"],
      ["other", header, "graphql-ws"],
    ]) {
      const client = await TestClient.ready(served.port, { protocols });
      expect(client.socket.protocol).toBe("graphql-ws");
      await client.close();
    }
  });

  test("RT02 refuses an upgrade that does not offer graphql-ws", async () => {
    const [, response] = await upgradeAnswer("/graphql", ["graphql-transport-ws"]);
    expect(response.statusCode).toBe(400);
  });

  test("turns away what the server it belongs to would not answer", async () => {
    const own = await startTestServer({ planner: flightPlanner(), refuses: ({ url }) => url === "/graphql" });
    const socket = TestClient.connect(own.port, { path: "/graphql" });
    const [, response] = (await once(socket, "unexpected-response")) as [unknown, { statusCode?: number }];
    expect(response.statusCode).toBe(421);
    await own.dispose();
  });

  test("RT03 takes the authorization from the query string", async () => {
    const client = await TestClient.ready(served.port, { byQuery: true });
    await client.close();
  });

  test("RT04 takes the authorization from a second sub-protocol", async () => {
    const client = await TestClient.ready(served.port);
    expect(new URL(client.socket.url).search).toBe("");
    await client.close();
  });

  test.each([
    { name: "no header", authorization: null, errorType: "UnauthorizedException", errorCode: 401 },
    { name: "a header that is not JSON", authorization: "{host", errorType: "BadRequestException", errorCode: 400 },
    { name: "a header that is a list", authorization: "[]", errorType: "BadRequestException", errorCode: 400 },
  ])("RT05 refuses a connection with $name", async ({ authorization, errorType, errorCode }) => {
    const client = await TestClient.open(served.port, { authorization });
    client.send({ type: "connection_init" });
    const message = await client.next();
    expect(message).toMatchObject({ type: "connection_error", payload: { errors: [{ errorType, errorCode }] } });
    expect((await client.closed).code).toBe(4401);
  });

  test("RT05 refuses a client that says nothing, too", async () => {
    const client = await TestClient.open(served.port, { authorization: null });
    await timerCount(2);
    clock.advance(1_000);
    expect(await client.next()).toMatchObject({ type: "connection_error" });
    await client.closed;
  });

  function upgradeAnswer(path: string, protocols = ["graphql-ws"]): Promise<[unknown, { statusCode?: number }]> {
    const socket = TestClient.connect(served.port, { path, protocols });
    return once(socket, "unexpected-response") as Promise<[unknown, { statusCode?: number }]>;
  }

  /** Waits, turn by turn, until the connection has set its timers. */
  async function timerCount(count: number): Promise<void> {
    while (clock.scheduled.length < count) await new Promise((resolve) => setImmediate(resolve));
  }
});

describe("authorization and init", () => {
  test.each([
    { name: "RT06 API key", authorization: { host: "localhost", "x-api-key": "da2-wrong" } },
    { name: "RT07 token", authorization: { host: "localhost", Authorization: "expired" } },
  ])("$name: refused as the service does", async ({ authorization }) => {
    const client = await TestClient.open(served.port, { authorization });
    client.send({ type: "connection_init" });
    const errors = [{ ...unauthorized, errorCode: 401 }];
    expect(await client.next()).toEqual({ type: "connection_error", payload: { errors } });
    await client.closed;
  });

  test("RT08 hands SigV4 headers to the planner as they came, and with a start the text that was signed", async () => {
    const seen: unknown[] = [];
    const planner = flightPlanner();
    const own = await startTestServer({
      planner: {
        ...planner,
        authorize: (...request) => {
          seen.push(request);
          return planner.authorize(testAuthorization);
        },
      },
    });
    const signed = {
      host: "localhost",
      Authorization: "AWS4-HMAC-SHA256 Credential=…",
      "x-amz-date": "20240125T165837Z",
    };
    const client = await TestClient.ready(own.port, { authorization: signed });
    const start = startMessage("1", "subscription { nothing }", {}, signed);
    client.send(start);
    await client.next();
    await client.close();
    await own.dispose();
    expect(seen).toEqual([[signed], [signed, start.payload.data]]);
  });

  test("RT09 acknowledges once, with the documented timeout", async () => {
    const client = await TestClient.open(served.port);
    client.send({ type: "connection_init" });
    client.send({ type: "connection_init" });
    expect(await client.next()).toEqual({ type: "connection_ack", payload: { connectionTimeoutMs: 300_000 } });
    expect(await client.sofar()).toEqual([]);
    await client.close();
  });

  test("RT10 ignores what comes before the acknowledgement", async () => {
    const client = await TestClient.open(served.port);
    client.start("early", board);
    client.send({ type: "stop", id: "early" });
    client.send({ type: "connection_init" });
    expect(await client.next()).toMatchObject({ type: "connection_ack" });
    expect(await client.sofar()).toEqual([]);
    expect(served.hub.stats().subscriptions).toBe(0);
    await client.close();
  });

  test("RT11 a client whose authorization travelled in the handshake may send init as well", async () => {
    const client = await TestClient.ready(served.port, { byQuery: true });
    await client.subscribe("a", board);
    await client.close();
  });

  test("RT12 answers a failing planner with connection_error and closes", async () => {
    const planner = { ...flightPlanner(), authorize: () => Promise.reject(new Error("token service is down")) };
    const own = await startTestServer({ planner });
    const client = await TestClient.open(own.port);
    client.send({ type: "connection_init" });
    const errors = [{ errorType: "InternalFailure", message: "An internal failure occurred.", errorCode: 500 }];
    expect(await client.next()).toEqual({ type: "connection_error", payload: { errors } });
    await client.closed;
    expect(own.lines.join("\n")).toContain("token service is down");
    await own.dispose();
  });
});

describe("keep-alive and life", () => {
  test("RT13 sends ka every minute, unasked", async () => {
    const client = await ready();
    for (let minute = 0; minute < 3; minute += 1) {
      clock.advance(60_000);
      expect(await client.next()).toEqual({ type: "ka" });
    }
    expect(await client.sofar()).toEqual([]);
    await client.close();
  });

  test("RT14 sends no ka before the acknowledgement: a client can tell a dead connection", async () => {
    const client = await TestClient.open(served.port);
    clock.advance(120_000);
    client.send({ type: "connection_init" });
    expect(await client.next()).toMatchObject({ type: "connection_ack" });
    await client.close();
  });

  test("RT30 closes the socket after 24 hours; the client can come back at once", async () => {
    const client = await ready();
    await client.subscribe("a", board);
    clock.advance(24 * 60 * 60 * 1000);
    expect(await client.closed).toEqual({ code: 1000, reason: "Connection lifetime is over" });
    expect(served.hub.stats()).toMatchObject({ connections: 0, subscriptions: 0, groups: 0 });
    const again = await ready();
    await again.subscribe("a", board);
    served.hub.publish(move);
    expect(await again.next()).toMatchObject({ type: "data", id: "a" });
    await again.close();
  });

  test("RT30 refuses wrong credentials with a code that clients do not retry", async () => {
    const client = await TestClient.open(served.port, { authorization: { host: "localhost" } });
    client.send({ type: "connection_init" });
    const { payload } = await client.next();
    expect(payload).toEqual({ errors: [{ ...unauthorized, errorCode: 401 }] });
    await client.closed;
  });

  test("RT30 says goodbye when the sandbox ends", async () => {
    const client = await ready();
    await served.hub.dispose();
    expect(await client.closed).toEqual({ code: 1001, reason: "Going away" });
  });
});
