import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createGraphqlHttpHandler } from "./http.js";
import type { GraphqlApi } from "./graphql-api.js";
import { sample } from "./sample-api.js";

/** An HTTP server for tests, on a port of its own. */
export interface SampleServer {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  readonly url: string;
  /** Posts a body, by default with the sample's API key. */
  readonly post: (
    body: string,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<{ readonly status: number; readonly headers: Headers; readonly body: unknown }>;
  readonly close: () => Promise<void>;
}

/** Serves an API at every path. `log` receives what the handler logs. */
export async function serveSample(
  api: Pick<GraphqlApi, "execute" | "authorize">,
  log: (line: string) => void,
): Promise<SampleServer> {
  let requests = 0;
  const handler = createGraphqlHttpHandler(api, log, () => `request-${(requests += 1)}`);
  const server: Server = createServer((request, response) => void handler(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `http://${host}/graphql`;
  return {
    host,
    url,
    async post(body, headers = { "x-api-key": sample.apiKey }) {
      const response = await fetch(url, { method: "POST", body, headers });
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Body of a request. */
export function ask(query: string, variables?: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ query, variables });
}

/** Body of an answer to a refused request. */
export function refusal(errorType: string, message: string) {
  return { errors: [{ errorType, message }] };
}
