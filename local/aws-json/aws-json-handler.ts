import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "../log.js";
import { AwsError, serializationError } from "./aws-error.js";
import { anonymousCaller, type Caller, type CallerFinder } from "../iam/caller.js";
import { readSignature } from "../iam/signature-parts.js";
import { signedRequest } from "../iam/signed-request.js";

/** What an operation knows about the request besides its input. */
export interface AwsJsonContext {
  readonly requestId: string;
  /** Who signed the request; `anonymousCaller`, who may do nothing, for operations that need no signature. */
  readonly caller: Caller;
  /** URL that this request was sent to, without query: a service that hands out URLs builds on it. */
  readonly url: string;
  /** Aborted when the client goes away before it has the answer. */
  readonly signal: AbortSignal;
}

/** One operation: takes the request's JSON, unchecked, and gives the response's. Throws AwsError for the client. */
export type AwsJsonOperation = (input: unknown, context: AwsJsonContext) => Promise<unknown>;

/** A service: its operations by name, or another server that speaks for it. */
export type AwsJsonService =
  | {
      readonly operations: Readonly<Record<string, AwsJsonOperation>>;
      /** Names of the operations that anybody may call without a signature. */
      readonly unsigned?: ReadonlySet<string>;
      /** Largest body of a request in bytes; 2 MiB where left out. */
      readonly largestBody?: number;
    }
  | { readonly forward: (request: IncomingMessage, response: ServerResponse) => void };

export interface AwsJsonHandlerOptions {
  /** By the part of `X-Amz-Target` before the last dot, such as `AWSEvents` or `DynamoDB_20120810`. */
  readonly services: Readonly<Record<string, AwsJsonService>>;
  readonly callers: CallerFinder;
  readonly log: Log;
  /** Gives request ids. */
  readonly newId?: () => string;
}

/** PutEvents and SendMessage end well below it; forwarded requests are not limited here. */
const LARGEST_BODY_BYTES = 2 * 1024 * 1024;

/** Signing names of services, by the part of `X-Amz-Target` before the last dot. */
const signingNames: Readonly<Record<string, string>> = {
  AWSEvents: "events",
  AWSGlue: "glue",
  AWSCognitoIdentityProviderService: "cognito-idp",
  AmazonAthena: "athena",
  AmazonSQS: "sqs",
};

/**
 * Speaks the AWS JSON protocols 1.0 and 1.1 (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html) for all
 * services that it is given. It may be mounted under any path, which it does not look at.
 */
export function createAwsJsonHandler(
  options: AwsJsonHandlerOptions,
): (req: IncomingMessage, res: ServerResponse) => void {
  const newId = options.newId ?? randomUUID;
  return (request, response) => {
    const requestId = newId();
    response.setHeader("x-amzn-RequestId", requestId);
    answer(options, request, response, requestId).catch((error: unknown) => {
      sendError(options.log, request, response, error);
    });
  };
}

async function answer(
  options: AwsJsonHandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  if (request.method !== "POST") {
    throw new AwsError(
      "UnknownOperationException",
      "AWS JSON services take POST requests with an X-Amz-Target header.",
      {
        statusCode: 404,
      },
    );
  }
  const { service, operation, prefix } = targetOf(options, request);
  if ("forward" in service) {
    readSignature(signedRequest(request, undefined));
    service.forward(request, response);
    return;
  }
  const isUnsigned = service.unsigned?.has(operation) === true;
  // Before the body is read, and before anything is said of operations: who signs nothing learns nothing.
  if (!isUnsigned) readSignature(signedRequest(request, undefined));
  const abort = new AbortController();
  response.once("close", () => {
    abort.abort();
  });
  const handle = Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
  if (handle === undefined) {
    const known = Object.keys(service.operations).sort().join(", ");
    throw new AwsError(
      "UnknownOperationException",
      `The local service has no operation ${operation}; it has ${known}.`,
    );
  }
  const body = await readBody(request, service.largestBody ?? LARGEST_BODY_BYTES);
  const caller = isUnsigned
    ? anonymousCaller
    : await options.callers(signedRequest(request, body), signingNames[prefix] ?? prefix.toLowerCase());
  const input = parseBody(body.toString("utf8"));
  const output = await handle(input, { requestId, caller, url: urlOf(request), signal: abort.signal });
  send(request, response, 200, output === undefined ? "{}" : JSON.stringify(output));
}

function targetOf(
  { services }: AwsJsonHandlerOptions,
  request: IncomingMessage,
): { readonly service: AwsJsonService; readonly operation: string; readonly prefix: string } {
  const target = String(request.headers["x-amz-target"] ?? "");
  const dot = target.lastIndexOf(".");
  const prefix = target.slice(0, Math.max(0, dot));
  const service = Object.hasOwn(services, prefix) ? services[prefix] : undefined;
  if (service !== undefined) return { service, operation: target.slice(dot + 1), prefix };
  const known = Object.keys(services)
    .map((name) => `${name}.<operation>`)
    .join(", ");
  throw new AwsError(
    "UnknownOperationException",
    target === ""
      ? `The X-Amz-Target header is missing; expected ${known}.`
      : `No local service answers to X-Amz-Target ${target}; expected ${known}.`,
  );
}

function urlOf(request: IncomingMessage): string {
  const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "localhost"}`);
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

async function readBody(request: IncomingMessage, largest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) {
      throw new AwsError("RequestEntityTooLargeException", `The request is larger than ${largest} bytes.`, {
        statusCode: 413,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseBody(body: string): unknown {
  if (body === "") return {};
  try {
    return JSON.parse(body);
  } catch (error) {
    throw serializationError(`The request body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function send(request: IncomingMessage, response: ServerResponse, statusCode: number, body: string): void {
  if (response.destroyed) return;
  const version = String(request.headers["content-type"] ?? "").includes("json-1.0") ? "1.0" : "1.1";
  response.writeHead(statusCode, {
    "Content-Type": `application/x-amz-json-${version}`,
    "Content-Length": Buffer.byteLength(body),
  });
  response.end(body);
}

function sendError(log: Log, request: IncomingMessage, response: ServerResponse, cause: unknown): void {
  const error = cause instanceof AwsError ? cause : internalFailure(log, request, cause);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.setHeader("x-amzn-ErrorType", error.code);
  if (error.queryCode !== undefined) {
    const fault = error.statusCode < 500 ? "Sender" : "Receiver";
    response.setHeader("x-amzn-query-error", `${error.queryCode};${fault}`);
  }
  if (!request.complete) response.setHeader("Connection", "close");
  send(request, response, error.statusCode, JSON.stringify({ __type: error.code, message: error.message }));
}

function internalFailure(log: Log, request: IncomingMessage, cause: unknown): AwsError {
  const detail = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  log.error(`AWS endpoint: ${String(request.headers["x-amz-target"])} failed: ${detail}`);
  const message = cause instanceof Error ? cause.message : String(cause);
  return new AwsError("InternalFailure", message, { statusCode: 500, cause });
}
