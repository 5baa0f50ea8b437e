import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startDynalite, type DynaliteServer } from "../../dynamodb/dynalite-server.js";
import { createRoleDirectory } from "../../iam/role-directory.js";
import type { TableModel } from "../../synth/backend-model.js";
import { sample, sampleRole } from "../sample-api.js";
import type { DataSource } from "./data-source.js";
import { createDynamoDbDataSource } from "./dynamodb-data-source.js";
import { fromAttributeValue, toAttributeValue } from "./dynamodb-values.js";

const reference = "https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html";
const conditions =
  "https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-condition-expressions.html";

const directory = mkdtempSync(path.join(tmpdir(), "airside-tables-"));
let server: DynaliteServer;
let client: DynamoDBClient;
let table: TableModel;
let source: DataSource;
let count = 0;

beforeAll(async () => {
  server = await startDynalite(directory);
  client = new DynamoDBClient({
    region: sample.region,
    endpoint: `http://127.0.0.1:${server.port}`,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
});
afterAll(async () => {
  client.destroy();
  await server.close();
  rmSync(directory, { recursive: true });
});

beforeEach(async () => {
  table = await createTable(`Flights${(count += 1)}`);
  source = createDynamoDbDataSource({ client, table, tables: [table], role: undefined });
});

async function createTable(tableName: string): Promise<TableModel> {
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "date", AttributeType: "S" },
        { AttributeName: "num", AttributeType: "N" },
      ],
      KeySchema: [
        { AttributeName: "date", KeyType: "HASH" },
        { AttributeName: "num", KeyType: "RANGE" },
      ],
    }),
  );
  // As the service does, dynalite refuses items until the table is active; asking is all there is to wait for.
  let status: string | undefined;
  while (status !== "ACTIVE") {
    status = (await client.send(new DescribeTableCommand({ TableName: tableName }))).Table?.TableStatus;
  }
  return {
    path: `sample/${tableName}`,
    logicalId: tableName,
    tableName,
    arn: `arn:aws:dynamodb:us-east-1:123456789012:table/${tableName}`,
    partitionKey: { name: "date", type: "S" },
    sortKey: { name: "num", type: "N" },
    timeToLiveAttribute: undefined,
  };
}

