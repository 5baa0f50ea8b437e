import { Arn, Aws, Stack } from "aws-cdk-lib";
import { CfnWorkGroup } from "aws-cdk-lib/aws-athena";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { resultPrefix, type ResultKind } from "./result-places.js";
import { byGroup, type ByGroup, type LakeGroup } from "./visibility.js";

/** An Athena work group and what IAM calls it. */
export interface WorkGroup {
  readonly name: string;
  readonly arn: string;
}

/**
 * The two ways of each group to ask the lake: for what a person waits for, and for exports, whose changes of state are told
 * on the event bus. Of its own, since who may use a work group sees its queries, and where it puts their results is said
 * in it (https://docs.aws.amazon.com/athena/latest/ug/lf-athena-limitations.html).
 */
export type WorkGroups = ByGroup<Readonly<Record<ResultKind, WorkGroup>>>;

const gibibyte = 2 ** 30;

/**
 * Most that one query may read, in bytes; Athena ends it there. 10 GiB is some 80 million companies as CSV, more than
 * can be paged through within the 29 s of `query-lake`, and costs 5 US cents. An export runs once and reads all of it.
 */
const bytesScannedCutoff = { queries: 10 * gibibyte, exports: 100 * gibibyte } as const;

/** Work groups whose settings no client can override: where results go, that they are encrypted, how much is read. */
export function createWorkGroups(scope: Construct, bucket: Bucket, deploymentName: string): WorkGroups {
  function workGroup(kind: ResultKind, group: LakeGroup, description: string): WorkGroup {
    const { ref } = new CfnWorkGroup(scope, `WorkGroup-${kind}-${group}`, {
      name: `lake-${kind}-${group}-${deploymentName}`,
      description,
      state: "ENABLED",
      // Its history goes with it: a work group with queries in it cannot be deleted otherwise.
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        requesterPaysEnabled: false,
        bytesScannedCutoffPerQuery: bytesScannedCutoff[kind],
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
        resultConfiguration: {
          outputLocation: bucket.s3UrlForObject(resultPrefix(kind, group)),
          encryptionConfiguration: { encryptionOption: "SSE_S3" },
          expectedBucketOwner: Aws.ACCOUNT_ID,
        },
      },
    });
    return {
      name: ref,
      arn: Arn.format({ service: "athena", resource: "workgroup", resourceName: ref }, Stack.of(scope)),
    };
  }
  return byGroup((group) => ({
    queries: workGroup("queries", group, `Pages of the companies API for ${group}`),
    exports: workGroup("exports", group, `Exports of the companies API for ${group}`),
  }));
}
