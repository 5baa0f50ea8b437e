import { isDeepStrictEqual } from "node:util";
import {
  DeleteItemCommand,
  DynamoDBServiceException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  type DynamoDBClient,
  type QueryCommandOutput,
} from "@aws-sdk/client-dynamodb";
import { evaluatePolicy } from "../../iam/policy.js";
import type { Role } from "../../iam/role-directory.js";
import type { TableModel } from "../../synth/backend-model.js";
import { AppSyncError } from "../identity.js";
import type { DataSource, DataSourceOutcome } from "./data-source.js";
import { runBatch } from "./dynamodb-batch.js";
import { expressions, type NamedExpressions } from "./dynamodb-expressions.js";
import {
  parseDynamoDbRequest,
  type DynamoDbCondition,
  type DynamoDbRequest,
  type DynamoDbRequestOf,
} from "./dynamodb-request.js";
import { fromAttributeMap, toAttributeMap } from "./dynamodb-values.js";
import { PaginationTokenError, readPaginationToken, writePaginationToken } from "./pagination-token.js";

/** What a DynamoDB data source is made from. */
export interface DynamoDbDataSourceOptions {
  readonly client: DynamoDBClient;
  readonly table: TableModel;
  /** All tables: batch requests name theirs. */
  readonly tables: readonly TableModel[];
  /** The data source's service role; undefined: nothing is checked. */
  readonly role: Role | undefined;
}

/** IAM action behind each operation; batches need that of the SDK call. */
const actions: Readonly<Record<DynamoDbRequest["operation"], string>> = {
  GetItem: "dynamodb:GetItem",
  PutItem: "dynamodb:PutItem",
  UpdateItem: "dynamodb:UpdateItem",
  DeleteItem: "dynamodb:DeleteItem",
  Query: "dynamodb:Query",
  Scan: "dynamodb:Scan",
  BatchGetItem: "dynamodb:BatchGetItem",
  BatchPutItem: "dynamodb:BatchWriteItem",
  BatchDeleteItem: "dynamodb:BatchWriteItem",
};

function failure(type: string, message: string, requestId = "local", status = 400): DataSourceOutcome {
  // The form of messages in JavaScript resolvers: https://github.com/aws/aws-appsync-community/issues/343
  return {
    type: "error",
    error: {
      type: `DynamoDB:${type}`,
      message: `${message} (Service: DynamoDb, Status Code: ${status}, Request ID: ${requestId})`,
    },
  };
}

/**
 * A DynamoDB data source: https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html.
 * Failures of DynamoDB, missing permissions among them, become `ctx.error` of type `DynamoDB:<exception>`.
 */
export function createDynamoDbDataSource(options: DynamoDbDataSourceOptions): DataSource {
  return {
    async invoke(value) {
      const request = parseDynamoDbRequest(value);
      const denied = missingPermission(request, options);
      if (denied !== undefined) return denied;
      try {
        return { type: "result", result: await run(request, options) };
      } catch (error) {
        if (error instanceof PaginationTokenError) {
          return { type: "error", error: { type: "BadRequestException", message: error.message } };
        }
        if (!(error instanceof DynamoDBServiceException)) throw error;
        if (error.name === "ConditionalCheckFailedException") {
          const settled = await settledAnyway(request, options);
          if (settled !== undefined) return settled;
        }
        return failure(error.name, error.message, error.$metadata.requestId, error.$metadata.httpStatusCode);
      }
    },
  };
}

