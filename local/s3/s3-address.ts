import { S3Error } from "./s3-error.js";

/** Which bucket and key a request is about; both empty: the service, key empty: the bucket. */
export interface S3Address {
  readonly bucketName: string;
  readonly key: string;
}

/** Longest key in bytes of UTF-8 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html). */
const longestKey = 1024;

/**
 * Reads bucket and key from the path, `/<mount>/<bucket>/<key>`, or the bucket from the host, `<bucket>.localhost`. A key
 * is any text: dots and slashes in it mean nothing.
 *
 * @param path percent-encoded, as it came
 * @param mount path below which the service answers, such as `/aws`
 * @throws S3Error InvalidURI, KeyTooLongError
 */
export function s3Address(path: string, host: string, mount: string): S3Address {
  const below = path.slice(mount.length).replace(/^\//, "");
  const bucketOfHost = /^([a-z0-9][a-z0-9.-]+)\.localhost(?::\d+)?$/i.exec(host)?.[1];
  const slash = below.indexOf("/");
  const bucketName = bucketOfHost ?? (slash < 0 ? below : below.slice(0, slash));
  const key = decoded(bucketOfHost !== undefined ? below : slash < 0 ? "" : below.slice(slash + 1), path);
  const bytes = Buffer.byteLength(key);
  if (bytes > longestKey) {
    throw new S3Error("KeyTooLongError", "Your key is too long", { Size: bytes, MaxSizeAllowed: longestKey });
  }
  if (bucketName === "" && key !== "") throw invalidUri(path);
  return { bucketName: decoded(bucketName, path), key };
}

function decoded(text: string, path: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that begins no byte, or bytes that are no UTF-8.
    throw invalidUri(path);
  }
}

function invalidUri(path: string): S3Error {
  return new S3Error("InvalidURI", "Couldn't parse the specified URI.", { URI: path });
}
