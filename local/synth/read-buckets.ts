import type { BucketModel } from "./backend-model.js";
import { bucketArn, bucketName } from "./physical-lake-resource.js";
import { PropertyReader } from "./property-reader.js";
import type { ResourcesByType } from "./read-graphql-api.js";
import type { Resource } from "./stack.js";

const eventBridgeAdvice =
  "It sends events of buckets to EventBridge only: set EventBridgeConfiguration and use a rule.";
const support = {
  runs: ["BucketName", "NotificationConfiguration", "LifecycleConfiguration"],
  noLocalEffect: [
    "AccelerateConfiguration",
    "AccessControl",
    "AnalyticsConfigurations",
    "BucketEncryption",
    "CorsConfiguration",
    "IntelligentTieringConfigurations",
    "LoggingConfiguration",
    "MetricsConfigurations",
    "OwnershipControls",
    "PublicAccessBlockConfiguration",
    "Tags",
    // Replaced and deleted objects are gone here.
    "VersioningConfiguration",
  ],
  refused: {
    InventoryConfigurations: "Inventories are written by the cloud only.",
    ObjectLockConfiguration: "The sandbox deletes what it is told to delete.",
    ObjectLockEnabled: "The sandbox deletes what it is told to delete.",
    ReplicationConfiguration: "The sandbox is one region.",
    WebsiteConfiguration: "The sandbox serves the web app itself.",
  },
};
const ruleSupport = {
  runs: ["Status", "Prefix", "ExpirationInDays"],
  noLocalEffect: [
    "Id",
    "AbortIncompleteMultipartUpload",
    "ExpiredObjectDeleteMarker",
    "NoncurrentVersionExpiration",
    "NoncurrentVersionExpirationInDays",
    "NoncurrentVersionTransition",
    "NoncurrentVersionTransitions",
    "Transition",
    "Transitions",
  ],
  refused: Object.fromEntries(
    ["ExpirationDate", "ObjectSizeGreaterThan", "ObjectSizeLessThan", "TagFilters"].map((name) => [
      name,
      "It deletes objects by prefix and age in days: use Prefix and ExpirationInDays.",
    ]),
  ),
};

/** 3 to 63 lower-case letters, digits, dots and hyphens (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html). */
const nameForm = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/**
 * Buckets with the events that they send and the objects that they let expire.
 * @throws SynthError for names that S3 refuses, and for notifications and lifecycle rules that the sandbox cannot run
 */
export function readBuckets(ofType: ResourcesByType): readonly BucketModel[] {
  return ofType("AWS::S3::Bucket").map(readBucket);
}

function readBucket(resource: Resource): BucketModel {
  const bucket = PropertyReader.of(resource, support);
  const name = bucketName(resource);
  if (!nameForm.test(name)) {
    bucket.fail("BucketName", "3 to 63 lower-case letters, digits, dots and hyphens, a letter or digit at both ends");
  }
  return {
    path: resource.path,
    logicalId: resource.logicalId,
    name,
    arn: bucketArn(resource),
    sendsEvents: sendsEvents(bucket),
    expirations: (bucket.object("LifecycleConfiguration")?.objects("Rules") ?? []).flatMap(readExpiration),
  };
}

function sendsEvents(bucket: PropertyReader): boolean {
  const notifications = bucket.object("NotificationConfiguration")?.only({
    runs: ["EventBridgeConfiguration"],
    noLocalEffect: [],
    refused: Object.fromEntries(
      ["LambdaConfigurations", "QueueConfigurations", "TopicConfigurations"].map((name) => [name, eventBridgeAdvice]),
    ),
  });
  const toEventBridge = notifications?.object("EventBridgeConfiguration");
  return toEventBridge !== undefined && (toEventBridge.optionalBoolean("EventBridgeEnabled") ?? true);
}

function readExpiration(rule: PropertyReader): BucketModel["expirations"] {
  // A rule that is off may say what it likes.
  if (rule.text("Status") !== "Enabled") return [];
  const days = rule.only(ruleSupport).optionalInteger("ExpirationInDays");
  if (days === undefined) return [];
  if (days < 1) rule.fail("ExpirationInDays", "at least one day");
  return [{ prefix: rule.optionalText("Prefix") ?? "", days }];
}
