import { createHash, createHmac } from "node:crypto";
import type { SignedRequest } from "./signed-request.js";

/** Date, region and service that a signature is good for. */
export interface CredentialScope {
  /** YYYYMMDD. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** `20260201/us-east-1/s3/aws4_request`. */
export function scopeText({ date, region, service }: CredentialScope): string {
  return `${date}/${region}/${service}/aws4_request`;
}

/** SHA-256 in hex. Text is taken as Latin-1: header values come from Node's parser with one character for each byte. */
export function sha256Hex(content: string | Uint8Array): string {
  const hash = createHash("sha256");
  return (typeof content === "string" ? hash.update(content, "latin1") : hash.update(content)).digest("hex");
}

/**
 * The key that signs requests of one day, region and service
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, "Derive a signing key").
 */
export function signingKey(secretAccessKey: string, { date, region, service }: CredentialScope): Buffer {
  return [date, region, service, "aws4_request"].reduce<Buffer>(
    (key, part) => createHmac("sha256", key).update(part).digest(),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
}

/** The canonical form of a request, which its signature covers (same page, "Create a canonical request"). */
export function canonicalRequest(
  request: SignedRequest,
  service: string,
  signedHeaders: readonly string[],
  payloadHash: string,
): string {
  const headers = signedHeaders.map((name) => `${name}:${(request.headers[name] ?? "").trim().replace(/ +/g, " ")}\n`);
  return [
    request.method,
    // S3 encodes keys once and leaves them as they are; every other service gets a normalized path, encoded twice.
    service === "s3" ? encodePath(decodePath(request.path)) : encodePath(normalizePath(request.path)),
    canonicalQuery(request.query),
    headers.join(""),
    signedHeaders.join(";"),
    payloadHash,
  ].join("\n");
}

/** Percent-encoding as AWS has it: all but letters, digits and `-._~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function encodePath(path: string): string {
  return path.split("/").map(encode).join("/");
}

/** An encoding that is broken is no reason to fail here: it is not what the client signed, or the service says so. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function normalizePath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return `/${segments.join("/")}${segments.length > 0 && path.endsWith("/") ? "/" : ""}`;
}

function canonicalQuery(query: SignedRequest["query"]): string {
  return Object.entries(query)
    .filter(([name]) => name !== "X-Amz-Signature")
    .flatMap(([name, values]) => [values].flat().map((value) => [encode(name), encode(value)] as const))
    .sort(([oneName, one], [otherName, other]) => compare(oneName, otherName) || compare(one, other))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
