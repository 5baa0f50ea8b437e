import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import { ScanCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dynamoDbClient, startDynamoDb, type LocalDynamoDb } from "../dynamodb/dynamo-db.js";
import type { BackendModel } from "../synth/backend-model.js";
import { loadBackendModel } from "../synth/load-backend-model.js";
import { createSampleApi, type SampleApi } from "./sample-api.js";

/** The log as the project's own definition writes and reads it, with its own roles. */
const projectDir = join(import.meta.dirname, "..", "..");
const silent = (): void => undefined;

let directory: string;
let model: BackendModel;
let dynamoDb: LocalDynamoDb;
let client: DynamoDBClient;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "airside-log-"));
  // The cache of `npm start`: a synthesis takes longer than these tests.
  model = await loadBackendModel({ projectDir, cacheDir: join(projectDir, ".airside"), log: silent });
  dynamoDb = await startDynamoDb({ directory: join(directory, "tables"), tables: model.tables, log: silent });
  client = dynamoDbClient(dynamoDb.endpoint);
}, 120_000);
afterAll(async () => {
  client.destroy();
  await dynamoDb.dispose();
  await rm(directory, { recursive: true, force: true });
});

function projectApi(database: DynamoDBClient = client): SampleApi {
  return createSampleApi({
    schema: model.graphqlApi.schema,
    api: model.graphqlApi,
    tables: model.tables,
    functions: model.functions,
    roles: model.roles,
    dynamoDb: database,
  });
}

interface FlightEvent {
  readonly carrier: string;
  readonly num: number;
  readonly time: string;
  readonly id: string;
}

/** Sends an event as the event bus does. */
async function send({ api, run }: SampleApi, date: string, event: FlightEvent): Promise<unknown> {
  const target = model.rules
    .flatMap(({ targets }) => targets)
    .find(({ graphqlOperation }) => graphqlOperation?.includes("updateFlightStatus"));
  const input = { ...event, date, event: "FlightDelayed", extra: '{"delayMinutes":15}' };
  return run(
    "mutation ($input: StatusUpdateInput!) { updateFlightStatus(input: $input) { id } }",
    { input },
    api.principalOfRole(target?.roleArn ?? ""),
  );
}

async function idsOf({ run }: SampleApi, by: string, limit: number): Promise<unknown> {
  const query = "query ($by: String!, $limit: Int) { listStatusUpdates(by: $by, limit: $limit) { id } }";
  const answer = (await run(query, { by, limit })) as { data: { listStatusUpdates: { id: string }[] } };
  return answer.data.listStatusUpdates.map(({ id }) => id);
}

async function entriesOf(table: string): Promise<number> {
  const name = model.tables.find(({ logicalId }) => logicalId.startsWith(table))?.tableName;
  return (await client.send(new ScanCommand({ TableName: name, Select: "COUNT", ConsistentRead: true }))).Count ?? -1;
}

describe("listStatusUpdates", () => {
  const seed = 20240125;

  test(`gives the newest of a date, a carrier and a flight, whatever the limit (seed ${seed})`, async () => {
    const api = projectApi();
    const event = fc.record({
      carrier: fc.constantFrom("AA", "JK", "ZZ", "BAW", "JK1"),
      num: fc.constantFrom(1, 23, 123, 9999),
      minute: fc.integer({ min: 0, max: 600 }),
    });
    const day = fc.uniqueArray(event, { minLength: 1, maxLength: 40, selector: ({ minute }) => minute });
    let days = 0;
    await fc.assert(
      fc.asyncProperty(day, fc.integer({ min: 1, max: 12 }), async (drawn, limit) => {
        const date = new Date(Date.UTC(2024, 0, 1 + (days += 1))).toISOString().slice(0, 10);
        const events = drawn.map(({ carrier, num, minute }) => ({
          carrier,
          num,
          time: new Date(Date.UTC(2024, 0, 1, 0, minute)).toISOString(),
          id: `${carrier}-${num}-${minute}`,
        }));
        for (const each of events) {
          expect(await send(api, date, each)).toEqual({ data: { updateFlightStatus: { id: each.id } } });
        }
        const newest = [...events].sort((one, other) => (one.time < other.time ? 1 : -1));
        const expected = (wanted: (event: FlightEvent) => boolean): string[] =>
          newest
            .filter(wanted)
            .slice(0, limit)
            .map(({ id }) => id);
        expect(await idsOf(api, date, limit)).toEqual(expected(() => true));
        for (const carrier of ["JK", "BAW"]) {
          expect(await idsOf(api, `${date}/${carrier}`, limit)).toEqual(expected((each) => each.carrier === carrier));
        }
        for (const [carrier, num] of [["JK", 123] as const, ["JK1", 23] as const]) {
          expect(await idsOf(api, `${date}/${carrier}+${num}`, limit)).toEqual(
            expected((each) => each.carrier === carrier && each.num === num),
          );
        }
      }),
      { seed, numRuns: 12 },
    );
  });

  test("lists an event once that was delivered twice", async () => {
    const api = projectApi();
    const event = { carrier: "JK", num: 123, time: "2023-05-01T10:00:00Z", id: "twice" };
    await send(api, "2023-05-01", event);
    const entries = await entriesOf("StatusLog");
    await send(api, "2023-05-01", event);
    expect(await entriesOf("StatusLog")).toBe(entries);
    for (const by of ["2023-05-01", "2023-05-01/jk", "2023-05-01/JK123"]) {
      expect(await idsOf(api, by, 10)).toEqual(["twice"]);
    }
  });

  test.each([
    { left: 1, written: 2 },
    { left: 3, written: 0 },
  ])("an event of which $left entries were not written is an error that passes, and changes no flight", async (row) => {
    const throttled = dynamoDbClient(dynamoDb.endpoint);
    // As DynamoDB answers where some of a batch exceeds what the table takes: status 200, the rest under UnprocessedItems.
    throttled.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName !== "BatchWriteItemCommand") return next(args);
        const { RequestItems = {} } = args.input as BatchWriteItemCommand["input"];
        const done = await next(args);
        const UnprocessedItems = Object.fromEntries(
          Object.entries(RequestItems).map(([table, requests]) => [table, requests.slice(0, row.left)]),
        );
        return { ...done, output: { ...done.output, UnprocessedItems } };
      },
      { step: "initialize" },
    );
    const flights = await entriesOf("Flights");
    const event = { carrier: "QQ", num: row.left, time: "2023-06-01T10:00:00Z", id: "throttled" };
    expect(await send(projectApi(throttled), "2023-06-01", event)).toMatchObject({
      data: { updateFlightStatus: null },
      errors: [
        {
          errorType: "DynamoDB:UnprocessedItems",
          message: `The status log took ${row.written} of the event's 3 entries. Send the event again.`,
        },
      ],
    });
    expect(await entriesOf("Flights")).toBe(flights);
    throttled.destroy();
    expect(await send(projectApi(), "2023-06-01", event)).toEqual({
      data: { updateFlightStatus: { id: "throttled" } },
    });
  });
});

describe("the project's limits", () => {
  test("let tools introspect where introspection is on", async () => {
    expect(model.graphqlApi.introspectionEnabled).toBe(true);
    expect(await projectApi().run(getIntrospectionQuery())).toMatchObject({
      data: { __schema: { queryType: { name: "Query" } } },
    });
  });
});
