import { z } from "zod";
import { AppSyncError } from "../identity.js";

/**
 * Requests to a DynamoDB data source, as APPSYNC_JS handlers return them
 * (https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html). Keys that the service does
 * not know are errors, as they are there.
 */

const names = z.record(z.string(), z.string()).nullish();
const typedValues = z.record(z.string(), z.unknown());

const expression = z.strictObject({
  expression: z.string(),
  expressionNames: names,
  expressionValues: typedValues.nullish(),
});
const projection = z.strictObject({ expression: z.string(), expressionNames: names });

const condition = expression.extend({
  /** Attributes that do not count when AppSync compares the stored item with the wanted one. */
  equalsIgnore: z.array(z.string()).nullish(),
  consistentRead: z.boolean().nullish(),
  conditionalCheckFailedHandler: z
    .strictObject({ strategy: z.enum(["Reject", "Custom"]), lambdaArn: z.string().nullish() })
    .nullish(),
});

/** Left over from VTL; accepted and without meaning. */
const version = z.string().nullish();

const page = {
  version,
  index: z.string().nullish(),
  nextToken: z.string().nullish(),
  limit: z.number().int().positive().nullish(),
  consistentRead: z.boolean().nullish(),
  filter: expression.nullish(),
  projection: projection.nullish(),
  select: z.enum(["ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "COUNT"]).nullish(),
};

const request = z.discriminatedUnion("operation", [
  z.strictObject({
    operation: z.literal("GetItem"),
    version,
    key: typedValues,
    consistentRead: z.boolean().nullish(),
    projection: projection.nullish(),
  }),
  z.strictObject({
    operation: z.literal("PutItem"),
    version,
    key: typedValues,
    attributeValues: typedValues.nullish(),
    condition: condition.nullish(),
    customPartitionKey: z.string().nullish(),
    populateIndexFields: z.boolean().nullish(),
    _version: z.number().nullish(),
  }),
  z.strictObject({
    operation: z.literal("UpdateItem"),
    version,
    key: typedValues,
    update: expression,
    condition: condition.nullish(),
    customPartitionKey: z.string().nullish(),
    populateIndexFields: z.boolean().nullish(),
    _version: z.number().nullish(),
  }),
  z.strictObject({
    operation: z.literal("DeleteItem"),
    version,
    key: typedValues,
    condition: condition.nullish(),
    customPartitionKey: z.string().nullish(),
    populateIndexFields: z.boolean().nullish(),
    _version: z.number().nullish(),
  }),
  z.strictObject({
    operation: z.literal("Query"),
    ...page,
    query: expression,
    scanIndexForward: z.boolean().nullish(),
  }),
  z.strictObject({
    operation: z.literal("Scan"),
    ...page,
    totalSegments: z.number().int().positive().nullish(),
    segment: z.number().int().nonnegative().nullish(),
  }),
  z.strictObject({
    operation: z.literal("BatchGetItem"),
    version,
    tables: z.record(
      z.string(),
      z.union([
        z.array(typedValues),
        z.strictObject({
          keys: z.array(typedValues),
          consistentRead: z.boolean().nullish(),
          projection: projection.nullish(),
        }),
      ]),
    ),
  }),
  z.strictObject({
    operation: z.literal("BatchPutItem"),
    version,
    tables: z.record(z.string(), z.array(typedValues)),
  }),
  z.strictObject({
    operation: z.literal("BatchDeleteItem"),
    version,
    tables: z.record(z.string(), z.array(typedValues)),
  }),
]);

export type DynamoDbRequest = z.infer<typeof request>;
export type DynamoDbRequestOf<Operation extends DynamoDbRequest["operation"]> = Extract<
  DynamoDbRequest,
  { operation: Operation }
>;
export type DynamoDbExpression = z.infer<typeof expression>;
export type DynamoDbCondition = z.infer<typeof condition>;

/** Operations of the service that the local tables cannot do. */
const missingOperations: Readonly<Record<string, string>> = {
  TransactGetItems: "the local DynamoDB (dynalite) has no transactions",
  TransactWriteItems: "the local DynamoDB (dynalite) has no transactions",
  Sync: "the sandbox has no conflict detection",
};

function place(path: readonly PropertyKey[]): string {
  return `$${path.map((key) => `[${String(key)}]`).join("")}`;
}

/**
 * Checks what a request handler returned.
 * @throws AppSyncError of type MappingTemplate, worded as the service's
 * (https://docs.aws.amazon.com/appsync/latest/devguide/troubleshooting-and-common-mistakes.html)
 */
export function parseDynamoDbRequest(value: unknown): DynamoDbRequest {
  const operation =
    value !== null && typeof value === "object" && "operation" in value ? String(value.operation) : undefined;
  if (operation === undefined) throw new AppSyncError("MappingTemplate", "Value for field '$[operation]' not found.");
  const missing = missingOperations[operation];
  if (missing !== undefined) {
    throw new AppSyncError(
      "MappingTemplate",
      `${operation} cannot run in the sandbox: ${missing}. Use single-item operations with conditions.`,
    );
  }
  const result = request.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue === undefined) throw new AppSyncError("MappingTemplate", "Unable to read the request.");
  if (issue.code === "unrecognized_keys") {
    throw new AppSyncError("MappingTemplate", `Unsupported element '${place([...issue.path, issue.keys[0] ?? ""])}'.`);
  }
  if (issue.code === "invalid_union" && issue.path[0] === "operation") {
    throw new AppSyncError("MappingTemplate", `Unsupported operation '${operation}'.`);
  }
  if (issue.code === "invalid_type" && issue.message.includes("received undefined")) {
    throw new AppSyncError("MappingTemplate", `Value for field '${place(issue.path)}' not found.`);
  }
  throw new AppSyncError("MappingTemplate", `Value for field '${place(issue.path)}' is not valid: ${issue.message}.`);
}
