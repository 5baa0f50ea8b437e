import { open } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { AwsError } from "../aws-json/aws-error.js";
import type { Clock } from "../clock.js";
import type { CallerFinder } from "../iam/caller.js";
import type { ChunkSignatureFinder } from "../iam/chunk-signature.js";
import { SignatureError } from "../iam/signature-error.js";
import { signedRequest } from "../iam/signed-request.js";
import type { Log } from "../log.js";
import type { S3Store } from "./object-store.js";
import { operationName, type S3Level } from "./operation-name.js";
import { s3Address } from "./s3-address.js";
import { S3Error } from "./s3-error.js";
import { s3Operations } from "./s3-operations.js";
import { S3Request, type S3Answer } from "./s3-request.js";
import { plainDocument } from "./s3-xml.js";
import { s3SignatureError } from "./signature-faults.js";

/** What answers S3's REST API, and where. */
export interface S3HandlerOptions {
  readonly store: S3Store;
  readonly callers: CallerFinder;
  readonly chunkSignatures: ChunkSignatureFinder;
  /** Path below which buckets lie: `/aws`. */
  readonly mount: string;
  readonly accountId: string;
  readonly region: string;
  readonly clock: Pick<Clock, "now">;
  /** Gives request ids. */
  readonly newId: () => string;
  readonly log: Log;
}

/** Most bytes of a refused upload that are read to their end, so that the client gets to see the refusal. */
const mostDrained = 64 * 1024 * 1024;

/**
 * S3's REST API (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html) over
 * a store: path style below `mount`, and `<bucket>.localhost`.
 */
export function createS3Handler(
  options: S3HandlerOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (message, response) => {
    const requestId = options.newId().replaceAll("-", "").slice(0, 16).toUpperCase();
    response.setHeader("x-amz-request-id", requestId);
    response.setHeader("Server", "AmazonS3");
    perform(options, message, response, requestId)
      .catch((error: unknown) => refuse(options, message, response, requestId, error))
      .catch((error: unknown) => {
        // The client went away while it was told.
        options.log.warn(`S3: ${message.method ?? ""} ${message.url ?? ""}: ${String(error)}`);
        response.destroy();
      });
  };
}

async function perform(
  options: S3HandlerOptions,
  message: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  const signed = signedRequest(message, undefined);
  const address = s3Address(signed.path, signed.headers["host"] ?? "", options.mount);
  const caller = await options.callers(signed, "s3");
  const request = new S3Request({
    ...address,
    store: options.store,
    accountId: options.accountId,
    message,
    signed,
    caller,
    chunkSignatures: () => options.chunkSignatures(signed),
    requestId,
    now: options.clock.now(),
  });
  const version = request.parameter("versionId");
  if (version !== undefined && version !== "null") {
    throw new S3Error("NotImplemented", "The sandbox's S3 keeps no versions: ask without versionId.");
  }
  const level: S3Level = address.bucketName === "" ? "Service" : address.key === "" ? "Bucket" : "Object";
  const name = operationName(
    signed.method,
    level,
    request.parameters(),
    request.header("x-amz-copy-source") !== undefined,
  );
  const operation = Object.hasOwn(s3Operations, name) ? s3Operations[name] : undefined;
  if (operation === undefined) {
    const known = Object.keys(s3Operations).join(", ");
    throw new S3Error("NotImplemented", `The sandbox's S3 has no ${name}; it has ${known}.`, {
      Method: signed.method,
      ResourceType: level.toUpperCase(),
    });
  }
  await send(message, response, await operation(request, options.region));
}

async function send(message: IncomingMessage, response: ServerResponse, answer: S3Answer): Promise<void> {
  if (response.destroyed) return;
  const { statusCode = 200, xml, file } = answer;
  for (const [name, value] of Object.entries(answer.headers ?? {})) setHeader(response, name, value);
  if (file === undefined) {
    if (xml !== undefined) response.setHeader("content-type", "application/xml");
    // 204 and 304 have no body and no length of one.
    const hasLength = statusCode !== 204 && statusCode !== 304;
    response.writeHead(statusCode, hasLength ? { "content-length": Buffer.byteLength(xml ?? "") } : {});
    response.end(xml);
    return;
  }
  // Objects are served from the web app's own origin here: what is in one must never run as a page of it.
  response.setHeader("content-security-policy", "sandbox");
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("content-length", file.length);
  if (message.method === "HEAD" || file.length === 0) {
    response.writeHead(statusCode).end();
    return;
  }
  // Opened before it is promised: a file that has been removed meanwhile is an error, and no answer cut short.
  const handle = await open(file.path, "r");
  response.writeHead(statusCode);
  const { start, length } = file;
  await pipeline(handle.createReadStream({ start, end: start + length - 1, highWaterMark: 1024 * 1024 }), response);
}

/** @throws S3Error InvalidArgument for what cannot be a header's value */
function setHeader(response: ServerResponse, name: string, value: string): void {
  try {
    response.setHeader(name, value);
  } catch {
    throw new S3Error("InvalidArgument", `Header value cannot be represented: ${name}`, { ArgumentName: name });
  }
}

async function refuse(
  options: S3HandlerOptions,
  message: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  cause: unknown,
): Promise<void> {
  if (response.destroyed || response.headersSent) {
    response.destroy();
    return;
  }
  const error = errorOf(options.log, message, cause);
  await drain(message);
  if (!message.complete) response.setHeader("connection", "close");
  for (const name of response.getHeaderNames()) if (name.startsWith("content-")) response.removeHeader(name);
  const body = plainDocument("Error", {
    Code: error.code,
    Message: error.message,
    ...(error instanceof S3Error ? error.details : {}),
    Resource: message.url?.split("?", 1)[0] ?? "",
    RequestId: requestId,
  });
  response.writeHead(error.statusCode, {
    "content-type": "application/xml",
    "content-length": Buffer.byteLength(body),
  });
  response.end(message.method === "HEAD" ? undefined : body);
}

function errorOf(log: Log, message: IncomingMessage, cause: unknown): AwsError {
  if (cause instanceof SignatureError) return s3SignatureError(cause);
  if (cause instanceof AwsError) return cause;
  const detail = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  log.error(`S3: ${message.method ?? ""} ${message.url?.split("?", 1)[0] ?? ""} failed: ${detail}`);
  return new S3Error(
    "InternalError",
    "We encountered an internal error. Please try again; the sandbox's log says why.",
  );
}

/** Reads on, for a while: a client that is still sending when the connection closes does not read the answer. */
async function drain(message: IncomingMessage): Promise<void> {
  if (Number(message.headers["content-length"] ?? 0) > mostDrained) return;
  let drained = 0;
  // Listeners and no iterator: the stream may have been given up half way by one already.
  message.on("data", (chunk: Buffer) => {
    drained += chunk.length;
    if (drained > mostDrained) message.pause();
  });
  if (message.complete || message.readableEnded) return;
  await new Promise<void>((resolve) => {
    for (const event of ["end", "close", "error", "pause"]) message.once(event, resolve);
    message.resume();
  });
}
