import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  type DynamoDBClient,
  ListTablesCommand,
} from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type UpdateCommandOutput,
} from "@aws-sdk/lib-dynamodb";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TableModel } from "../synth/backend-model.js";
import { dynamoDbClient, startDynamoDb, type LocalDynamoDb } from "./dynamo-db.js";
import { refuseLockedStore } from "./prepare-store.js";

const flights: TableModel = {
  path: "root/data/Flights/Resource",
  logicalId: "Flights",
  tableName: "data-Flights",
  arn: "arn:aws:dynamodb:us-east-1:000000000000:table/data-Flights",
  partitionKey: { name: "date", type: "S" },
  sortKey: { name: "flight", type: "S" },
  timeToLiveAttribute: undefined,
};

let directory: string;
let database: LocalDynamoDb;
let client: DynamoDBClient;
let documents: DynamoDBDocumentClient;
const lines: string[] = [];

async function open(tables: readonly TableModel[] = [flights]): Promise<void> {
  database = await startDynamoDb({ directory, tables, log: (line) => lines.push(line) });
  client = dynamoDbClient(database.endpoint);
  documents = DynamoDBDocumentClient.from(client);
}

async function close(): Promise<void> {
  client.destroy();
  await database.dispose();
}

beforeEach(async () => {
  lines.length = 0;
  directory = await mkdtemp(join(tmpdir(), "airside-dynamodb-"));
  await open();
});

afterEach(async () => {
  await close();
  await rm(directory, { recursive: true, force: true });
});

const key = { date: "2024-01-25", flight: "JK#0123#DEPARTURE" };

function moveTo(stamp: string, terminal: string): Promise<UpdateCommandOutput> {
  return documents.send(
    new UpdateCommand({
      TableName: flights.tableName,
      Key: key,
      UpdateExpression: "SET #gate = :gate, #before = if_not_exists(#gate.#terminal, :none) ADD #terminals :visited",
      ConditionExpression: "attribute_not_exists(#gate) OR #gate.#stamp < :stamp",
      ExpressionAttributeNames: {
        "#gate": "gate",
        "#stamp": "stamp",
        "#terminal": "terminal",
        "#before": "before",
        "#terminals": "terminals",
      },
      ExpressionAttributeValues: {
        ":gate": { stamp, terminal },
        ":stamp": stamp,
        ":none": "none",
        ":visited": new Set([terminal]),
      },
      ReturnValues: "ALL_NEW",
    }),
  );
}

describe("the tables of the definition", () => {
  test("are created once, and said to be", async () => {
    expect(lines).toEqual(["Created table data-Flights."]);
    await close();
    await open();
    expect(lines).toHaveLength(1);
  });

  test("stay when the definition drops them", async () => {
    await close();
    await open([{ ...flights, tableName: "data-Renamed" }]);
    const { TableNames } = await client.send(new ListTablesCommand({}));
    expect(TableNames).toEqual(["data-Flights", "data-Renamed"]);
  });

  test("refuse another key, with what to do", async () => {
    await close();
    await expect(open([{ ...flights, sortKey: { name: "flight", type: "N" } }])).rejects.toThrow(
      "Table data-Flights (root/data/Flights/Resource) has the key date (S), flight (N) in amplify/, and date (S), flight (S) " +
        "in the sandbox's store. A key cannot be changed: give the table another name, or begin anew with --reset",
    );
    await open();
  });

  test("are created anew when the process was killed while creating them", async () => {
    await close();
    await leaveUnfinished("data-Flights");
    await open();
    await documents.send(new PutCommand({ TableName: "data-Flights", Item: key }));
    expect(lines).toEqual(["Created table data-Flights.", "Created table data-Flights."]);
  });

  test("may lack a sort key", async () => {
    await close();
    await open([flights, { ...flights, tableName: "data-Single", sortKey: undefined }]);
    await documents.send(new PutCommand({ TableName: "data-Single", Item: { date: "2024-01-25", n: 1 } }));
    const { Item } = await documents.send(new GetCommand({ TableName: "data-Single", Key: { date: "2024-01-25" } }));
    expect(Item).toEqual({ date: "2024-01-25", n: 1 });
  });
});

describe("items", () => {
  test("are put, read and queried by sort key", async () => {
    for (const flight of ["AA#1", "JK#1", "JK#2"]) {
      await documents.send(new PutCommand({ TableName: flights.tableName, Item: { date: key.date, flight } }));
    }
    const { Items } = await documents.send(
      new QueryCommand({
        TableName: flights.tableName,
        KeyConditionExpression: "#date = :date AND begins_with(flight, :prefix)",
        ExpressionAttributeNames: { "#date": "date" },
        ExpressionAttributeValues: { ":date": key.date, ":prefix": "JK#" },
        ScanIndexForward: false,
      }),
    );
    expect(Items?.map((item) => item["flight"] as unknown)).toEqual(["JK#2", "JK#1"]);
  });

  test("take a conditional update of a nested register, and refuse an older one", async () => {
    const first = await moveTo("2024-01-25T10:00:00.000Z#a", "A");
    expect(first.Attributes).toEqual({
      ...key,
      gate: { stamp: "2024-01-25T10:00:00.000Z#a", terminal: "A" },
      before: "none",
      terminals: new Set(["A"]),
    });
    const second = await moveTo("2024-01-25T11:00:00.000Z#b", "B");
    expect(second.Attributes).toMatchObject({ before: "A", terminals: new Set(["A", "B"]) });
    await expect(moveTo("2024-01-25T10:30:00.000Z#c", "C")).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  });

  test("are there after a restart", async () => {
    await moveTo("1", "A");
    await close();
    await open();
    const { Item } = await documents.send(new GetCommand({ TableName: flights.tableName, Key: key }));
    expect(Item).toMatchObject({ gate: { stamp: "1", terminal: "A" } });
  });
});

