import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, type CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { resultPrefixes } from "./result-places.js";

/** A result is fetched within minutes; whoever wants it tomorrow asks again. */
const resultLife = Duration.days(1);
/** Time to notice that a file was replaced or deleted by mistake. */
const formerVersionLife = Duration.days(30);

/**
 * The bucket of tables and results. Encrypted with S3's own keys: who reads is decided by Lake Formation and IAM, and a
 * KMS key would be one more policy that has to say the same, and a charge for every object that a query opens.
 * `keep`: it outlives its stack with all that is in it, as a branch's must and a developer's sandbox must not.
 */
export function createLakeBucket(scope: Construct, keep: boolean): Bucket {
  const bucket = new Bucket(scope, "Lake", {
    encryption: BucketEncryption.S3_MANAGED,
    versioned: true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    autoDeleteObjects: !keep,
    lifecycleRules: [
      {
        id: "former-versions",
        noncurrentVersionExpiration: formerVersionLife,
        expiredObjectDeleteMarker: true,
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
      ...Object.entries(resultPrefixes).map(([id, prefix]) => ({
        id,
        prefix,
        expiration: resultLife,
        noncurrentVersionExpiration: resultLife,
      })),
    ],
  });
  // Not by the L2 property eventBridgeEnabled: that adds a function in Python to set one field of the bucket.
  (bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
    eventBridgeConfiguration: { eventBridgeEnabled: true },
  };
  return bucket;
}
