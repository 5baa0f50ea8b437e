import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { manualClock, type ManualClock } from "../../manual-clock.js";
import { flightPlanner, type Filters } from "./flight-planner.js";
import { startMessage, TestClient } from "./test-client.js";
import { startTestServer, type TestServer } from "./test-server.js";

const board = "subscription { onMove { carrier num gate { name } } }";
const move = { mutation: "moveFlight", value: { __typename: "Flight", carrier: "JK", num: 123, gate: null } };
const unauthorized = { errorType: "UnauthorizedException", message: "You are not authorized to make this call." };

let served: TestServer;
let clock: ManualClock;
let filters: (fieldName: string, args: Readonly<Record<string, unknown>>) => Filters;

beforeEach(async () => {
  clock = manualClock(0);
  filters = () => ({});
  const planner = flightPlanner((fieldName, args) => filters(fieldName, args));
  served = await startTestServer({ planner, clock });
});

afterEach(async () => {
  await served.dispose();
  expect(clock.scheduled.length).toBe(0);
});

const ready = (): Promise<TestClient> => TestClient.ready(served.port);
const flight = (fields: object) => ({ mutation: "moveFlight", value: { ...move.value, ...fields } });

describe("start", () => {
  test("RT15 takes data as a JSON string, not as an object", async () => {
    const client = await ready();
    await client.subscribe("a", board);
    client.send({ id: "b", type: "start", payload: { data: { query: board }, extensions: {} } });
    const refusal = await client.next();
    expect(refusal).toMatchObject({ type: "error", id: "b" });
    expect(JSON.stringify(refusal)).toContain("payload.data must be a string of JSON");
    await client.close();
  });

  test("RT16 acknowledges before the first data, even when events never pause", async () => {
    const planner = flightPlanner();
    const own = await startTestServer({
      planner: {
        ...planner,
        plan: async (...args) => {
          const plan = await planner.plan(...args);
          own.hub.publish(move);
          queueMicrotask(() => {
            own.hub.publish(move);
          });
          return plan;
        },
      },
    });
    const client = await TestClient.ready(own.port);
    for (let index = 0; index < 20; index += 1) {
      const id = `id-${String(index)}`;
      client.start(id, board);
      for (;;) {
        const message = await client.next();
        if (message.id !== id) continue;
        expect(message.type).toBe("start_ack");
        break;
      }
    }
    await client.close();
    await own.dispose();
  });

  test("RT17 checks the authorization of each start", async () => {
    const client = await ready();
    await client.subscribe("good", board);
    client.start("bad", board, {}, { host: "localhost", "x-api-key": "da2-revoked" });
    const errors = [{ ...unauthorized, errorCode: 401 }];
    expect(await client.next()).toEqual({ type: "error", id: "bad", payload: { errors } });
    client.send({ id: "none", type: "start", payload: { data: JSON.stringify({ query: board }) } });
    expect(await client.next()).toEqual({ type: "error", id: "none", payload: { errors } });
    served.hub.publish(move);
    expect(await client.next()).toMatchObject({ type: "data", id: "good" });
    await client.close();
  });

  test("RT18 refuses an id that is running, and the first keeps running", async () => {
    const client = await ready();
    client.start("a", board);
    client.start("a", "subscription { onGate { num } }");
    const answers = [await client.next(), await client.next()];
    expect(answers.map(({ type }) => type).sort()).toEqual(["error", "start_ack"]);
    expect(JSON.stringify(answers)).toContain("DuplicatedOperationError");
    served.hub.publish(move);
    expect(await client.next()).toMatchObject({ type: "data", id: "a", payload: { data: { onMove: { num: 123 } } } });
    await client.close();
  });

  test.each([
    { name: "an unknown field", query: "subscription { onMove { speed } }" },
    { name: "a syntax error", query: "subscription { onMove {" },
    { name: "a query", query: "query { none }" },
    { name: "a mutation", query: "mutation { moveFlight { num } }" },
    { name: "two subscription fields", query: "subscription { onMove { num } onGate { num } }" },
  ])("RT19 answers $name with an error of that id and no start_ack", async ({ query }) => {
    const client = await ready();
    client.start("a", query);
    const message = await client.next();
    expect(message).toMatchObject({ type: "error", id: "a" });
    expect(message.payload?.errors).toHaveLength(1);
    expect(await client.sofar()).toEqual([]);
    await client.subscribe("a", board);
    await client.close();
  });
});

