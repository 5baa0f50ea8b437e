import { S3Error } from "./s3-error.js";
import type { S3Request } from "./s3-request.js";
import type { StoredObject } from "./stored-object.js";

/**
 * Whether an object may be read under a request's conditions (RFC 9110, 13.2.2), which stand in `If-Match` and so on, or
 * with another beginning: `x-amz-copy-source-if-match`.
 *
 * @returns false: the client has it already
 * @throws S3Error PreconditionFailed
 */
export function isWanted(request: S3Request, object: StoredObject, prefix = ""): boolean {
  const condition = (name: string): string | undefined => request.header(`${prefix}${name}`);
  const ifMatch = condition("if-match");
  const unmodifiedSince = secondsOf(condition("if-unmodified-since"));
  const modified = Math.floor(object.lastModified / 1000);
  if (ifMatch !== undefined) {
    if (!names(ifMatch, object.etag)) throw failed("If-Match");
  } else if (unmodifiedSince !== undefined && modified > unmodifiedSince) {
    throw failed("If-Unmodified-Since");
  }
  const ifNoneMatch = condition("if-none-match");
  if (ifNoneMatch !== undefined) return !names(ifNoneMatch, object.etag);
  const modifiedSince = secondsOf(condition("if-modified-since"));
  return modifiedSince === undefined || modified > modifiedSince;
}

/**
 * The condition of a write (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html): `If-None-Match:
 * *`, only where there is no such object; `If-Match`, only in the place of this one.
 *
 * @returns throws S3Error PreconditionFailed or NoSuchKey for what is there; undefined: no condition
 */
export function writeCondition(request: S3Request): ((present: StoredObject | undefined) => void) | undefined {
  const ifMatch = request.header("if-match");
  const ifNoneMatch = request.header("if-none-match");
  if (ifMatch === undefined && ifNoneMatch === undefined) return undefined;
  if (ifNoneMatch !== undefined && ifNoneMatch !== "*") {
    throw new S3Error("NotImplemented", "A header you provided implies functionality that is not implemented", {
      Header: "If-None-Match",
      AdditionalMessage: "We don't accept the provided value of If-None-Match header for this API",
    });
  }
  return (present) => {
    if (ifNoneMatch !== undefined && present !== undefined) throw failed("If-None-Match");
    if (ifMatch === undefined) return;
    if (present === undefined)
      throw new S3Error("NoSuchKey", "The specified key does not exist.", { Key: request.key });
    if (!names(ifMatch, present.etag)) throw failed("If-Match");
  };
}

function names(list: string, etag: string): boolean {
  return list.split(",").some((entry) => {
    const text = entry.trim().replace(/^W\//, "");
    return text === "*" || text.replace(/^"(.*)"$/, "$1") === etag;
  });
}

/** An HTTP date in seconds since 1970; undefined: none that could be read, which is as if there were none. */
function secondsOf(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}

function failed(condition: string): S3Error {
  return new S3Error("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", {
    Condition: condition,
  });
}
