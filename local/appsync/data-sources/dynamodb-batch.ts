import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type AttributeValue,
  type DynamoDBClient,
  type KeysAndAttributes,
} from "@aws-sdk/client-dynamodb";
import type { TableModel } from "../../synth/backend-model.js";
import { AppSyncError } from "../identity.js";
import { maximumBatchGetItems, maximumBatchWriteItems } from "../service-limits.js";
import { expressions } from "./dynamodb-expressions.js";
import type { DynamoDbRequestOf } from "./dynamodb-request.js";
import { fromAttributeMap, toAttributeMap } from "./dynamodb-values.js";

type Item = Record<string, AttributeValue>;
type BatchRequest =
  DynamoDbRequestOf<"BatchGetItem"> | DynamoDbRequestOf<"BatchPutItem"> | DynamoDbRequestOf<"BatchDeleteItem">;

/**
 * Runs a batch and gives `{ data: { <table>: [item or null] }, unprocessedKeys | unprocessedItems }`, items in the order
 * of the request (https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-batch-get-item.html).
 */
export function runBatch(
  request: BatchRequest,
  client: DynamoDBClient,
  tables: readonly TableModel[],
): Promise<unknown> {
  for (const name of Object.keys(request.tables)) {
    if (!tables.some(({ tableName }) => tableName === name)) {
      throw new AppSyncError("MappingTemplate", `$[tables][${name}]: this backend has no table of that name.`);
    }
  }
  return request.operation === "BatchGetItem" ? batchGet(request, client, tables) : batchWrite(request, client);
}

function checkCount(count: number, maximum: number, operation: string): void {
  if (count > maximum) {
    throw new AppSyncError("MappingTemplate", `${operation} takes at most ${maximum} items, the request has ${count}.`);
  }
}

/** Text that is equal for equal keys. */
function identity(item: Item, attributes: readonly string[]): string {
  return JSON.stringify(attributes.map((name) => item[name]));
}

async function batchGet(
  request: DynamoDbRequestOf<"BatchGetItem">,
  client: DynamoDBClient,
  tables: readonly TableModel[],
): Promise<unknown> {
  const wanted = Object.entries(request.tables).map(([name, table]) => {
    const detailed = Array.isArray(table) ? { keys: table, consistentRead: null, projection: null } : table;
    const keys = detailed.keys.map((key, index) => toAttributeMap(key, `$[tables][${name}][keys][${index}]`));
    return { name, keys, detailed };
  });
  checkCount(
    wanted.reduce((sum, { keys }) => sum + keys.length, 0),
    maximumBatchGetItems,
    request.operation,
  );
  const { Responses = {}, UnprocessedKeys = {} } = await client.send(
    new BatchGetItemCommand({
      RequestItems: Object.fromEntries(
        wanted.map(({ name, keys, detailed }): [string, KeysAndAttributes] => {
          const { names } = expressions({ projection: detailed.projection });
          return [
            name,
            {
              Keys: keys,
              ConsistentRead: detailed.consistentRead ?? false,
              ...(detailed.projection == null ? {} : { ProjectionExpression: detailed.projection.expression }),
              ...(names === undefined ? {} : { ExpressionAttributeNames: names }),
            },
          ];
        }),
      ),
    }),
  );
  const data = wanted.map(({ name, keys }) => {
    const table = tables.find(({ tableName }) => tableName === name);
    const attributes = [table?.partitionKey.name, table?.sortKey?.name].filter((attribute) => attribute !== undefined);
    const found = new Map((Responses[name] ?? []).map((item) => [identity(item, attributes), item]));
    return [
      name,
      keys.map((key) => {
        const item = found.get(identity(key, attributes));
        return item === undefined ? null : fromAttributeMap(item);
      }),
    ];
  });
  const unprocessed = wanted.map(({ name }) => [name, (UnprocessedKeys[name]?.Keys ?? []).map(fromAttributeMap)]);
  return { data: Object.fromEntries(data) as unknown, unprocessedKeys: Object.fromEntries(unprocessed) as unknown };
}

async function batchWrite(
  request: DynamoDbRequestOf<"BatchPutItem"> | DynamoDbRequestOf<"BatchDeleteItem">,
  client: DynamoDBClient,
): Promise<unknown> {
  const deleting = request.operation === "BatchDeleteItem";
  const wanted = Object.entries(request.tables).map(([name, items]) => ({
    name,
    items: items.map((item, index) => toAttributeMap(item, `$[tables][${name}][${index}]`)),
  }));
  checkCount(
    wanted.reduce((sum, { items }) => sum + items.length, 0),
    maximumBatchWriteItems,
    request.operation,
  );
  const { UnprocessedItems = {} } = await client.send(
    new BatchWriteItemCommand({
      RequestItems: Object.fromEntries(
        wanted.map(({ name, items }) => [
          name,
          items.map((item) => (deleting ? { DeleteRequest: { Key: item } } : { PutRequest: { Item: item } })),
        ]),
      ),
    }),
  );
  const data: Record<string, unknown> = {};
  const unprocessed: Record<string, unknown> = {};
  for (const { name, items } of wanted) {
    const left = (UnprocessedItems[name] ?? [])
      .map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key)
      .filter((item) => item !== undefined);
    const open = new Set(left.map((item) => JSON.stringify(fromAttributeMap(item))));
    data[name] = items.map((item) => {
      const plain = fromAttributeMap(item);
      return open.has(JSON.stringify(plain)) ? null : plain;
    });
    unprocessed[name] = left.map(fromAttributeMap);
  }
  return deleting ? { data, unprocessedKeys: unprocessed } : { data, unprocessedItems: unprocessed };
}
