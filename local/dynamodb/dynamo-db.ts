import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  type AttributeDefinition,
  type KeySchemaElement,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { mkdir } from "node:fs/promises";
import type { Disposable } from "../disposable.js";
import type { KeyAttribute, TableModel } from "../synth/backend-model.js";
import { startDynalite } from "./dynalite-server.js";
import { UserError } from "../user-error.js";
import { prepareStore } from "./prepare-store.js";

export interface DynamoDbOptions {
  /** Holds the store; made when it is missing. */
  readonly directory: string;
  readonly tables: readonly TableModel[];
  readonly log: (line: string) => void;
}

/** The running DynamoDB of the sandbox. */
export interface LocalDynamoDb extends Disposable {
  /** `http://127.0.0.1:49152`, for the SDK and the CLI. */
  readonly endpoint: string;
}

/**
 * Starts DynamoDB (dynalite, on disk) and creates the tables of the definition that are missing. What was acknowledged
 * survives `kill -9`. Tables that the definition no longer has are left alone.
 * @throws Error when a table's key changed, or when another process has the store open
 */
export async function startDynamoDb({ directory, tables, log }: DynamoDbOptions): Promise<LocalDynamoDb> {
  await mkdir(directory, { recursive: true });
  await prepareStore(directory);
  const server = await startDynalite(directory);
  const endpoint = `http://127.0.0.1:${server.port}`;
  const client = dynamoDbClient(endpoint);
  let disposed: Promise<void> | undefined;
  const dispose = (): Promise<void> => {
    disposed ??= server.close();
    return disposed;
  };
  try {
    for (const table of tables) await ensureTable(client, table, log);
  } catch (error) {
    await dispose();
    throw error;
  } finally {
    client.destroy();
  }
  return { endpoint, dispose };
}

async function ensureTable(client: DynamoDBClient, table: TableModel, log: (line: string) => void): Promise<void> {
  const existing = await describe(client, table.tableName);
  const wanted = keyOf(table);
  if (existing !== undefined) {
    const found = keyText(existing.KeySchema ?? [], existing.AttributeDefinitions ?? []);
    const expected = keyText(wanted.KeySchema, wanted.AttributeDefinitions);
    if (found === expected) return;
    throw new UserError(
      `Table ${table.tableName} (${table.path}) has the key ${expected} in amplify/, and ${found} in the sandbox's store. ` +
        "A key cannot be changed: give the table another name, or begin anew with --reset, which deletes all local data.",
    );
  }
  await client.send(new CreateTableCommand({ TableName: table.tableName, BillingMode: "PAY_PER_REQUEST", ...wanted }));
  // Without a creation delay the table is active one turn later; until then it takes no item.
  while ((await describe(client, table.tableName))?.TableStatus !== "ACTIVE");
  log(`Created table ${table.tableName}.`);
}

async function describe(client: DynamoDBClient, tableName: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: tableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

function keyOf(table: TableModel): { KeySchema: KeySchemaElement[]; AttributeDefinitions: AttributeDefinition[] } {
  const attributes: KeyAttribute[] = [table.partitionKey];
  if (table.sortKey !== undefined) attributes.push(table.sortKey);
  return {
    KeySchema: attributes.map(({ name }, index) => ({ AttributeName: name, KeyType: index === 0 ? "HASH" : "RANGE" })),
    AttributeDefinitions: attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
  };
}

/** `date (S), flight (S)` */
function keyText(schema: readonly KeySchemaElement[], definitions: readonly AttributeDefinition[]): string {
  return schema
    .map(({ AttributeName: name = "" }) => {
      const type = definitions.find((definition) => definition.AttributeName === name)?.AttributeType ?? "?";
      return `${name} (${type})`;
    })
    .join(", ");
}

/** Sockets kept open to the local store; its requests take about a millisecond each. */
const sockets = 32;

/**
 * An SDK client for the sandbox's tables. It never retries: a fault of the sandbox is to be seen, not smoothed over.
 * Requests carry a signature in form only, which is all that the store looks at: computing it took longer than the request.
 * @param endpoint from `startDynamoDb`
 */
export function dynamoDbClient(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    signer: {
      async sign(request) {
        request.headers["authorization"] =
          "AWS4-HMAC-SHA256 Credential=local/20240101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local";
        request.headers["x-amz-date"] = "20240101T000000Z";
        return request;
      },
    },
    maxAttempts: 1,
    requestHandler: { httpAgent: { keepAlive: true, maxSockets: sockets } },
  });
}
