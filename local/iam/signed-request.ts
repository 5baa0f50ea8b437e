import type { IncomingMessage } from "node:http";

/** A request as Signature Version 4 sees it. */
export interface SignedRequest {
  readonly method: string;
  /** Path as it came over the wire, percent-encoded, with neither query nor host. */
  readonly path: string;
  /** Decoded names and values; a name that came more than once has all its values. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined: the body is still to be read, and is checked then against the hash that the signature covers. */
  readonly body: string | Uint8Array | undefined;
}

/** What a request of Node's server says, for the check of its signature. */
export function signedRequest(request: IncomingMessage, body: string | Uint8Array | undefined): SignedRequest {
  const [path = "/", ...search] = (request.url ?? "/").split("?");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(",") : value;
  }
  return { method: request.method ?? "GET", path, query: queryOf(search.join("?")), headers, body };
}

function queryOf(search: string): Record<string, string | readonly string[]> {
  const parameters = new URLSearchParams(search);
  // Object.create(null): a parameter may be called __proto__.
  const query = Object.create(null) as Record<string, string | readonly string[]>;
  for (const name of new Set(parameters.keys())) {
    const [first = "", ...more] = parameters.getAll(name);
    query[name] = more.length === 0 ? first : [first, ...more];
  }
  return query;
}

/** The first value of a query parameter. */
export function queryValue(request: Pick<SignedRequest, "query">, name: string): string | undefined {
  const value = request.query[name];
  return typeof value === "string" || value === undefined ? value : value[0];
}