describe("the server", () => {
  test("survives a client that hangs up in the middle of a request", async () => {
    const socket = connect(Number(new URL(database.endpoint).port), "127.0.0.1");
    await once(socket, "connect");
    const head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{";
    await new Promise<void>((sent) => socket.write(head, () => sent()));
    socket.resetAndDestroy();
    await once(socket, "close");
    await expect(moveTo("1", "A")).resolves.toBeDefined();
  });

  test("refuses a store that is open elsewhere, with what to do", async () => {
    await expect(startDynamoDb({ directory, tables: [flights], log: () => undefined })).rejects.toThrow(
      `Another process has ${directory} open. End the other sandbox, or give this one a state directory of its own.`,
    );
  });

  test("may be deleted only when nobody has it open", async () => {
    await expect(refuseLockedStore(directory)).rejects.toThrow(`Another process has ${directory} open.`);
    await close();
    await expect(refuseLockedStore(directory)).resolves.toBeUndefined();
    await expect(refuseLockedStore(`${directory}-not-there`)).resolves.toBeUndefined();
    await open();
  });

  test("lets a request under way finish when it is disposed of, twice", async () => {
    const body = JSON.stringify({ TableName: flights.tableName, Key: { date: { S: "x" }, flight: { S: "y" } } });
    const socket = connect(Number(new URL(database.endpoint).port), "127.0.0.1");
    const answer = createInterface({ input: socket })[Symbol.asyncIterator]();
    socket.write(
      [
        "POST / HTTP/1.1",
        "Host: localhost",
        "Expect: 100-continue",
        "X-Amz-Target: DynamoDB_20120810.GetItem",
        "X-Amz-Date: 20240101T000000Z",
        "Authorization: AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c",
        "Content-Type: application/x-amz-json-1.0",
        `Content-Length: ${body.length}`,
        "",
        "",
      ].join("\r\n"),
    );
    expect((await answer.next()).value).toBe("HTTP/1.1 100 Continue");
    const disposed = Promise.all([database.dispose(), database.dispose()]);
    socket.write(body);
    await answer.next();
    expect((await answer.next()).value).toBe("HTTP/1.1 200 OK");
    await disposed;
  });

  test("shows a fault of a request at once, without retries", async () => {
    await expect(
      client.send(new CreateTableCommand({ TableName: "x", KeySchema: [], AttributeDefinitions: [] })),
    ).rejects.toThrow();
  });
});

test("every acknowledged write is there after kill -9 of the process", async () => {
  await close();
  const child = startWriter();
  const acknowledged = await writesUntil(child, 200);
  child.kill("SIGKILL");
  const [, signal] = (await once(child, "exit")) as [number | null, string | null];
  expect(signal).toBe("SIGKILL");

  await open();
  const { Items } = await documents.send(
    new QueryCommand({
      TableName: flights.tableName,
      KeyConditionExpression: "#date = :date",
      ExpressionAttributeNames: { "#date": "date" },
      ExpressionAttributeValues: { ":date": "killed" },
    }),
  );
  const found = new Set(Items?.map((item) => item["flight"] as unknown));
  expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
});

/** Writes what dynalite leaves behind when it dies between creating a table and activating it. */
async function leaveUnfinished(tableName: string): Promise<void> {
  const require = createRequire(createRequire(import.meta.url).resolve("dynalite"));
  const { Level } = require("level") as {
    Level: new (
      directory: string,
      options: object,
    ) => {
      put(key: string, value: object): Promise<void>;
      close(): Promise<void>;
    };
  };
  const store = new Level(directory, { valueEncoding: "json" });
  await store.put(`table~${tableName}`, { TableName: tableName, TableStatus: "CREATING" });
  await store.close();
}

/** A process that opens the store and writes without end, saying each write that was acknowledged. */
function startWriter(): ChildProcess {
  const script = `
    import { PutItemCommand } from "@aws-sdk/client-dynamodb";
    import { dynamoDbClient, startDynamoDb } from ${JSON.stringify(new URL("./dynamo-db.ts", import.meta.url).href)};
    const { endpoint } = await startDynamoDb({ directory: ${JSON.stringify(directory)}, tables: [${JSON.stringify(flights)}], log: () => {} });
    const client = dynamoDbClient(endpoint);
    for (let id = 0; ; id += 1) {
      await client.send(new PutItemCommand({ TableName: "data-Flights", Item: { date: { S: "killed" }, flight: { S: String(id) } } }));
      process.stdout.write(id + "\\n");
    }`;
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  return spawn(process.execPath, ["--import", tsx, "--input-type=module", "--eval", script], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function writesUntil(child: ChildProcess, count: number): Promise<readonly string[]> {
  if (child.stdout === null) throw new Error("the writer has no output");
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === count) break;
  }
  return acknowledged;
}
