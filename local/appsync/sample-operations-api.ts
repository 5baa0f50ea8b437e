import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteItemCommand, ScanCommand, type AttributeValue, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { dynamoDbClient, startDynamoDb } from "../dynamodb/dynamo-db.js";
import type { Disposable } from "../disposable.js";
import type { BackendModel, TableModel } from "../synth/backend-model.js";
import { loadBackendModel } from "../synth/load-backend-model.js";
import type { Principal } from "./identity.js";
import { createSampleApi, type SampleApi } from "./sample-api.js";

const projectDir = join(import.meta.dirname, "..", "..");
const silent = (): void => undefined;

/** The project's own definition with its own roles, and its tables in a DynamoDB. */
export interface OperationsBackend extends Disposable {
  /** An API whose clock begins at 2024-01-25T12:00:00Z, with empty tables. */
  readonly fresh: () => Promise<SampleApi>;
  /** Every item of the table whose name in the definition is `logicalName`. */
  readonly items: (logicalName: string) => Promise<readonly Record<string, unknown>[]>;
}

/** Synthesizes the project and starts a DynamoDB with its tables. */
export async function startOperationsBackend(): Promise<OperationsBackend> {
  const directory = await mkdtemp(join(tmpdir(), "airside-operations-"));
  // The cache of `npm start`: a synthesis takes longer than these tests.
  const model = await loadBackendModel({ projectDir, cacheDir: join(projectDir, ".airside"), log: silent });
  const dynamoDb = await startDynamoDb({ directory: join(directory, "tables"), tables: model.tables, log: silent });
  const client = dynamoDbClient(dynamoDb.endpoint);
  const used = ["Takeovers", "Displays"].map((name) => tableOf(model, name));
  return {
    async fresh() {
      for (const table of used) {
        for (const item of await scan(client, table)) await client.send(deletion(table, item));
      }
      return createSampleApi({
        schema: model.graphqlApi.schema,
        api: model.graphqlApi,
        tables: model.tables,
        functions: model.functions,
        roles: model.roles,
        dynamoDb: client,
      });
    },
    async items(logicalName) {
      return (await scan(client, tableOf(model, logicalName))).map((item) => unmarshall(item));
    },
    async dispose() {
      client.destroy();
      await dynamoDb.dispose();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function tableOf(model: BackendModel, name: string): TableModel {
  const found = model.tables.find(({ logicalId }) => logicalId.startsWith(name));
  if (found === undefined) throw new Error(`Expected a table ${name} in amplify/, found none.`);
  return found;
}

async function scan(client: DynamoDBClient, table: TableModel): Promise<Record<string, AttributeValue>[]> {
  return (await client.send(new ScanCommand({ TableName: table.tableName, ConsistentRead: true }))).Items ?? [];
}

function deletion(
  { tableName, partitionKey, sortKey }: TableModel,
  item: Record<string, AttributeValue>,
): DeleteItemCommand {
  const names = [partitionKey, sortKey].flatMap((key) => (key === undefined ? [] : [key.name]));
  const Key = Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
  return new DeleteItemCommand({ TableName: tableName, Key });
}

/** Every field: subscribers receive only what the mutation selects. */
const takeoverFields = `id zone level texts { language title detail } state minutes proposedAt lapsesAt confirmedAt expiresAt endedAt
  proposedBy confirmedBy endedBy`;

/** What operations and displays ask about takeovers. */
export const takeoverDocuments = {
  propose: `mutation ($input: TakeoverInput!) { proposeTakeover(input: $input) { ${takeoverFields} } }`,
  confirm: `mutation ($id: ID!) { confirmTakeover(id: $id) { ${takeoverFields} } }`,
  end: `mutation ($id: ID!) { endTakeover(id: $id) { ${takeoverFields} } }`,
  list: `query ($limit: Int) { takeovers(limit: $limit) { ${takeoverFields} } }`,
  active: "query ($zones: [String!]!) { activeTakeovers(zones: $zones) { id } }",
} as const;

/** A takeover of every display, in two languages, for half an hour. */
export function takeoverInput(change: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    zone: "all",
    level: "EMERGENCY",
    texts: [
      { language: "en", title: "Leave the building", detail: "Use the nearest exit." },
      { language: "ar", title: "غادروا المبنى" },
    ],
    minutes: 30,
    ...change,
  };
}

/** A user with an access token, which knows no email address: the user name of this pool is the sub. */
export function byAccessToken(name: string, ...groups: string[]): Principal {
  const sub = `sub-${name}`;
  const claims = { token_use: "access", username: sub };
  return {
    mode: "AMAZON_COGNITO_USER_POOLS",
    identity: { sub, username: sub, claims, groups },
    groups,
    roleArn: undefined,
  };
}

/** A user with an ID token, which has the email address. */
export function byIdToken(name: string, ...groups: string[]): Principal {
  const sub = `sub-${name}`;
  const claims = { token_use: "id", email: `${name}@airside.example`, email_verified: true };
  return {
    mode: "AMAZON_COGNITO_USER_POOLS",
    identity: { sub, username: sub, claims, groups },
    groups,
    roleArn: undefined,
  };
}

/** What went wrong, by type; empty where nothing did. */
export function errorTypesOf(answer: unknown): string[] {
  const { errors = [] } = answer as { readonly errors?: readonly { readonly errorType?: string }[] };
  return errors.map(({ errorType }) => errorType ?? "none");
}

/** The first field of an answer. Throws where there is none. */
export function dataOf(answer: unknown): Record<string, unknown> {
  const { data } = answer as { readonly data?: Record<string, unknown> | null };
  const [value] = Object.values(data ?? {});
  if (value === null || typeof value !== "object") throw new Error(`Expected data, got ${JSON.stringify(answer)}`);
  return value as Record<string, unknown>;
}