describe("data", () => {
  test("RT20 names the field as in the query, alias included", async () => {
    const client = await ready();
    await client.subscribe("a", "subscription { moved: onMove { n: num } }");
    served.hub.publish(move);
    expect(await client.next()).toEqual({ type: "data", id: "a", payload: { data: { moved: { n: 123 } } } });
    await client.close();
  });

  test("RT21 gives null for what the mutation did not select, and an error where null is not allowed", async () => {
    const client = await ready();
    await client.subscribe("lax", "subscription { onMove { num message } }");
    served.hub.publish(move);
    expect(await client.next()).toMatchObject({ payload: { data: { onMove: { num: 123, message: null } } } });
    client.send({ type: "stop", id: "lax" });
    await client.next();
    await client.subscribe("strict", "subscription { onStrict { num message } }");
    served.hub.publish(move);
    const { payload } = await client.next();
    expect(payload?.data).toEqual({ onStrict: null });
    expect(JSON.stringify(payload?.errors)).toContain("non-nullable");
    await client.close();
  });

  test("RT22 several subscriptions share a socket; an event that matches two comes once for each", async () => {
    const client = await ready();
    await client.subscribe("move", board);
    await client.subscribe("gate", "subscription { onGate { num } }");
    served.hub.publish(move);
    const both = [await client.next(), await client.next()];
    expect(both.map(({ id }) => id).sort()).toEqual(["gate", "move"]);
    served.hub.publish({ ...move, mutation: "changeGate" });
    expect(await client.next()).toMatchObject({ id: "gate" });
    expect(await client.sofar()).toEqual([]);
    await client.close();
  });

  test("RT23 arguments filter by equality; null asks for null, an argument left out for everything", async () => {
    const client = await ready();
    const query = (args: string) => `subscription { onMove${args} { num } }`;
    await client.subscribe("JK", query('(carrier: "JK")'));
    await client.subscribe("AA", query('(carrier: "AA")'));
    await client.subscribe("null", query("(terminal: null)"));
    await client.subscribe("all", query(""));
    await client.subscribe("variable", "subscription ($c: String) { onMove(carrier: $c) { num } }", { c: "JK" });
    served.hub.publish(flight({ terminal: "A" }));
    expect((await client.sofar()).map(({ id }) => id).sort()).toEqual(["JK", "all", "variable"]);
    served.hub.publish(flight({ carrier: "AA", terminal: null }));
    expect((await client.sofar()).map(({ id }) => id).sort()).toEqual(["AA", "all", "null"]);
    await client.close();
  });

  test("RT23 an enhanced filter replaces filtering by arguments", async () => {
    filters = () => ({
      filter: { filterGroup: [{ filters: [{ fieldName: "num", operator: "ge", value: 100 }] }] },
    });
    const client = await ready();
    await client.subscribe("a", 'subscription { onMove(carrier: "AA") { carrier num } }');
    served.hub.publish(flight({ num: 99 }));
    served.hub.publish(flight({ num: 100 }));
    expect((await client.sofar()).map(({ payload }) => payload)).toEqual([
      { data: { onMove: { carrier: "JK", num: 100 } } },
    ]);
    await client.close();
  });

  test("RT23 a filter that AppSync would refuse is an error at start", async () => {
    filters = () => ({ filter: { filterGroup: [] } });
    const client = await ready();
    client.start("a", board);
    expect(JSON.stringify(await client.next())).toContain("filterGroup must be a list");
    await client.close();
  });

  test("RT24 does not deliver a payload over 240 KB, and says so in the log", async () => {
    const client = await ready();
    await client.subscribe("a", "subscription { onMove { message } }");
    const frame = Buffer.byteLength(JSON.stringify({ data: { onMove: { message: "" } } }));
    served.hub.publish(flight({ message: "x".repeat(240 * 1024 - frame + 1) }));
    served.hub.publish(flight({ message: "x".repeat(240 * 1024 - frame) }));
    const messages = await client.sofar();
    expect(messages).toHaveLength(1);
    expect(served.hub.stats()).toMatchObject({ delivered: 1, oversized: 1 });
    expect(served.lines.join("\n")).toContain("payload of 245761 bytes is over 245760");
    await client.close();
  });
});

