import { isWanted } from "./preconditions.js";
import { readableObject } from "./read-operations.js";
import { S3Error } from "./s3-error.js";
import type { S3Request } from "./s3-request.js";
import type { StoredObject } from "./stored-object.js";

/**
 * The object that `x-amz-copy-source` names, which the caller may read and whose conditions hold.
 *
 * @throws AwsError AccessDenied, NoSuchBucket, NoSuchKey, PreconditionFailed, InvalidArgument
 */
export function copySource(request: S3Request): StoredObject {
  const header = request.header("x-amz-copy-source") ?? "";
  const [path = "", version] = header.split("?versionId=");
  const match = /^\/?([^/]+)\/([^]+)$/.exec(decoded(path));
  if (match === null || (version !== undefined && version !== "null")) {
    throw new S3Error("InvalidArgument", "Copy Source must mention the source bucket and key: sourcebucket/sourcekey", {
      ArgumentName: "x-amz-copy-source",
      ArgumentValue: header,
    });
  }
  const [, bucketName = "", key = ""] = match;
  const source = readableObject(request, request.bucketNamed(bucketName).name, key);
  if (!isWanted(request, source, "x-amz-copy-source-")) {
    throw new S3Error("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
      Condition: "x-amz-copy-source-If-None-Match",
    });
  }
  return source;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Malformed, which the caller of this finds, too, or a key with a percent sign that was not encoded.
    return path;
  }
}
