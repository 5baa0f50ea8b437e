import type { IncomingMessage, ServerResponse } from "node:http";
import { AwsError } from "../aws-json/aws-error.js";
import type { Caller, CallerFinder } from "../iam/caller.js";
import type { RoleDirectory } from "../iam/role-directory.js";
import type { SessionStore } from "../iam/session-store.js";
import { signedRequest } from "../iam/signed-request.js";
import type { Log } from "../log.js";
import { assumeRole } from "./assume-role.js";
import { asQueryError, queryError, queryResponse } from "./query-protocol.js";

/** What STS works with. */
export interface StsOptions {
  readonly callers: CallerFinder;
  readonly roles: RoleDirectory;
  readonly sessions: SessionStore;
  /** Gives request ids. */
  readonly newId: () => string;
  readonly log: Log;
}

type StsOperation = (input: URLSearchParams, caller: Caller, options: StsOptions) => object;

const operations: Readonly<Record<string, StsOperation>> = {
  AssumeRole: assumeRole,
  // Nobody needs a permission for it (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html).
  GetCallerIdentity: (_input, caller, { roles }) => ({
    Arn: caller.arn,
    UserId: caller.userId,
    Account: roles.accountId,
  }),
};

const version = "2011-06-15";

/** Largest body of a request in bytes: session policies would be the longest. */
const largestBody = 256 * 1024;

/** STS over the AWS query protocol (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html), on any path. */
export function createStsHandler(options: StsOptions): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const requestId = options.newId();
    answer(options, request)
      .then(({ action, result }) => {
        send(response, 200, requestId, queryResponse(action, result, requestId));
      })
      .catch((cause: unknown) => {
        const error = errorOf(options.log, cause);
        if (!request.complete) response.setHeader("connection", "close");
        send(response, error.statusCode, requestId, queryError(error, requestId));
      });
  };
}

async function answer(
  options: StsOptions,
  request: IncomingMessage,
): Promise<{ readonly action: string; readonly result: object }> {
  const body = await readBody(request);
  const caller = await options.callers(signedRequest(request, body), "sts");
  const search = (request.url ?? "").split("?").slice(1).join("?");
  const input = new URLSearchParams(request.method === "POST" ? body.toString("utf8") : search);
  const action = input.get("Action") ?? "";
  const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
  if (operation === undefined || input.get("Version") !== version) {
    throw new AwsError(
      "InvalidAction",
      `Could not find operation ${action} for version ${input.get("Version") ?? "NO_VERSION_SPECIFIED"}: the sandbox's STS has ${Object.keys(operations).join(", ")} of version ${version}.`,
    );
  }
  return { action, result: operation(input, caller, options) };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) {
      throw new AwsError("RequestEntityTooLarge", `The request is larger than ${largestBody} bytes.`, {
        statusCode: 413,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function errorOf(log: Log, cause: unknown): AwsError {
  if (cause instanceof AwsError) return asQueryError(cause);
  log.error(`STS: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
  return new AwsError("InternalFailure", "The sandbox failed to answer; its log says why.", { statusCode: 500, cause });
}

function send(response: ServerResponse, statusCode: number, requestId: string, body: string): void {
  if (response.destroyed) return;
  response.writeHead(statusCode, {
    "x-amzn-RequestId": requestId,
    "content-type": "text/xml",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}
