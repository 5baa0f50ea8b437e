import type { KeyAttribute, TableModel } from "./backend-model.js";
import { tableArn, tableName } from "./physical-resource.js";
import { PropertyReader } from "./property-reader.js";
import type { ResourcesByType } from "./read-graphql-api.js";
import type { Resource } from "./stack.js";

const indexAdvice =
  "The local store loses index rows when it is killed. Make the key answer the query, or keep a second table.";
const support = {
  runs: ["TableName", "KeySchema", "AttributeDefinitions", "TimeToLiveSpecification", "Replicas"],
  noLocalEffect: [
    "BillingMode",
    "ProvisionedThroughput",
    "OnDemandThroughput",
    "WriteProvisionedThroughputSettings",
    "WriteOnDemandThroughputSettings",
    "WarmThroughput",
    "PointInTimeRecoverySpecification",
    "SSESpecification",
    "DeletionProtectionEnabled",
    "TableClass",
    "Tags",
    "ContributorInsightsSpecification",
    "ResourcePolicy",
    // A stream without a reader changes nothing, and its readers are refused.
    "StreamSpecification",
  ],
  refused: {
    GlobalSecondaryIndexes: indexAdvice,
    LocalSecondaryIndexes: indexAdvice,
    ImportSourceSpecification: "Import data by a command instead.",
    KinesisStreamSpecification: "The sandbox has no Kinesis.",
  },
};

/** @throws SynthError UNSUPPORTED_FEATURE for secondary indexes and replicas */
export function readTables(ofType: ResourcesByType): readonly TableModel[] {
  return [...ofType("AWS::DynamoDB::Table"), ...ofType("AWS::DynamoDB::GlobalTable")].map(readTable);
}

function readTable(resource: Resource): TableModel {
  const table = PropertyReader.of(resource, support);
  if (table.list("Replicas").length > 1) throw table.refuse("Replicas", "It is one region: keep one replica.");
  const timeToLive = table.object("TimeToLiveSpecification");
  const key = (keyType: string): KeyAttribute | undefined => {
    const name = table
      .objects("KeySchema")
      .find((entry) => entry.text("KeyType") === keyType)
      ?.text("AttributeName");
    if (name === undefined) return undefined;
    const type = table
      .objects("AttributeDefinitions")
      .find((entry) => entry.text("AttributeName") === name)
      ?.text("AttributeType");
    if (type === "S" || type === "N" || type === "B") return { name, type };
    return table.fail("AttributeDefinitions", `an entry of type S, N or B for the key ${name}`);
  };
  return {
    path: resource.path,
    logicalId: resource.logicalId,
    tableName: tableName(resource),
    arn: tableArn(resource),
    partitionKey: key("HASH") ?? table.fail("KeySchema", "a HASH key"),
    sortKey: key("RANGE"),
    timeToLiveAttribute:
      timeToLive?.values["Enabled"] === false ? undefined : timeToLive?.optionalText("AttributeName"),
  };
}
