import { Arn, Aws, Stack } from "aws-cdk-lib";
import { CfnWorkGroup } from "aws-cdk-lib/aws-athena";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { resultPrefixes } from "./bucket.js";

/** An Athena work group and what IAM calls it. */
export interface WorkGroup {
  readonly name: string;
  readonly arn: string;
}

/** The two ways to ask the lake. */
export interface WorkGroups {
  /** For what a person waits for. */
  readonly queries: WorkGroup;
  /** For exports, whose changes of state are told on the event bus. */
  readonly exports: WorkGroup;
}

const gibibyte = 2 ** 30;

/**
 * Most that one query may read, in bytes; Athena ends it there. 10 GiB is some 80 million companies as CSV, more than
 * can be paged through within the 29 s of `query-lake`, and costs 5 US cents. An export runs once and reads all of it.
 */
const bytesScannedCutoff = { queries: 10 * gibibyte, exports: 100 * gibibyte } as const;

/** Work groups whose settings no client can override: where results go, that they are encrypted, how much is read. */
export function createWorkGroups(scope: Construct, bucket: Bucket, deploymentName: string): WorkGroups {
  function workGroup(kind: keyof WorkGroups, description: string): WorkGroup {
    const { ref } = new CfnWorkGroup(scope, `WorkGroup-${kind}`, {
      name: `lake-${kind}-${deploymentName}`,
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
          outputLocation: bucket.s3UrlForObject(resultPrefixes[kind]),
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
  return {
    queries: workGroup("queries", "Pages of the companies API"),
    exports: workGroup("exports", "Exports of the companies API"),
  };
}