describe("stop", () => {
  test("RT25 completes, and no data of that id follows", async () => {
    const client = await ready();
    await client.subscribe("a", board);
    served.hub.publish(move);
    client.send({ type: "stop", id: "a" });
    expect((await client.next()).type).toBe("data");
    expect(await client.next()).toEqual({ type: "complete", id: "a" });
    served.hub.publish(move);
    expect(await client.sofar()).toEqual([]);
    expect(served.hub.stats().groups).toBe(0);
    await client.close();
  });

  test("RT25 a stop that overtakes its start ends it", async () => {
    const client = await ready();
    client.start("a", board);
    client.send({ type: "stop", id: "a" });
    const messages = await client.sofar();
    expect(messages.at(-1)).toEqual({ type: "complete", id: "a" });
    served.hub.publish(move);
    expect(await client.sofar()).toEqual([]);
    expect(served.hub.stats().subscriptions).toBe(0);
    await client.close();
  });

  test("RT26 the socket stays open after the last stop", async () => {
    const client = await ready();
    await client.subscribe("a", board);
    client.send({ type: "stop", id: "a" });
    await client.next();
    clock.advance(60_000);
    expect(await client.next()).toEqual({ type: "ka" });
    client.socket.close(1000);
    expect((await client.closed).code).toBe(1000);
  });

  test("RT27 an invalidation completes the subscription and closes that client's socket only", async () => {
    filters = (_, { carrier }) => ({
      invalidationFilter: {
        filterGroup: [{ filters: [{ fieldName: "carrier", operator: "eq", value: carrier }] }],
      },
    });
    const query = (carrier: string) => `subscription { onMove(carrier: "${carrier}") { num } }`;
    const [hit, other] = [await ready(), await ready()];
    await hit.subscribe("a", query("JK"));
    await other.subscribe("a", query("AA"));
    served.hub.invalidate({ subscriptionField: "onGate", payload: { carrier: "JK" } });
    served.hub.invalidate({ subscriptionField: "onMove", payload: { carrier: "JK", extra: 1 } });
    expect(await hit.next()).toEqual({ type: "complete", id: "a" });
    expect(await hit.closed).toEqual({ code: 1000, reason: "Subscription complete." });
    expect(await other.sofar()).toEqual([]);
    expect(served.hub.stats()).toMatchObject({ connections: 1, subscriptions: 1 });
    await other.close();
  });
});

describe("errors", () => {
  const unsupported = {
    type: "error",
    id: "",
    payload: {
      errors: [{ errorType: "UnsupportedOperation", message: "unknown not supported through the realtime channel" }],
    },
  };

  test.each([
    ["an unknown type", JSON.stringify({ type: "subscribe", id: "x" })],
    ["no type", "{}"],
    ["text that is not JSON", "hello"],
    ["nothing", ""],
    ["JSON that is not an object", "[1]"],
    ["null", "null"],
  ])("RT28 answers %s and stays", async (_, text) => {
    const client = await ready();
    client.send(text);
    expect(await client.next()).toEqual(unsupported);
    await client.subscribe("a", board);
    await client.close();
  });

  test("RT28 answers a binary frame and stays", async () => {
    const client = await ready();
    client.socket.send(Buffer.from([1, 2, 3]));
    expect(await client.next()).toEqual(unsupported);
    await client.close();
  });

  test.each([
    ["no id", { type: "start", payload: {} }, "id must be a string of 1 to 128 characters"],
    ["a number as id", { type: "stop", id: 1 }, "id must be a string of 1 to 128 characters to stop with, got 1"],
    ["no payload", { type: "start", id: "a" }, "payload must be an object, got nothing"],
    [
      "no document",
      { type: "start", id: "a", payload: { data: "{}" } },
      "payload.data.query must be a GraphQL document",
    ],
    [
      "variables that are a list",
      { type: "start", id: "a", payload: { data: '{"query":"x","variables":[]}' } },
      "payload.data.variables must be an object, got []",
    ],
  ])("RT28 names what is wrong with %s", async (_, message, expected) => {
    const client = await ready();
    client.send(message);
    expect(JSON.stringify(await client.next())).toContain(expected);
    await client.close();
  });

  test("RT28 a message of more than 1 MB closes its socket and nothing else", async () => {
    const [rude, other] = [await ready(), await ready()];
    rude.send("x".repeat(1024 * 1024 + 1));
    expect((await rude.closed).code).toBe(1009);
    await other.subscribe("a", board);
    await other.close();
  });

  test("RT28 a socket that dies in mid-frame takes nobody with it", async () => {
    const [dead, other] = [await ready(), await ready()];
    await dead.subscribe("a", board);
    await other.subscribe("a", board);
    dead.socket.terminate();
    served.hub.publish(move);
    served.hub.publish(move);
    expect(await other.sofar()).toHaveLength(2);
    await dead.closed;
    await other.close();
  });

  test("RT29 refuses the 101st subscription with an object as errors; the others stay", async () => {
    const client = await ready();
    for (let index = 0; index < 100; index += 1) client.send(startMessage(String(index), board));
    client.start("over", board);
    const messages = await client.sofar();
    expect(messages.find(({ id }) => id === "over")).toEqual({
      type: "error",
      id: "over",
      payload: {
        errors: { errorType: "MaxSubscriptionsReachedError", message: "Max number of 100 subscriptions reached" },
      },
    });
    while (served.hub.stats().subscriptions < 100) await client.sofar();
    served.hub.publish(move);
    const data = (await client.sofar()).filter(({ type }) => type === "data");
    expect(data).toHaveLength(100);
    expect(served.hub.stats().projected).toBe(1);
    await client.close();
  });
});
