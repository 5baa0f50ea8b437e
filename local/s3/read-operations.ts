import { parseRange } from "./byte-range.js";
import { isWanted } from "./preconditions.js";
import { noSuchKey, S3Error } from "./s3-error.js";
import type { S3Answer, S3Request } from "./s3-request.js";
import type { StoredObject } from "./stored-object.js";

/** Query parameters of a signed GetObject that take the place of stored headers. */
const overrides = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
] as const;

/** GetObject (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html). */
export async function getObject(request: S3Request): Promise<S3Answer> {
  const object = readableObject(request, request.bucket.name, request.key);
  refuseParts(request);
  const headers = objectHeaders(request, object);
  if (!isWanted(request, object)) return { statusCode: 304, headers };
  const range = parseRange(request.header("range"), object.size);
  if (range === undefined) {
    return { headers, file: { path: object.file, start: 0, length: object.size } };
  }
  const { start, length } = range;
  return {
    statusCode: 206,
    headers: {
      // A checksum is of the whole object.
      ...Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith("x-amz-checksum-"))),
      "content-range": `bytes ${start}-${start + length - 1}/${object.size}`,
    },
    file: { path: object.file, start, length },
  };
}

/**
 * An object that the caller may read. Where there is none, only those who may list the bucket are told so
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, "Permissions").
 *
 * @throws AwsError AccessDenied, NoSuchKey
 */
export function readableObject(request: S3Request, bucketName: string, key: string): StoredObject {
  request.allow("s3:GetObject", bucketName, key);
  const object = request.store.head(bucketName, key);
  if (object !== undefined) return object;
  if (!request.may("s3:ListBucket", bucketName)) throw new S3Error("AccessDenied", "Access Denied");
  throw noSuchKey(key);
}

/** Headers of an answer about an object. */
function objectHeaders(request: S3Request, object: StoredObject): Record<string, string> {
  const headers: Record<string, string> = {
    ...object.headers,
    "accept-ranges": "bytes",
    "content-type": object.contentType,
    etag: `"${object.etag}"`,
    "last-modified": new Date(object.lastModified).toUTCString(),
  };
  for (const [name, value] of Object.entries(object.metadata)) headers[`x-amz-meta-${name}`] = value;
  for (const name of overrides) {
    const value = request.parameter(`response-${name}`);
    if (value !== undefined) headers[name] = value;
  }
  const { checksum } = object;
  if (checksum !== undefined && request.header("x-amz-checksum-mode")?.toUpperCase() === "ENABLED") {
    headers[`x-amz-checksum-${checksum.algorithm}`] = checksum.value;
    headers["x-amz-checksum-type"] = "FULL_OBJECT";
  }
  return headers;
}

function refuseParts(request: S3Request): void {
  if (request.parameter("partNumber") === undefined) return;
  throw new S3Error(
    "NotImplemented",
    "The sandbox keeps no parts of finished uploads: ask for a byte range instead of partNumber.",
  );
}
