import { S3Error } from "./s3-error.js";
import type { S3Answer, S3Request } from "./s3-request.js";
import { s3Document } from "./s3-xml.js";
import { xmlTime } from "./list-operations.js";

/** ListBuckets (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html), all on one page. */
export async function listBuckets(request: S3Request): Promise<S3Answer> {
  request.allow("s3:ListAllMyBuckets", "");
  const names = request.store.buckets.map(({ name }) => name).sort();
  return {
    xml: s3Document("ListAllMyBucketsResult", {
      Owner: { ID: request.accountId },
      // They are as old as the sandbox says now: nobody notes when a bucket was added to the definition.
      Buckets: { Bucket: names.map((name) => ({ Name: name, CreationDate: xmlTime(request.now) })) },
    }),
  };
}

/** HeadBucket (https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html). */
export async function headBucket(request: S3Request, region: string): Promise<S3Answer> {
  const { bucket } = request;
  request.allow("s3:ListBucket", bucket.name);
  return { headers: { "x-amz-bucket-region": region } };
}

/** GetBucketLocation (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html): us-east-1 has no name. */
export async function getBucketLocation(request: S3Request, region: string): Promise<S3Answer> {
  const { bucket } = request;
  request.allow("s3:GetBucketLocation", bucket.name);
  return { xml: s3Document("LocationConstraint", region === "us-east-1" ? {} : region) };
}

/** GetBucketVersioning (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html): none is kept here. */
export async function getBucketVersioning(request: S3Request): Promise<S3Answer> {
  const { bucket } = request;
  request.allow("s3:GetBucketVersioning", bucket.name);
  return { xml: s3Document("VersioningConfiguration", {}) };
}

/** CreateBucket: one of the definition's is there already; in us-east-1 that is no error. No other can be made. */
export async function createBucket(request: S3Request): Promise<S3Answer> {
  request.allow("s3:CreateBucket", request.bucketName);
  const { buckets } = request.store;
  if (buckets.some(({ name }) => name === request.bucketName)) {
    return { headers: { location: `/${request.bucketName}` } };
  }
  const known = buckets.map(({ name }) => name).join(", ");
  throw new S3Error(
    "NotImplemented",
    `CreateBucket: buckets are made in amplify/, which defines ${known || "none"}. Define ${request.bucketName} there and start the sandbox again.`,
  );
}
