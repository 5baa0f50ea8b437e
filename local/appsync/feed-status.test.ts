import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { flightEvents } from "../../amplify/events/flight-event.js";
import { dynamoDbClient, startDynamoDb, type LocalDynamoDb } from "../dynamodb/dynamo-db.js";
import { compileEventPattern } from "../event-bus/event-pattern.js";
import { parseJson } from "../event-bus/json-tree.js";
import { heartbeatEvent } from "../flight-events/heartbeat-event.js";
import type { BackendModel, RuleModel } from "../synth/backend-model.js";
import { loadBackendModel } from "../synth/load-backend-model.js";
import { createSampleApi, sample, type SampleApi } from "./sample-api.js";

/** The age of the data as the project's own definition keeps it, with its own rules and roles. */
const projectDir = join(import.meta.dirname, "..", "..");
const silent = (): void => undefined;

let directory: string;
let model: BackendModel;
let dynamoDb: LocalDynamoDb;
let client: DynamoDBClient;
let api: SampleApi;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "airside-feed-"));
  // The cache of `npm start`: a synthesis takes longer than these tests.
  model = await loadBackendModel({ projectDir, cacheDir: join(projectDir, ".airside"), log: silent });
  dynamoDb = await startDynamoDb({ directory: join(directory, "tables"), tables: model.tables, log: silent });
  client = dynamoDbClient(dynamoDb.endpoint);
}, 120_000);

beforeEach(async () => {
  await forget();
  api = projectApi(client);
});

afterAll(async () => {
  client.destroy();
  await dynamoDb.dispose();
  await rm(directory, { recursive: true, force: true });
});

async function forget(): Promise<void> {
  const TableName = model.tables.find(({ logicalId }) => logicalId.startsWith("FeedStatus"))?.tableName;
  await client.send(new DeleteItemCommand({ TableName, Key: { feed: { S: "flights" } } }));
}

/** Its clock begins at 2024-01-25T12:00:00Z. */
function projectApi(database: DynamoDBClient): SampleApi {
  return createSampleApi({
    schema: model.graphqlApi.schema,
    api: model.graphqlApi,
    tables: model.tables,
    functions: model.functions,
    roles: model.roles,
    dynamoDb: database,
  });
}

function ruleTo(mutation: string): RuleModel | undefined {
  return model.rules.find(({ targets }) =>
    targets.some(({ graphqlOperation }) => graphqlOperation?.includes(`${mutation}(`)),
  );
}

/** Sends what a rule of the bus sends, as its role. */
async function publish(mutation: string, input: object): Promise<unknown> {
  const [target] = ruleTo(mutation)?.targets ?? [];
  return api.run(target?.graphqlOperation ?? "", { input }, api.api.principalOfRole(target?.roleArn ?? ""));
}

const heartbeat = (time: string): Promise<unknown> => publish("reportFeedHeartbeat", { time });

let events = 0;
async function event(time: string, name = "FlightBoarding"): Promise<unknown> {
  const input = { num: 123, carrier: "JK", date: "2024-01-25", event: name, time, id: `e${String((events += 1))}` };
  return name === "FlightScheduled"
    ? publish("scheduleFlight", { ...input, extra: '{"airport":"LHR","scheduledTime":"2024-01-25T18:30:00Z"}' })
    : publish("updateFlightStatus", input);
}

async function feedStatus(): Promise<unknown> {
  const answer = (await api.run("{ feedStatus { aliveAt now } }")) as { data: { feedStatus: unknown } };
  return answer.data.feedStatus;
}

/** The clock of the service, HH:mm:ss.SSS on that day. */
const at = (clock: string): string => `2024-01-25T${clock}Z`;

