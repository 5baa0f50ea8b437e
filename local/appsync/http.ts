import type { IncomingMessage, ServerResponse } from "node:http";
import type { GraphqlApi, GraphqlRequest } from "./graphql-api.js";
import { refusalBody } from "./graphql-response.js";
import { AppSyncError } from "./identity.js";
import { normalizedHeaders } from "./request-authorization.js";
import { maximumRequestBytes } from "./service-limits.js";

/** Handles the requests of one API's HTTP endpoint; the caller chooses the path. Never rejects. */
export type GraphqlHttpHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** AppSync answers scripts of any origin; the key, token or signature is what counts. */
const corsHeaders = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "x-amzn-RequestId,x-amzn-ErrorType",
};

const preflightHeaders = {
  ...corsHeaders,
  "access-control-allow-methods": "POST, GET, OPTIONS",
  "access-control-max-age": "86400",
};

function malformed(message: string): AppSyncError {
  return new AppSyncError("MalformedHttpRequestException", message);
}

/**
 * Handler for POST (JSON body) and GET (query parameters) with the envelopes of the service
 * (https://github.com/graphql/graphql-over-http/issues/81): status 200 for whatever could be executed, validation errors
 * included, else `{"errors":[{"errorType","message"}]}` with the error's status. The content type is not looked at, as
 * AWS's own examples send application/graphql around a JSON body.
 * @param log receives one line per defect
 * @param randomId makes request ids
 */
export function createGraphqlHttpHandler(
  api: Pick<GraphqlApi, "execute" | "authorize">,
  log: (line: string) => void,
  randomId: () => string,
): GraphqlHttpHandler {
  return async (request, response) => {
    const requestId = randomId();
    try {
      if (request.method === "OPTIONS") {
        const asked = request.headers["access-control-request-headers"];
        response.writeHead(200, { ...preflightHeaders, "access-control-allow-headers": asked ?? "*" }).end();
        return;
      }
      const { body, headers } = await answer(api, request);
      send(response, 200, { ...headers, "x-amzn-requestid": requestId }, body);
    } catch (error) {
      const refusal = error instanceof AppSyncError ? error : unexpected(error, log);
      // A body that was not read to its end would be taken for the next request.
      if (!request.complete) response.setHeader("connection", "close");
      send(
        response,
        refusal.status,
        { "x-amzn-requestid": requestId, "x-amzn-errortype": refusal.errorType },
        refusalBody(refusal),
      );
    }
  };
}

function unexpected(error: unknown, log: (line: string) => void): AppSyncError {
  log(`GraphQL request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return new AppSyncError("InternalFailure", "The sandbox failed to answer; its log says why.", 500, { cause: error });
}

function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: unknown,
): void {
  if (response.destroyed) return;
  const text = JSON.stringify(body);
  response
    .writeHead(status, {
      ...corsHeaders,
      ...headers,
      "content-type": "application/json;charset=UTF-8",
      "content-length": String(Buffer.byteLength(text)),
    })
    .end(text);
}

async function answer(api: Pick<GraphqlApi, "execute" | "authorize">, request: IncomingMessage) {
  if (request.method !== "POST" && request.method !== "GET") {
    throw new AppSyncError(
      "MethodNotAllowedException",
      `Expected POST or GET, got ${request.method ?? "nothing"}.`,
      405,
    );
  }
  const url = new URL(request.url ?? "/", "http://localhost");
  const body = await readBody(request);
  const headers = normalizedHeaders(request.headers);
  const query = Object.fromEntries(url.searchParams);
  const principal = await api.authorize(
    headers,
    { method: request.method, path: url.pathname, query, body },
    request.socket.remoteAddress ?? "127.0.0.1",
  );
  const parsed = request.method === "GET" ? parseQuery(url.searchParams) : parseBody(body);
  const executed = await api.execute(parsed, principal, headers);
  return { body: executed.response, headers: executed.headers };
}

/** The request's body as text. Throws AppSyncError with status 413 as soon as it is too long. */
async function readBody(request: IncomingMessage): Promise<string> {
  const tooLong = new AppSyncError(
    "RequestEntityTooLargeException",
    `The request body is larger than ${maximumRequestBytes} bytes. Ask for less at once.`,
    413,
  );
  if (Number(request.headers["content-length"] ?? 0) > maximumRequestBytes) throw tooLong;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maximumRequestBytes) throw tooLong;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const unparsable = "Unable to parse GraphQL query.";

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppSyncError("MalformedHttpRequestException", unparsable, 400, { cause });
  }
}

function toRequest(query: unknown, variables: unknown, operationName: unknown): GraphqlRequest {
  if (typeof query !== "string") throw malformed(unparsable);
  if (variables !== undefined && variables !== null && !isRecord(variables)) throw malformed(unparsable);
  if (operationName !== undefined && operationName !== null && typeof operationName !== "string") {
    throw malformed(unparsable);
  }
  return {
    query,
    ...(isRecord(variables) ? { variables } : {}),
    ...(typeof operationName === "string" ? { operationName } : {}),
  };
}

function parseBody(body: string): GraphqlRequest {
  if (body === "") throw malformed("Request body is empty.");
  const parsed = parseJson(body);
  if (!isRecord(parsed)) throw malformed(unparsable);
  return toRequest(parsed["query"], parsed["variables"], parsed["operationName"]);
}

function parseQuery(parameters: URLSearchParams): GraphqlRequest {
  const variables = parameters.get("variables");
  return toRequest(
    parameters.get("query") ?? undefined,
    variables === null ? undefined : parseJson(variables),
    parameters.get("operationName") ?? undefined,
  );
}
