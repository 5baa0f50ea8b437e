import { S3Error } from "./s3-error.js";
import type { S3Request } from "./s3-request.js";
import { defaultContentType, type ObjectDescription } from "./stored-object.js";

/** Headers that are stored with an object and come back with it. */
const storedHeaders = ["cache-control", "content-disposition", "content-encoding", "content-language", "expires"];

/** Headers that ask for what the sandbox does not do. */
const refusedHeaders = [
  "x-amz-tagging",
  "x-amz-website-redirect-location",
  "x-amz-write-offset-bytes",
  "x-amz-object-lock-mode",
  "x-amz-object-lock-legal-hold",
  "x-amz-server-side-encryption-customer-algorithm",
];

const metadataPrefix = "x-amz-meta-";

/** Most bytes of names and values (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html). */
const mostMetadata = 2048;

/**
 * What the headers of a request say of the object that it stores.
 *
 * @throws S3Error MetadataTooLarge, NotImplemented
 */
export function describedObject(request: S3Request): ObjectDescription {
  const refused = refusedHeaders.find((name) => request.header(name) !== undefined);
  if (refused !== undefined) {
    throw new S3Error("NotImplemented", `The sandbox's S3 knows no ${refused}: leave the header out.`, {
      Header: refused,
    });
  }
  const metadata: Record<string, string> = {};
  for (const name of [...Object.keys(request.headers()), ...request.parameters()]) {
    if (name.startsWith(metadataPrefix)) metadata[name.slice(metadataPrefix.length)] = request.header(name) ?? "";
  }
  const size = Object.entries(metadata).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (size > mostMetadata) {
    throw new S3Error("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size", {
      Size: size,
      MaxSizeAllowed: mostMetadata,
    });
  }
  const headers: Record<string, string> = {};
  for (const name of storedHeaders) {
    const value = name === "content-encoding" ? contentEncoding(request) : request.header(name);
    if (value !== undefined && value !== "") headers[name] = value;
  }
  return { contentType: request.header("content-type") ?? defaultContentType, metadata, headers };
}

/** `aws-chunked` is about the transport and no part of the object. */
function contentEncoding(request: S3Request): string | undefined {
  return request
    .header("content-encoding")
    ?.split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "aws-chunked")
    .join(",");
}