const day = { S: "2024-01-25" };
const key = (num: number) => ({ date: day, num: { N: num } });
const put = (num: number, attributeValues: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  source.invoke({ operation: "PutItem", key: key(num), attributeValues, ...more });
const get = async (num: number) => {
  const outcome = await source.invoke({ operation: "GetItem", key: key(num), consistentRead: true });
  return outcome.type === "result" ? outcome.result : outcome;
};

describe("values", () => {
  test.each([
    { typed: { S: "x" }, plain: "x" },
    { typed: { S: "" }, plain: "" },
    { typed: { N: 12345 }, plain: 12345 },
    { typed: { N: "1.5e3" }, plain: 1500 },
    { typed: { BOOL: false }, plain: false },
    { typed: { NULL: null }, plain: null },
    { typed: { B: "SGVsbG8=" }, plain: "SGVsbG8=" },
    { typed: { SS: ["a", "b"] }, plain: ["a", "b"] },
    { typed: { NS: [1, 2.5] }, plain: [1, 2.5] },
    { typed: { BS: ["SGVsbG8="] }, plain: ["SGVsbG8="] },
    { typed: { L: [{ S: "a" }, { N: 1 }, { M: {} }] }, plain: ["a", 1, {}] },
    { typed: { M: { a: { M: { b: { L: [] } } } } }, plain: { a: { b: [] } } },
  ])(`$typed is stored and read as $plain (${reference})`, async ({ typed, plain }) => {
    expect(fromAttributeValue(toAttributeValue(typed, "$"))).toEqual(plain);
    await put(1, { value: typed });
    expect(await get(1)).toEqual({ date: "2024-01-25", num: 1, value: plain });
  });

  test.each([
    { typed: "x", expected: /\$\[value\].*one key that names the type/ },
    { typed: { S: "x", N: 1 }, expected: /one key/ },
    { typed: {}, expected: /one key/ },
    { typed: { S: 1 }, expected: /expected a string/ },
    { typed: { N: "many" }, expected: /expected a number/ },
    { typed: { X: "x" }, expected: /one of S, N/ },
    { typed: { L: [{ S: "a" }, "b"] }, expected: /\$\[value\]\[1\]/ },
    { typed: null, expected: /one key/ },
  ])(`$typed is no value (${reference})`, ({ typed, expected }) => {
    expect(() => toAttributeValue(typed, "$[value]")).toThrow(expected);
  });
});

describe("single items", () => {
  test("put answers the item, get reads it, null where there is none", async () => {
    expect(await put(1, { name: { S: "a" } })).toEqual({
      type: "result",
      result: { date: "2024-01-25", num: 1, name: "a" },
    });
    expect(await get(2)).toBeNull();
    const projected = await source.invoke({
      operation: "GetItem",
      key: key(1),
      projection: { expression: "#n", expressionNames: { "#n": "name" } },
    });
    expect(projected).toEqual({ type: "result", result: { name: "a" } });
  });

  test("update answers the whole item as it is now", async () => {
    await put(1, { name: { S: "a" }, old: { BOOL: true } });
    const outcome = await source.invoke({
      operation: "UpdateItem",
      key: key(1),
      update: {
        expression: "SET #n = :n, #c = if_not_exists(#c, :zero) + :one REMOVE #o",
        expressionNames: { "#n": "name", "#c": "count", "#o": "old" },
        expressionValues: { ":n": { S: "b" }, ":zero": { N: 0 }, ":one": { N: 1 } },
      },
      condition: {
        expression: "#n = :was",
        expressionNames: { "#n": "name" },
        expressionValues: { ":was": { S: "a" } },
      },
    });
    expect(outcome).toEqual({ type: "result", result: { date: "2024-01-25", num: 1, name: "b", count: 1 } });
  });

  test("delete answers the item that is gone", async () => {
    await put(1, { name: { S: "a" } });
    expect(await source.invoke({ operation: "DeleteItem", key: key(1) })).toEqual({
      type: "result",
      result: { date: "2024-01-25", num: 1, name: "a" },
    });
    expect(await source.invoke({ operation: "DeleteItem", key: key(1) })).toEqual({ type: "result", result: null });
  });
});

describe(`conditions that fail (${conditions})`, () => {
  const once = { condition: { expression: "attribute_not_exists(num)" } };
  const failed = {
    type: "error",
    error: {
      type: "DynamoDB:ConditionalCheckFailedException",
      message: expect.stringMatching(
        /^The conditional request failed \(Service: DynamoDb, Status Code: 400, Request ID: .+\)$/,
      ) as unknown,
    },
  };

  test("are errors with the service's message", async () => {
    await put(1, { name: { S: "a" } });
    expect(await put(1, { name: { S: "b" } }, once)).toEqual(failed);
    expect(await get(1)).toMatchObject({ name: "a" });
  });

  test("count as success where the item is what was wanted anyway", async () => {
    await put(1, { name: { S: "a" }, at: { N: 1 }, tags: { L: [{ S: "x" }] } });
    const same = { name: { S: "a" }, at: { N: 2 }, tags: { L: [{ S: "x" }] } };
    expect(await put(1, same, once)).toEqual(failed);
    const ignoring = { condition: { ...once.condition, equalsIgnore: ["at"], consistentRead: true } };
    expect(await put(1, same, ignoring)).toMatchObject({ type: "result", result: { name: "a", at: 1 } });
  });

  test("count as success where the item to delete is gone already, and nowhere for updates", async () => {
    const exists = { condition: { expression: "attribute_exists(num)" } };
    expect(await source.invoke({ operation: "DeleteItem", key: key(9), ...exists })).toEqual({
      type: "result",
      result: null,
    });
    const update = { expression: "SET a = :a", expressionValues: { ":a": { N: 1 } } };
    expect(await source.invoke({ operation: "UpdateItem", key: key(9), update, ...exists })).toEqual(failed);
  });

  test("are not handed to a Lambda function", async () => {
    const conditionalCheckFailedHandler = { strategy: "Custom", lambdaArn: "arn:aws:lambda:x" };
    await expect(put(1, {}, { condition: { ...once.condition, conditionalCheckFailedHandler } })).rejects.toThrow(
      /strategy Custom calls a Lambda/,
    );
  });
});

describe("queries and scans", () => {
  beforeEach(async () => {
    for (const num of [1, 2, 3, 4, 5]) await put(num, { even: { BOOL: num % 2 === 0 } });
  });
  const query = {
    operation: "Query",
    query: { expression: "#d = :d", expressionNames: { "#d": "date" }, expressionValues: { ":d": day } },
  };
  const nums = (outcome: Awaited<ReturnType<DataSource["invoke"]>>) =>
    outcome.type === "result" ? (outcome.result as { items: { num: number }[] }).items.map(({ num }) => num) : outcome;

  test("give items, scannedCount and a token for the next page", async () => {
    const first = await source.invoke({ ...query, limit: 2 });
    expect(first).toMatchObject({ type: "result", result: { items: [{ num: 1 }, { num: 2 }], scannedCount: 2 } });
    const { nextToken } = (first as { result: { nextToken: string } }).result;
    expect(nextToken).toMatch(/^[\w.-]+$/);
    expect(nums(await source.invoke({ ...query, limit: 2, nextToken }))).toEqual([3, 4]);
    expect(await source.invoke({ ...query, nextToken: null })).toMatchObject({ result: { nextToken: null } });
  });

  test("filter, project, turn round", async () => {
    const filter = { expression: "even = :e", expressionValues: { ":e": { BOOL: true } } };
    expect(await source.invoke({ ...query, filter, scanIndexForward: false })).toEqual({
      type: "result",
      result: {
        items: [
          { date: "2024-01-25", num: 4, even: true },
          { date: "2024-01-25", num: 2, even: true },
        ],
        nextToken: null,
        scannedCount: 5,
      },
    });
    const projection = { expression: "num" };
    expect(await source.invoke({ operation: "Scan", projection, limit: 1 })).toMatchObject({
      result: { items: [{ num: 1 }] },
    });
  });

  test("refuse a token that is not theirs", async () => {
    for (const nextToken of ["nonsense", "airside1.bm9uc2Vuc2U", "airside1.e30x"]) {
      expect(await source.invoke({ ...query, nextToken })).toEqual({
        type: "error",
        error: { type: "BadRequestException", message: "Invalid pagination token given." },
      });
    }
  });

  test("one placeholder stands for one thing", async () => {
    const filter = {
      expression: "#d = :e",
      expressionNames: { "#d": "even" },
      expressionValues: { ":e": { BOOL: true } },
    };
    await expect(source.invoke({ ...query, filter })).rejects.toThrow(/placeholder #d in \$\[filter\]/);
  });
});

describe("batches", () => {
  test("keep the order of the request, null for what is missing", async () => {
    const items = [1, 2].map((num) => ({ ...key(num), name: { S: `n${num}` } }));
    expect(await source.invoke({ operation: "BatchPutItem", tables: { [table.tableName]: items } })).toEqual({
      type: "result",
      result: {
        data: { [table.tableName]: [1, 2].map((num) => ({ date: "2024-01-25", num, name: `n${num}` })) },
        unprocessedItems: { [table.tableName]: [] },
      },
    });
    const keys = [2, 7, 1].map(key);
    const found = {
      data: { [table.tableName]: [{ num: 2 }, null, { num: 1 }] },
      unprocessedKeys: { [table.tableName]: [] },
    };
    expect(await source.invoke({ operation: "BatchGetItem", tables: { [table.tableName]: keys } })).toMatchObject({
      result: found,
    });
    expect(
      await source.invoke({ operation: "BatchGetItem", tables: { [table.tableName]: { keys, consistentRead: true } } }),
    ).toMatchObject({ result: found });
    await source.invoke({ operation: "BatchDeleteItem", tables: { [table.tableName]: [key(1)] } });
    expect(await get(1)).toBeNull();
  });

  test("have the limits of DynamoDB and know the tables", async () => {
    const many = Array.from({ length: 26 }, (_, num) => key(num));
    await expect(source.invoke({ operation: "BatchDeleteItem", tables: { [table.tableName]: many } })).rejects.toThrow(
      /at most 25/,
    );
    await expect(source.invoke({ operation: "BatchGetItem", tables: { Nowhere: [] } })).rejects.toThrow(
      /Nowhere.*no table/,
    );
  });
});

describe("requests that the service would not take", () => {
  test.each([
    { request: {}, expected: "Value for field '$[operation]' not found." },
    { request: null, expected: "Value for field '$[operation]' not found." },
    { request: { operation: "Get" }, expected: "Unsupported operation 'Get'." },
    { request: { operation: "GetItem" }, expected: "Value for field '$[key]' not found." },
    { request: { operation: "GetItem", key: {}, item: 1 }, expected: "Unsupported element '$[item]'." },
    {
      request: { operation: "UpdateItem", key: {}, update: { expression: "x", returnValues: "ALL" } },
      expected: "Unsupported element '$[update][returnValues]'.",
    },
    { request: { operation: "Query" }, expected: "Value for field '$[query]' not found." },
  ])("$request", async ({ request, expected }) => {
    await expect(source.invoke(request)).rejects.toMatchObject({ errorType: "MappingTemplate", message: expected });
  });

  test.each(["TransactWriteItems", "TransactGetItems", "Sync"])("%s is refused by name", async (operation) => {
    await expect(source.invoke({ operation })).rejects.toThrow(`${operation} cannot run in the sandbox`);
  });

  test("what DynamoDB refuses is ctx.error", async () => {
    expect(await source.invoke({ operation: "GetItem", key: { date: day } })).toMatchObject({
      type: "error",
      error: {
        type: "DynamoDB:ValidationException",
        message: expect.stringContaining("(Service: DynamoDb, Status Code: 400") as unknown,
      },
    });
  });
});

test("a service role without the permission is refused, as after deployment", async () => {
  const role = sampleRole("tables", { effect: "Allow", actions: ["dynamodb:GetItem"], resources: [table.arn] });
  const limited = createDynamoDbDataSource({
    client,
    table,
    tables: [table],
    role: createRoleDirectory(sample.accountId, [role]).find(role.arn),
  });
  expect(await limited.invoke({ operation: "GetItem", key: key(1) })).toEqual({ type: "result", result: null });
  expect(await limited.invoke({ operation: "DeleteItem", key: key(1) })).toMatchObject({
    type: "error",
    error: {
      type: "DynamoDB:AccessDeniedException",
      message: expect.stringContaining("dynamodb:DeleteItem") as unknown,
    },
  });
});
