import { describe, expect, test } from "vitest";
import { resource } from "./testing/fixture-assembly.js";
import { fixtureResources } from "./testing/fixture-backend.js";
import { changed, expectRefusal, mistake, read, refusal, type Refusal } from "./testing/read-fixture.js";

describe("buckets become models", () => {
  test("with their events and what expires", async () => {
    expect((await read(fixtureResources())).model.buckets).toEqual([
      {
        path: "root/lake/Lake/Resource",
        logicalId: "Lake",
        name: "lake-lake",
        arn: "arn:aws:s3:::lake-lake",
        sendsEvents: true,
        expirations: [{ prefix: "results/", days: 2 }],
      },
    ]);
  });

  test.each([
    { what: "no notifications", value: undefined, expected: false },
    { what: "EventBridge named, but not said to be on", value: { EventBridgeConfiguration: {} }, expected: true },
    { what: "EventBridge off", value: { EventBridgeConfiguration: { EventBridgeEnabled: false } }, expected: false },
  ])("that send events or not: $what", async ({ value, expected }) => {
    const { buckets } = (await read(changed("Lake", "NotificationConfiguration", value))).model;
    expect(buckets[0]?.sendsEvents).toBe(expected);
  });

  test("with names that S3 takes, however long and odd the place in the stack", async () => {
    const path = `lake/${"Very_Long.Name".repeat(9)}/_end_/Resource`;
    const { buckets } = (await read({ ...fixtureResources(), Odd: resource("AWS::S3::Bucket", path) })).model;
    expect(buckets.map(({ name }) => name)).toEqual([
      "lake-lake",
      expect.stringMatching(/^[a-z0-9][a-z0-9-]{61}[a-z0-9]$/),
    ]);
  });

  test("whose rule for every object has no prefix", async () => {
    const rules = [{ Status: "Enabled", ExpirationInDays: 7 }];
    const { buckets } = (await read(changed("Lake", "LifecycleConfiguration.Rules", rules))).model;
    expect(buckets[0]?.expirations).toEqual([{ prefix: "", days: 7 }]);
  });
});

const rule = "LifecycleConfiguration.Rules.0";
const refusals: readonly Refusal[] = [
  mistake(
    "a name in capitals",
    ["Lake", "BucketName", "Lake"],
    "BucketName of AWS::S3::Bucket",
    "bucketnamingrules.html",
  ),
  mistake("a name that ends in a hyphen", ["Lake", "BucketName", "lake-"], "BucketName", "bucketnamingrules.html"),
  refusal(
    "events to functions",
    ["Lake", "NotificationConfiguration.LambdaConfigurations", []],
    "set EventBridgeConfiguration",
  ),
  refusal(
    "events to queues",
    ["Lake", "NotificationConfiguration.QueueConfigurations", []],
    "set EventBridgeConfiguration",
  ),
  refusal("expiry by tag", ["Lake", `${rule}.TagFilters`, []], "use Prefix and ExpirationInDays"),
  refusal("expiry by date", ["Lake", `${rule}.ExpirationDate`, "2030-01-01"], "use Prefix and ExpirationInDays"),
  mistake("expiry at once", ["Lake", `${rule}.ExpirationInDays`, 0], "at least one day", "API_LifecycleExpiration"),
  refusal("object lock", ["Lake", "ObjectLockEnabled", true], "ObjectLockEnabled"),
  refusal("replication", ["Lake", "ReplicationConfiguration", {}], "one region"),
  refusal("a web site", ["Lake", "WebsiteConfiguration", {}], "WebsiteConfiguration"),
  {
    what: "two buckets of one name",
    resources: {
      ...changed("Lake", "BucketName", "same"),
      Other: resource("AWS::S3::Bucket", "lake/Other", { BucketName: "same" }),
    },
    code: "INVALID_TEMPLATE",
    expected: "are both named same. Rename one.",
    source: "bucketnamingrules.html",
  },
  {
    what: "the CDK's own custom resource for events",
    resources: { ...fixtureResources(), N: resource("Custom::S3BucketNotifications", "lake/N") },
    code: "UNSUPPORTED_RESOURCE",
    expected: "Set notificationConfiguration of the bucket's CfnBucket",
    source: "runs in Python",
  },
];

describe("a bucket is refused, loudly, for", () => {
  test.each(refusals)("$what ($source)", expectRefusal);
});
