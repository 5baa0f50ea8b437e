import { createBucket, getBucketLocation, getBucketVersioning, headBucket, listBuckets } from "./bucket-operations.js";
import { listObjects, listObjectsV2 } from "./list-operations.js";
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  listMultipartUploads,
  listParts,
  uploadPart,
  uploadPartCopy,
} from "./multipart-operations.js";
import { getObject } from "./read-operations.js";
import type { S3Answer, S3Request } from "./s3-request.js";
import { copyObject, deleteObject, deleteObjects, putObject } from "./write-operations.js";

/** One operation of S3. @throws AwsError for the client */
export type S3Operation = (request: S3Request, region: string) => Promise<S3Answer>;

/** The operations that the sandbox has, by the names that S3 gives them. */
export const s3Operations: Readonly<Record<string, S3Operation>> = {
  AbortMultipartUpload: abortMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  CopyObject: copyObject,
  CreateBucket: createBucket,
  CreateMultipartUpload: createMultipartUpload,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  GetBucketLocation: getBucketLocation,
  GetBucketVersioning: getBucketVersioning,
  GetObject: getObject,
  HeadBucket: headBucket,
  HeadObject: getObject,
  ListBuckets: listBuckets,
  ListMultipartUploads: listMultipartUploads,
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  ListParts: listParts,
  PutObject: putObject,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
};
