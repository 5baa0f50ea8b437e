import type { BucketModel, WorkGroupModel } from "./backend-model.js";
import { workGroupArn, workGroupName } from "./physical-lake-resource.js";
import { PropertyReader } from "./property-reader.js";
import type { ResourcesByType } from "./read-graphql-api.js";
import type { Resource } from "./stack.js";

const sqlAdvice = "It runs SQL as the caller's role: leave it out.";

/**
 * Athena's work groups.
 * @throws SynthError for engines other than Athena's SQL engine 3 and for results outside the definition's buckets
 */
export function readWorkGroups(ofType: ResourcesByType, buckets: readonly BucketModel[]): readonly WorkGroupModel[] {
  return ofType("AWS::Athena::WorkGroup").map((resource) => readWorkGroup(resource, buckets));
}

function readWorkGroup(resource: Resource, buckets: readonly BucketModel[]): WorkGroupModel {
  const group = PropertyReader.of(resource, {
    runs: ["Name", "State", "WorkGroupConfiguration"],
    noLocalEffect: ["Description", "RecursiveDeleteOption", "Tags"],
    refused: { WorkGroupConfigurationUpdates: "Use WorkGroupConfiguration." },
  });
  const configuration = group.object("WorkGroupConfiguration") ?? group.fail("WorkGroupConfiguration", "an object");
  configuration.only({
    runs: ["BytesScannedCutoffPerQuery", "EnforceWorkGroupConfiguration", "EngineVersion", "ResultConfiguration"],
    noLocalEffect: ["PublishCloudWatchMetricsEnabled", "RequesterPaysEnabled"],
    refused: Object.fromEntries(
      [
        "AdditionalConfiguration",
        "CustomerContentEncryptionConfiguration",
        "EngineConfiguration",
        "ExecutionRole",
        "ManagedQueryResultsConfiguration",
        "MonitoringConfiguration",
      ].map((name) => [name, sqlAdvice]),
    ),
  });
  const engine = configuration.object("EngineVersion")?.optionalText("SelectedEngineVersion") ?? "AUTO";
  if (engine !== "AUTO" && engine !== "Athena engine version 3") {
    throw configuration.refuse(`EngineVersion ${engine}`, "It runs Athena engine version 3: use that.");
  }
  const bytes = configuration.optionalInteger("BytesScannedCutoffPerQuery");
  // https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html
  if (bytes !== undefined && bytes < 10_000_000) configuration.fail("BytesScannedCutoffPerQuery", "at least 10000000");
  return {
    path: resource.path,
    logicalId: resource.logicalId,
    name: workGroupName(resource),
    arn: workGroupArn(resource),
    enabled: group.optionalChoice("State", ["ENABLED", "DISABLED"]) !== "DISABLED",
    // CloudFormation documents no default.
    enforced:
      configuration.optionalBoolean("EnforceWorkGroupConfiguration") ??
      configuration.fail("EnforceWorkGroupConfiguration", "true or false"),
    outputLocation: readOutputLocation(configuration, buckets),
    bytesScannedCutoff: bytes,
  };
}

function readOutputLocation(configuration: PropertyReader, buckets: readonly BucketModel[]): string {
  const results = configuration.object("ResultConfiguration") ?? configuration.fail("ResultConfiguration", "an object");
  results.only({
    runs: ["OutputLocation"],
    noLocalEffect: ["AclConfiguration", "EncryptionConfiguration", "ExpectedBucketOwner"],
  });
  const location = results.text("OutputLocation");
  const [, bucket] = /^s3:\/\/([^/]+)(?:\/|$)/.exec(location) ?? [];
  if (!buckets.some(({ name }) => name === bucket)) {
    results.fail("OutputLocation", "s3://bucket/prefix/ with a bucket of this definition");
  }
  return location.endsWith("/") ? location : `${location}/`;
}
