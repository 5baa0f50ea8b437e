import type { DataSourceModel } from "./backend-model.js";
import { PropertyReader } from "./property-reader.js";
import type { Resource } from "./stack.js";

const kindAdvice = "It runs AMAZON_DYNAMODB, AWS_LAMBDA and NONE data sources: use one of these.";
const conflictAdvice = "Conflict detection needs the cloud.";

/**
 * A data source of the API.
 * @param functionArns functions of the definition
 * @throws SynthError for other kinds, and for functions from elsewhere
 */
export function readDataSource(resource: Resource, functionArns: ReadonlySet<string>): DataSourceModel {
  const source = PropertyReader.of(resource, {
    runs: ["ApiId", "Name", "Type", "DynamoDBConfig", "LambdaConfig", "ServiceRoleArn"],
    noLocalEffect: ["Description", "MetricsConfig"],
    refused: Object.fromEntries(
      [
        "HttpConfig",
        "RelationalDatabaseConfig",
        "OpenSearchServiceConfig",
        "ElasticsearchConfig",
        "EventBridgeConfig",
      ].map((name) => [name, kindAdvice]),
    ),
  });
  const common = { path: resource.path, logicalId: resource.logicalId, name: source.text("Name") };
  const type = source.text("Type");
  switch (type) {
    case "NONE":
      return { ...common, type };
    case "AMAZON_DYNAMODB":
      return { ...common, type, tableName: readTableName(source), roleArn: source.optionalText("ServiceRoleArn") };
    case "AWS_LAMBDA": {
      const lambda = source.object("LambdaConfig") ?? source.fail("LambdaConfig", "an object");
      const functionArn = lambda.text("LambdaFunctionArn");
      if (!functionArns.has(functionArn)) {
        lambda.fail("LambdaFunctionArn", "the ARN of a function of this definition, without version or alias");
      }
      return { ...common, type, functionArn, roleArn: source.optionalText("ServiceRoleArn") };
    }
    default:
      throw source.refuse(`Type ${type}`, kindAdvice);
  }
}

function readTableName(source: PropertyReader): string {
  const table = (source.object("DynamoDBConfig") ?? source.fail("DynamoDBConfig", "an object")).only({
    runs: ["TableName"],
    noLocalEffect: ["AwsRegion", "UseCallerCredentials"],
    refused: { DeltaSyncConfig: conflictAdvice, Versioned: conflictAdvice },
  });
  if (table.optionalBoolean("UseCallerCredentials") === true) {
    throw table.refuse("UseCallerCredentials", "Give the data source a role of its own.");
  }
  return table.text("TableName");
}
