import { AppSyncError } from "../identity.js";
import { parseObject, SUB_PROTOCOL } from "./protocol.js";

/** What the upgrade request brought: who wants in. */
export interface Handshake {
  /** The header object, or the reason why there is none. */
  readonly authorization: Readonly<Record<string, unknown>> | AppSyncError;
}

const HEADER_PROTOCOL = "header-";

/**
 * Reads the authorization of an upgrade request: a second sub-protocol `header-<base64url of JSON>` (RT04) or the query
 * parameter `header=<base64 of JSON>` (RT03). `payload` carries nothing and is not looked at.
 * https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 *
 * @param url path and query as they stand in the request line
 * @param protocols the offered sub-protocols
 */
export function readHandshake(url: string, protocols: Iterable<string>): Handshake {
  for (const protocol of protocols) {
    if (protocol.startsWith(HEADER_PROTOCOL)) {
      return read(protocol.slice(HEADER_PROTOCOL.length), `sub-protocol ${HEADER_PROTOCOL}…`);
    }
  }
  const start = url.indexOf("?");
  const header = start < 0 ? null : new URLSearchParams(url.slice(start + 1)).get("header");
  // A "+" of base64 that the client did not escape arrives as a space.
  if (header !== null && header !== "") return read(header.replaceAll(" ", "+"), "query parameter header");
  return {
    authorization: new AppSyncError(
      "UnauthorizedException",
      `No authorization: offer the sub-protocols "${SUB_PROTOCOL}" and "header-<base64url of the header object>", or add ?header=<base64 of it>.`,
      401,
    ),
  };
}

function read(encoded: string, place: string): Handshake {
  // Node reads base64 and base64url alike, with or without padding.
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const header = parseObject(text);
  if (header !== undefined) return { authorization: header };
  return {
    authorization: new AppSyncError(
      "BadRequestException",
      `The ${place} must hold base64 of a JSON object such as {"host":"…","x-api-key":"…"}, got ${JSON.stringify(text.slice(0, 40))}.`,
      400,
    ),
  };
}