function missingPermission(
  request: DynamoDbRequest,
  options: DynamoDbDataSourceOptions,
): DataSourceOutcome | undefined {
  const { role, table, tables } = options;
  if (role === undefined) return undefined;
  const action = actions[request.operation];
  const used = "tables" in request ? tables.filter(({ tableName }) => tableName in request.tables) : [table];
  for (const { arn } of used) {
    const resource = "index" in request && request.index != null ? `${arn}/index/${request.index}` : arn;
    if (evaluatePolicy(role.statements, action, resource) === "Allowed") continue;
    return failure(
      "AccessDeniedException",
      `The role ${role.arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
    );
  }
  return undefined;
}

function run(request: DynamoDbRequest, options: DynamoDbDataSourceOptions): Promise<unknown> {
  switch (request.operation) {
    case "GetItem":
      return getItem(request, options);
    case "PutItem":
      return putItem(request, options);
    case "UpdateItem":
      return updateItem(request, options);
    case "DeleteItem":
      return deleteItem(request, options);
    case "Query":
      return query(request, options);
    case "Scan":
      return scan(request, options);
    case "BatchGetItem":
    case "BatchPutItem":
    case "BatchDeleteItem":
      return runBatch(request, options.client, options.tables);
  }
}

function names(merged: NamedExpressions) {
  return {
    ...(merged.names === undefined ? {} : { ExpressionAttributeNames: merged.names }),
    ...(merged.values === undefined ? {} : { ExpressionAttributeValues: merged.values }),
  };
}

async function getItem(request: DynamoDbRequestOf<"GetItem">, { client, table }: DynamoDbDataSourceOptions) {
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: table.tableName,
      Key: toAttributeMap(request.key, "$[key]"),
      ConsistentRead: request.consistentRead ?? false,
      ...(request.projection == null ? {} : { ProjectionExpression: request.projection.expression }),
      ...names(expressions({ projection: request.projection })),
    }),
  );
  return Item === undefined ? null : fromAttributeMap(Item);
}

function conditionInput(condition: DynamoDbCondition | null | undefined) {
  if (condition == null) return {};
  if (condition.conditionalCheckFailedHandler?.strategy === "Custom") {
    throw new AppSyncError(
      "MappingTemplate",
      "conditionalCheckFailedHandler: the strategy Custom calls a Lambda function, which the sandbox does not do. Use Reject and handle ctx.error.",
    );
  }
  return { ConditionExpression: condition.expression };
}

async function putItem(request: DynamoDbRequestOf<"PutItem">, { client, table }: DynamoDbDataSourceOptions) {
  const Item = {
    ...toAttributeMap(request.attributeValues ?? {}, "$[attributeValues]"),
    ...toAttributeMap(request.key, "$[key]"),
  };
  await client.send(
    new PutItemCommand({
      TableName: table.tableName,
      Item,
      ...conditionInput(request.condition),
      ...names(expressions({ condition: request.condition })),
    }),
  );
  return fromAttributeMap(Item);
}

async function updateItem(request: DynamoDbRequestOf<"UpdateItem">, { client, table }: DynamoDbDataSourceOptions) {
  const { Attributes } = await client.send(
    new UpdateItemCommand({
      TableName: table.tableName,
      Key: toAttributeMap(request.key, "$[key]"),
      UpdateExpression: request.update.expression,
      ReturnValues: "ALL_NEW",
      ...conditionInput(request.condition),
      ...names(expressions({ update: request.update, condition: request.condition })),
    }),
  );
  return Attributes === undefined ? null : fromAttributeMap(Attributes);
}

async function deleteItem(request: DynamoDbRequestOf<"DeleteItem">, { client, table }: DynamoDbDataSourceOptions) {
  const { Attributes } = await client.send(
    new DeleteItemCommand({
      TableName: table.tableName,
      Key: toAttributeMap(request.key, "$[key]"),
      ReturnValues: "ALL_OLD",
      ...conditionInput(request.condition),
      ...names(expressions({ condition: request.condition })),
    }),
  );
  return Attributes === undefined ? null : fromAttributeMap(Attributes);
}

type Page = DynamoDbRequestOf<"Query"> | DynamoDbRequestOf<"Scan">;

function pageInput(request: Page, { tableName }: TableModel) {
  const select =
    request.select === "ALL_PROJECTED_ATTRIBUTES" && request.index == null ? "ALL_ATTRIBUTES" : request.select;
  return {
    TableName: tableName,
    ...(request.index == null ? {} : { IndexName: request.index }),
    ...(request.limit == null ? {} : { Limit: request.limit }),
    ...(request.consistentRead == null ? {} : { ConsistentRead: request.consistentRead }),
    ...(select == null ? {} : { Select: select }),
    ...(request.filter == null ? {} : { FilterExpression: request.filter.expression }),
    ...(request.projection == null ? {} : { ProjectionExpression: request.projection.expression }),
    ...(request.nextToken == null ? {} : { ExclusiveStartKey: readPaginationToken(request.nextToken) }),
  };
}

async function query(request: DynamoDbRequestOf<"Query">, { client, table }: DynamoDbDataSourceOptions) {
  const answer = await client.send(
    new QueryCommand({
      ...pageInput(request, table),
      KeyConditionExpression: request.query.expression,
      ScanIndexForward: request.scanIndexForward ?? true,
      ...names(expressions({ query: request.query, filter: request.filter, projection: request.projection })),
    }),
  );
  return pageResult(answer);
}

async function scan(request: DynamoDbRequestOf<"Scan">, { client, table }: DynamoDbDataSourceOptions) {
  const answer = await client.send(
    new ScanCommand({
      ...pageInput(request, table),
      ...(request.totalSegments == null ? {} : { TotalSegments: request.totalSegments }),
      ...(request.segment == null ? {} : { Segment: request.segment }),
      ...names(expressions({ filter: request.filter, projection: request.projection })),
    }),
  );
  return pageResult(answer);
}

function pageResult(answer: Pick<QueryCommandOutput, "Items" | "LastEvaluatedKey" | "ScannedCount">) {
  return {
    items: (answer.Items ?? []).map(fromAttributeMap),
    nextToken: writePaginationToken(answer.LastEvaluatedKey),
    scannedCount: answer.ScannedCount ?? 0,
  };
}

/**
 * A failed condition counts as success where the table already holds what was wanted: the very item of a PutItem (but for
 * the attributes in `equalsIgnore`), no item for a DeleteItem
 * (https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-condition-expressions.html).
 */
async function settledAnyway(
  request: DynamoDbRequest,
  { client, table }: DynamoDbDataSourceOptions,
): Promise<DataSourceOutcome | undefined> {
  if (request.operation !== "PutItem" && request.operation !== "DeleteItem") return undefined;
  const key = toAttributeMap(request.key, "$[key]");
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: table.tableName,
      Key: key,
      ConsistentRead: request.condition?.consistentRead ?? true,
    }),
  );
  if (request.operation === "DeleteItem") return Item === undefined ? { type: "result", result: null } : undefined;
  if (Item === undefined) return undefined;
  const ignored = new Set(request.condition?.equalsIgnore ?? []);
  const comparable = (item: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(item).filter(([name]) => !ignored.has(name)));
  const stored = fromAttributeMap(Item);
  const wanted = fromAttributeMap({ ...toAttributeMap(request.attributeValues ?? {}, "$[attributeValues]"), ...key });
  return isDeepStrictEqual(comparable(stored), comparable(wanted)) ? { type: "result", result: stored } : undefined;
}