describe("feedStatus", () => {
  test("is null before the first sign of life, beside the service's clock", async () => {
    expect(await feedStatus()).toEqual({ aliveAt: null, now: at("12:00:00.000") });
    api.clock.advance(1_234);
    expect(await feedStatus()).toEqual({ aliveAt: null, now: at("12:00:01.234") });
  });

  test.each<{ signs: (() => Promise<unknown>)[]; expected: string; source: string }>([
    { signs: [() => event(at("11:59:00"))], expected: "11:59:00.000", source: "an event's own time" },
    { signs: [() => event(at("11:59:00"), "FlightScheduled")], expected: "11:59:00.000", source: "schedules, too" },
    {
      signs: [() => heartbeat("2024-01-25T06:59:00-05:00")],
      expected: "11:59:00.000",
      source: "UTC with milliseconds",
    },
    { signs: [() => event(at("12:30:00"))], expected: "12:00:00.000", source: "never later than the service's clock" },
    { signs: [() => heartbeat(at("12:30:00"))], expected: "12:00:00.000", source: "nor a heartbeat" },
    {
      signs: [() => event(at("11:59:00")), () => event(at("11:00:00")), () => heartbeat(at("11:30:00"))],
      expected: "11:59:00.000",
      source: "a backlog that is delivered late is old: the greatest stays",
    },
    {
      signs: [() => event(at("11:59:00")), () => event(at("11:59:04.999"))],
      expected: "11:59:00.000",
      source: "an event that would move it by less than 5 s is not written",
    },
    {
      signs: [() => event(at("11:59:00")), () => event(at("11:59:05"))],
      expected: "11:59:05.000",
      source: "one that moves it by 5 s is",
    },
    {
      signs: [() => event(at("11:59:00")), () => heartbeat(at("11:59:00.001"))],
      expected: "11:59:00.001",
      source: "a heartbeat moves it whatever the distance",
    },
    {
      signs: [() => heartbeat(at("11:59:00")), () => heartbeat(at("11:59:00"))],
      expected: "11:59:00.000",
      source: "delivered twice",
    },
  ])("aliveAt is $expected: $source", async ({ signs, expected }) => {
    for (const sign of signs) expect(await sign()).not.toHaveProperty("errors");
    expect(await feedStatus()).toEqual({ aliveAt: at(expected), now: at("12:00:00.000") });
  });

  const seed = 515;
  test(`is the greatest of all signs, whoever comes first and however often (seed ${String(seed)})`, async () => {
    const sign = fc.record({ kind: fc.constantFrom("event", "heartbeat"), second: fc.integer({ min: 0, max: 90 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(sign, { minLength: 1, maxLength: 12 }), async (signs) => {
        await forget();
        // The service's clock says 12:00:00: signs of up to half a minute ahead count as now.
        const times = signs.map(({ second }) => Date.parse(at("11:59:00")) + second * 1_000);
        const send = (index: number): Promise<unknown> => {
          const time = new Date(times[index] ?? 0).toISOString();
          return signs[index]?.kind === "event" ? event(time) : heartbeat(time);
        };
        await Promise.all([...signs.keys(), ...signs.keys()].map(send));
        const greatest = (kind: string): number =>
          Math.max(...times.filter((_, index) => signs[index]?.kind === kind).map((time) => Math.min(time, noon)));
        const { aliveAt } = (await feedStatus()) as { aliveAt: string };
        const known = Date.parse(aliveAt);
        expect(known).toBeLessThanOrEqual(Math.max(greatest("event"), greatest("heartbeat")));
        expect(known).toBeGreaterThanOrEqual(greatest("heartbeat"));
        expect(known).toBeGreaterThan(greatest("event") - 5_000);
      }),
      { seed, numRuns: 12 },
    );
  }, 120_000);
});

const noon = Date.parse(sample.now);

describe("reportFeedHeartbeat", () => {
  test("answers and publishes what holds then, also where it was late", async () => {
    await heartbeat(at("11:59:30"));
    api.clock.advance(1_000);
    expect(await heartbeat(at("11:59:10"))).toEqual({
      data: {
        reportFeedHeartbeat: {
          __typename: "FeedStatus",
          aliveAt: at("11:59:30.000"),
          now: at("12:00:01.000"),
        },
      },
    });
    expect(api.publications.map(({ mutation, value }) => [mutation, { ...value }])).toEqual([
      ["reportFeedHeartbeat", { __typename: "FeedStatus", aliveAt: at("11:59:30.000"), now: at("12:00:00.000") }],
      ["reportFeedHeartbeat", { __typename: "FeedStatus", aliveAt: at("11:59:30.000"), now: at("12:00:01.000") }],
    ]);
  });

  test.each([
    { time: "soon", expected: /^time: expected a time in ISO 8601 with zone .* got "soon"/ },
    { time: "", expected: /^time: expected a time in ISO 8601 with zone/ },
    { time: at("13:00:01"), expected: /^time: expected a time up to 1 hour ahead of the service's clock/ },
  ])("refuses the time $time, as an event's is, and moves nothing", async ({ time, expected }) => {
    expect(await heartbeat(time)).toMatchObject({
      data: { reportFeedHeartbeat: null },
      errors: [{ errorType: "InvalidInput", message: expect.stringMatching(expected) as string }],
    });
    expect(await feedStatus()).toMatchObject({ aliveAt: null });
  });

  test("is for the bus alone", async () => {
    const query = 'mutation { reportFeedHeartbeat(input: { time: "2024-01-25T12:00:00Z" }) { now } }';
    expect(await api.run(query)).toMatchObject({ errors: [{ errorType: "Unauthorized" }] });
  });
});

describe("an event whose step for the feed fails", () => {
  test("is an error that passes, unlike a condition that fails: the bus sends it again", async () => {
    const throttled = dynamoDbClient(dynamoDb.endpoint);
    const feedTable = model.tables.find(({ logicalId }) => logicalId.startsWith("FeedStatus"))?.tableName;
    throttled.middlewareStack.add(
      (next) => async (args) => {
        if ((args.input as { TableName?: string }).TableName !== feedTable) return next(args);
        throw Object.assign(new Error("slow down"), { name: "ProvisionedThroughputExceededException" });
      },
      { step: "initialize" },
    );
    api = projectApi(throttled);
    expect(await event(at("11:59:00"))).toMatchObject({
      data: { updateFlightStatus: null },
      errors: [{ message: expect.stringContaining("slow down") as string }],
    });
    throttled.destroy();
  });
});

describe("the rules of the bus", () => {
  const rulesFor = (busEvent: object): (string | undefined)[] =>
    model.rules
      .filter(({ eventPattern }) =>
        compileEventPattern(JSON.stringify(eventPattern)).matches(parseJson(JSON.stringify(busEvent))),
      )
      .flatMap(({ targets }) => targets.map(({ graphqlOperation }) => /\) \{ (\w+)/.exec(graphqlOperation ?? "")?.[1]));

  test("hand heartbeats to reportFeedHeartbeat and to nobody else", () => {
    expect(rulesFor(heartbeatEvent(noon))).toEqual(["reportFeedHeartbeat"]);
  });

  test.each(Object.entries(flightEvents))("hand no %s to it", (name, { detailType }) => {
    const busEvent = { source: "airport-operations", "detail-type": detailType, detail: { event: name } };
    expect(rulesFor(busEvent)).toEqual([name === "FlightScheduled" ? "scheduleFlight" : "updateFlightStatus"]);
  });
});
