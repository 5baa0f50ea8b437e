import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import sirv from "sirv";
import type { Disposable } from "./disposable.js";
import { UserError } from "./user-error.js";

/** Answers a request. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** What the one port of the sandbox serves. */
export interface WebServerRoutes {
  /** POST /graphql. */
  readonly graphql: Handler;
  /** Everything at and below /aws: the AWS services. */
  readonly aws: Handler;
  /** The JSON Web Key Set of a user pool, at /<user pool id>/.well-known/jwks.json; undefined: no such pool. */
  readonly jwks: (userPoolId: string) => object | undefined;
  /** The JSON of /amplify_outputs.json for a client that reached the sandbox under this host and port. */
  readonly outputs: (authority: string) => object;
  /** Folder of the built web app, or undefined: no app. */
  readonly webAppDir: string | undefined;
}

/** Raised when the port cannot be had; the message says what to do. */
export class PortInUseError extends UserError {
  constructor(port: number, host: string, cause: unknown) {
    super(
      `Port ${port} on ${host} is in use, perhaps by another sandbox. End it, or choose another: npm start -- --port ${port + 1}`,
      { cause },
    );
    this.name = "PortInUseError";
  }
}

export interface WebServer extends Disposable {
  readonly server: Server;
  /** True for a request that came under a name of another machine, while the server is for this machine only. */
  isForeign(request: IncomingMessage): boolean;
  /** Sets the routes; before that every request is answered with 503. */
  serve(routes: WebServerRoutes): void;
  readonly port: number;
}

/** How long an idle connection stays open, as at AWS's load balancers and a little more. */
const keepAliveMs = 65_000;

/**
 * Takes the port first, so that a port in use is known before anything else starts.
 *
 * @throws PortInUseError
 */
export async function openWebServer(host: string, port: number): Promise<WebServer> {
  let handle: Handler = (_request, response) => {
    response.writeHead(503, { "content-type": "text/plain", "retry-after": "1" }).end("The sandbox is starting.\n");
  };
  const isForeign = (request: IncomingMessage): boolean => isLoopback(host) && !isLoopback(hostnameOf(request));
  const server = createServer((request, response) => {
    try {
      if (isForeign(request)) refuseHost(request, response);
      else handle(request, response);
    } catch (error) {
      // Whatever a request holds, it must not end the sandbox.
      response.writeHead(400, { "content-type": "text/plain" }).end(`This request cannot be read: ${String(error)}\n`);
    }
  });
  // Clients keep connections for their next request. Node's own five seconds end just when people click again, and a
  // request that crosses the end fails.
  server.keepAliveTimeout = keepAliveMs;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? new PortInUseError(port, host, error) : error);
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the web server has no TCP port");
  return {
    server,
    isForeign,
    port: address.port,
    serve(routes) {
      handle = route(routes);
    },
    async dispose() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      // Idle keep-alive connections and displays would hold the port for minutes.
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Names and addresses of this machine for itself. */
function isLoopback(hostname: string): boolean {
  // Names below localhost never leave the machine (RFC 6761, 6.3); S3 clients put the bucket there.
  if (hostname.endsWith(".localhost")) return true;
  return hostname === "localhost" || hostname === "[::1]" || hostname === "::1" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function hostnameOf(request: IncomingMessage): string {
  return (request.headers.host ?? "").replace(/:\d+$/, "");
}

/** A page of another site may point its own name at this machine (DNS rebinding) and would then read all that is here. */
function refuseHost(request: IncomingMessage, response: ServerResponse): void {
  const message = `The sandbox answers on this machine only, and to its own names: expected localhost or 127.0.0.1 in Host, got ${hostnameOf(request)}. To serve other machines, start it with --host 0.0.0.0.`;
  response.writeHead(421, { "content-type": "text/plain" }).end(`${message}\n`);
}

function route(routes: WebServerRoutes): Handler {
  const app =
    routes.webAppDir === undefined
      ? undefined
      : sirv(routes.webAppDir, {
          single: true,
          etag: true,
          // Vite puts a hash of the content into every name below assets/; all else must be asked for again.
          setHeaders: (response, path) => {
            response.setHeader(
              "cache-control",
              path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
            );
          },
        });
  return (request, response) => {
    const path = request.url?.split("?", 1)[0] ?? "/";
    if (path === "/graphql") routes.graphql(request, response);
    else if (path === "/aws" || path.startsWith("/aws/")) routes.aws(request, response);
    else if (path === "/amplify_outputs.json") sendJson(response, routes.outputs(request.headers.host ?? ""));
    else if (path.endsWith(jwksPath)) {
      const keys = routes.jwks(path.slice(1, -jwksPath.length));
      if (keys === undefined) notFound(response, path);
      else sendJson(response, keys);
    } else if (app !== undefined && (request.method === "GET" || request.method === "HEAD")) {
      app(request, response, () => {
        notFound(response, path);
      });
    } else notFound(response, path);
  };
}

/** Behind a user pool's id, as below https://cognito-idp.<region>.amazonaws.com. */
const jwksPath = "/.well-known/jwks.json";

function sendJson(response: ServerResponse, value: object): void {
  response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(value, undefined, 2));
}

function notFound(response: ServerResponse, path: string): void {
  response.writeHead(404, { "content-type": "text/plain" }).end(`Nothing here: ${path}\n`);
}
