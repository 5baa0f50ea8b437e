import { AppSyncError } from "../identity.js";
import { OPERATION_ID_LENGTH } from "./limits.js";

/** The WebSocket sub-protocol; the other entry that clients offer carries the authorization and is never selected. */
export const SUB_PROTOCOL = "graphql-ws";

/** Close codes. AWS documents none of its own; those from 4000 on are ours, see PROTOCOL.md. */
export const CloseCode = {
  /** An invalidation ended a subscription of this connection, or its 24 hours are over. */
  normal: 1000,
  /** The sandbox ends. */
  goingAway: 1001,
  /** The connection was refused; `connection_error` came before. */
  refused: 4401,
  /** The client did not read what was sent to it. */
  tooSlow: 4408,
} as const;

/** An error inside a message. */
export interface MessageError {
  readonly errorType: string;
  readonly message: string;
  /** HTTP-like code; amplify-js stops trying at 400, 401 and 403. */
  readonly errorCode?: number;
}

/** What a client may say. */
export type ClientMessage =
  | { readonly type: "connection_init" }
  | {
      readonly type: "start";
      readonly id: string;
      readonly query: string;
      readonly variables: Readonly<Record<string, unknown>>;
      /** `extensions.authorization`; undefined where the client sent none. */
      readonly authorization: Readonly<Record<string, unknown>> | undefined;
      /** `payload.data` as it came: what an IAM client has signed (RT08). */
      readonly data: string;
    }
  | { readonly type: "stop"; readonly id: string }
  /** Not understood: answered with an `error`, the connection stays. `id` is "" where the message had none. */
  | { readonly type: "refused"; readonly id: string; readonly error: MessageError };

/** RT28: the service's words, seen in public reports, for whatever it cannot understand. */
const unsupported: MessageError = {
  errorType: "UnsupportedOperation",
  message: "unknown not supported through the realtime channel",
};

/** Reads a message of a client. Never throws: what cannot be read comes back as `refused`. */
export function parseClientMessage(text: string): ClientMessage {
  const message = parseObject(text);
  if (message === undefined) return { type: "refused", id: "", error: unsupported };
  const id = typeof message.id === "string" ? message.id.slice(0, OPERATION_ID_LENGTH) : "";
  switch (message.type) {
    case "connection_init":
      return { type: "connection_init" };
    case "start":
      return isOperationId(message.id) ? parseStart(message.id, message.payload) : refuseId(id, "start", message.id);
    case "stop":
      return isOperationId(message.id) ? { type: "stop", id: message.id } : refuseId(id, "stop", message.id);
    default:
      return { type: "refused", id: "", error: unsupported };
  }
}

function parseStart(id: string, payload: unknown): ClientMessage {
  if (!isObject(payload)) return badRequest(id, "payload", "an object", payload);
  // RT15: `data` is a JSON text inside the JSON.
  if (typeof payload.data !== "string") return badRequest(id, "payload.data", "a string of JSON", payload.data);
  const data = parseObject(payload.data);
  if (data === undefined) return badRequest(id, "payload.data", "JSON of an object with query", payload.data);
  if (typeof data.query !== "string") return badRequest(id, "payload.data.query", "a GraphQL document", data.query);
  const variables = data.variables ?? {};
  if (!isObject(variables)) return badRequest(id, "payload.data.variables", "an object", variables);
  const extensions = isObject(payload.extensions) ? payload.extensions : {};
  const authorization = isObject(extensions.authorization) ? extensions.authorization : undefined;
  return { type: "start", id, query: data.query, variables, authorization, data: payload.data };
}

function refuseId(id: string, type: string, came: unknown): ClientMessage {
  return badRequest(id, "id", `a string of 1 to ${String(OPERATION_ID_LENGTH)} characters to ${type} with`, came);
}

function badRequest(id: string, field: string, expected: string, came: unknown): ClientMessage {
  const shown = came === undefined ? "nothing" : (JSON.stringify(came) ?? typeof came).slice(0, 80);
  const message = `${field} must be ${expected}, got ${shown}`;
  return { type: "refused", id, error: { errorType: "BadRequestException", message, errorCode: 400 } };
}

function isOperationId(id: unknown): id is string {
  return typeof id === "string" && id.length > 0 && id.length <= OPERATION_ID_LENGTH;
}

/** True for JSON objects, not for lists or null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object that a JSON text holds, or undefined where it holds none. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** An error as it stands inside a message; what is not an AppSyncError must have been logged before. */
export function toMessageError(error: unknown): MessageError {
  return error instanceof AppSyncError
    ? { errorType: error.errorType, message: error.message, errorCode: error.status }
    : { errorType: "InternalFailure", message: "An internal failure occurred.", errorCode: 500 };
}

/** RT09. */
export function connectionAck(connectionTimeoutMs: number): string {
  return JSON.stringify({ type: "connection_ack", payload: { connectionTimeoutMs } });
}

/** RT12. */
export function connectionError(error: MessageError): string {
  return JSON.stringify({ type: "connection_error", payload: { errors: [error] } });
}

/** RT13. */
export const keepAlive = JSON.stringify({ type: "ka" });

export function startAck(id: string): string {
  return JSON.stringify({ type: "start_ack", id });
}

/** RT25. */
export function complete(id: string): string {
  return JSON.stringify({ type: "complete", id });
}

/** RT29: the service sends an object instead of a list for some limits. */
export function operationError(id: string, errors: readonly MessageError[] | MessageError): string {
  return JSON.stringify({ type: "error", id, payload: { errors } });
}

/** RT20. A data message is `head + body`: the head differs between subscriptions, the body between payloads. */
export function dataHead(id: string): Buffer {
  return Buffer.from(`{"type":"data","id":${JSON.stringify(id)},"payload":`);
}

/** The shared rest of a data message, see `dataHead`. */
export function dataBody(payload: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(payload)}}`);
}
