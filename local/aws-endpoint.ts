import type { IncomingMessage, ServerResponse } from "node:http";
import { createAwsJsonHandler, type AwsJsonService } from "./aws-json/aws-json-handler.js";
import type { Clock } from "./clock.js";
import type { AccessKeyStore } from "./iam/access-key-store.js";
import { createCallerFinder } from "./iam/caller-finder.js";
import { createChunkSignatureFinder } from "./iam/chunk-signature.js";
import type { RoleDirectory } from "./iam/role-directory.js";
import type { SessionStore } from "./iam/session-store.js";
import type { Log } from "./log.js";
import type { S3Store } from "./s3/object-store.js";
import { createS3Handler } from "./s3/s3.js";
import { createStsHandler } from "./sts/sts.js";

/** The services behind one address, and who may call them. */
export interface AwsEndpointOptions {
  /** Path that everything lies at or below: `/aws`. */
  readonly mount: string;
  /** By the part of `X-Amz-Target` before the last dot. */
  readonly services: Readonly<Record<string, AwsJsonService>>;
  readonly objects: S3Store;
  readonly keys: Pick<AccessKeyStore, "find">;
  readonly sessions: SessionStore;
  readonly roles: RoleDirectory;
  readonly region: string;
  readonly clock: Pick<Clock, "now">;
  /** Gives request ids. */
  readonly newId: () => string;
  readonly log: Log;
}

/**
 * One address for all services, told apart by how their clients speak: AWS JSON names its service in `X-Amz-Target`, STS
 * has an `Action` in a form or in the query, everything else is S3.
 */
export function createAwsEndpoint(
  options: AwsEndpointOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { mount, services, roles, sessions, newId, log } = options;
  const callers = createCallerFinder(options);
  const awsJson = createAwsJsonHandler({ services, callers, newId, log });
  const sts = createStsHandler({ callers, roles, sessions, newId, log });
  const s3 = createS3Handler({
    store: options.objects,
    callers,
    chunkSignatures: createChunkSignatureFinder(options),
    mount,
    accountId: roles.accountId,
    region: options.region,
    clock: options.clock,
    newId,
    log,
  });
  return (request, response) => {
    if (isForeignPage(request)) refusePage(request, response);
    else if (request.headers["x-amz-target"] !== undefined) awsJson(request, response);
    else if (!isAtRoot(request, mount)) s3(request, response);
    else if (isQueryProtocol(request)) sts(request, response);
    // S3 takes no POST here; this says what is missing.
    else if (request.method === "POST") awsJson(request, response);
    else s3(request, response);
  };
}

function isAtRoot(request: IncomingMessage, mount: string): boolean {
  return (request.url ?? "").split("?", 1)[0]?.replace(/\/$/, "") === mount;
}

function isQueryProtocol(request: IncomingMessage): boolean {
  if (request.method === "POST") {
    return (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  }
  const search = (request.url ?? "").split("?").slice(1).join("?");
  return request.method === "GET" && new URLSearchParams(search).has("Action");
}

/**
 * Whether a page of another site sends this. Its script could not read the answer, as nothing here answers with CORS
 * headers, but what it sends would be done all the same: any credentials are good for the administrator's.
 */
function isForeignPage({ method, headers }: IncomingMessage): boolean {
  if (method === "GET" || method === "HEAD") return false;
  // What the browser knows itself is right behind a proxy that changes Host, too.
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  const { origin, host } = headers;
  if (origin === undefined) return false;
  return URL.canParse(origin) ? new URL(origin).host !== host : true;
}

function refusePage(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(403, { "content-type": "text/plain", connection: "close" });
  response.end(
    `Pages of ${request.headers.origin ?? "other sites"} may not call the sandbox's AWS services; its own pages, of http://${request.headers.host ?? "localhost"}, may.\n`,
  );
}
