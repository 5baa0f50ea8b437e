import { Agent, request as sendRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from "node:http";
import { pipeline } from "node:stream";
import type { Disposable } from "../disposable.js";
import type { Log } from "../log.js";
import type { AwsJsonService } from "./aws-json-handler.js";

/** Headers about one connection, which are not passed on (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** `DynamoDB_20120810` of the AWS endpoint: passes requests on as they are. `dispose` closes its connections. */
export type DynamoDbProxy = Extract<AwsJsonService, { forward: unknown }> & Disposable;

/**
 * Passes DynamoDB requests on to the server at `endpoint` (`http://127.0.0.1:8000`) over connections that are kept
 * open. A server that is away is answered as DynamoDB's InternalServerError, which SDKs try again.
 */
export function dynamoDbProxy(endpoint: string, log: Log): DynamoDbProxy {
  const { hostname, port, host } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true });
  return {
    forward(request, response) {
      const upstream = sendRequest(
        { agent, hostname, port, method: "POST", path: "/", headers: { ...withoutHopByHop(request.headers), host } },
        (answer) => {
          response.writeHead(answer.statusCode ?? 500, withoutHopByHop(answer.headers));
          // An error here means that one of the two went away; pipeline destroys the other.
          pipeline(answer, response, () => undefined);
        },
      );
      const fail = (error: Error): void => {
        log.error(`DynamoDB at ${endpoint} does not answer: ${error.message}`);
        if (response.headersSent || response.destroyed) {
          response.destroy();
          return;
        }
        const message = `The local DynamoDB at ${endpoint} does not answer: ${error.message}`;
        response.writeHead(500, { "Content-Type": "application/x-amz-json-1.0" });
        response.end(JSON.stringify({ __type: "com.amazonaws.dynamodb.v20120810#InternalServerError", message }));
      };
      upstream.once("error", fail);
      response.once("close", () => {
        if (!response.writableFinished) upstream.destroy();
      });
      request.pipe(upstream);
    },
    async dispose() {
      agent.destroy();
    },
  };
}

function withoutHopByHop(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}
