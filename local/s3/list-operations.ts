import { listKeys, type KeyListing } from "./key-listing.js";
import { S3Error } from "./s3-error.js";
import type { S3Answer, S3Request } from "./s3-request.js";
import { s3Document, type XmlContent } from "./s3-xml.js";

const mostKeys = 1000;
const tokenPrefix = "after:";

/** ListObjectsV2 (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html). */
export async function listObjectsV2(request: S3Request): Promise<S3Answer> {
  const type = request.parameter("list-type");
  if (type !== "2") {
    throw new S3Error("InvalidArgument", `list-type must be 2, got ${type ?? ""}`, { ArgumentName: "list-type" });
  }
  const page = listingPage(request);
  const token = request.parameter("continuation-token");
  const startAfter = request.parameter("start-after");
  const listing = page.list(token === undefined ? (startAfter ?? "") : readToken(token));
  const { next } = listing;
  return {
    xml: s3Document("ListBucketResult", {
      ...page.head,
      ContinuationToken: token,
      NextContinuationToken:
        next === undefined ? undefined : Buffer.from(`${tokenPrefix}${next}`).toString("base64url"),
      StartAfter: startAfter === undefined ? undefined : page.encode(startAfter),
      KeyCount: listing.keys.length + listing.commonPrefixes.length,
      IsTruncated: next !== undefined,
      ...page.content(listing, request.parameter("fetch-owner") === "true"),
    }),
  };
}

/** ListObjects, the first version (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html). */
export async function listObjects(request: S3Request): Promise<S3Answer> {
  const page = listingPage(request);
  const marker = request.parameter("marker") ?? "";
  const listing = page.list(marker);
  return {
    xml: s3Document("ListBucketResult", {
      ...page.head,
      Marker: page.encode(marker),
      NextMarker: listing.next === undefined ? undefined : page.encode(listing.next),
      IsTruncated: listing.next !== undefined,
      ...page.content(listing, true),
    }),
  };
}

/** What both versions have in common. */
function listingPage(request: S3Request) {
  const { name } = request.bucket;
  request.allowList(name);
  const prefix = request.parameter("prefix") ?? "";
  const delimiter = request.parameter("delimiter") ?? "";
  const maxKeys = request.number("max-keys", 0, 2 ** 31 - 1) ?? mostKeys;
  const encode = encoder(request);
  const head: XmlContent = {
    Name: name,
    Prefix: encode(prefix),
    Delimiter: delimiter === "" ? undefined : encode(delimiter),
    MaxKeys: Math.min(maxKeys, mostKeys),
    EncodingType: request.parameter("encoding-type"),
  };
  return {
    head,
    encode,
    list: (after: string): KeyListing => {
      const limit = Math.min(maxKeys, mostKeys);
      if (limit === 0) return { keys: [], commonPrefixes: [], next: undefined };
      return listKeys(request.store.keys(name), { prefix, delimiter, after, limit });
    },
    content: (listing: KeyListing, withOwner: boolean): XmlContent => ({
      Contents: listing.keys
        .flatMap((key) => request.store.head(name, key) ?? [])
        .map((object) => ({
          Key: encode(object.key),
          LastModified: xmlTime(object.lastModified),
          ETag: `"${object.etag}"`,
          Size: object.size,
          StorageClass: "STANDARD",
          Owner: withOwner ? { ID: request.accountId } : undefined,
        })),
      CommonPrefixes: listing.commonPrefixes.map((commonPrefix) => ({ Prefix: encode(commonPrefix) })),
    }),
  };
}

/** With `encoding-type=url`, keys come percent-encoded: XML cannot hold every character. */
export function encoder(request: S3Request): (text: string) => string {
  const type = request.parameter("encoding-type");
  if (type === undefined) return (text) => text;
  if (type !== "url") {
    throw new S3Error("InvalidArgument", "Invalid Encoding Method specified in Request", {
      ArgumentName: "encoding-type",
      ArgumentValue: type,
    });
  }
  return (text) => encodeURIComponent(text).replaceAll("%2F", "/");
}

/** `2026-02-01T12:00:00.000Z`: S3 knows times to the second. @param time milliseconds since 1970 */
export function xmlTime(time: number): string {
  return new Date(Math.floor(time / 1000) * 1000).toISOString();
}

function readToken(token: string): string {
  const text = Buffer.from(token, "base64url").toString("utf8");
  if (text.startsWith(tokenPrefix)) return text.slice(tokenPrefix.length);
  throw new S3Error("InvalidArgument", "The continuation token provided is incorrect", {
    ArgumentName: "continuation-token",
  });
}
