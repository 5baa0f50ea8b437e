/**
 * The limits of a real-time connection. AWS's own values where it documents them:
 * https://docs.aws.amazon.com/general/latest/gr/appsync.html (quotas) and
 * https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html (protocol).
 */
export interface RealtimeLimits {
  /** Told to the client in `connection_ack`: silence longer than this means the connection is dead. Milliseconds. */
  readonly connectionTimeoutMs: number;
  /** Time between `ka` messages, milliseconds. */
  readonly keepAliveMs: number;
  /** A connection is closed after this time, milliseconds. */
  readonly connectionLifetimeMs: number;
  readonly subscriptionsPerConnection: number;
  /** Largest `payload` of a data message, bytes of JSON; a greater one is not delivered. */
  readonly payloadBytes: number;
  /** Largest message a client may send, bytes. */
  readonly incomingMessageBytes: number;
  /** Bytes that may wait for a client that reads too slowly before it is dropped. */
  readonly bufferedBytes: number;
  /** How long a refused connection waits for `connection_init` before the refusal is sent unasked. Milliseconds. */
  readonly refusalGraceMs: number;
}

/** Documented value of `connectionTimeoutMs`: five minutes. */
export const CONNECTION_TIMEOUT_MS = 300_000;
/** The service sends `ka` about once a minute; amplify-js calls a connection silent after 65 s. */
export const KEEP_ALIVE_MS = 60_000;
/** "Maximum connection lifetime": 24 hours. */
export const CONNECTION_LIFETIME_MS = 24 * 60 * 60 * 1000;
/** "Subscriptions per client connection" quota. */
export const SUBSCRIPTIONS_PER_CONNECTION = 100;
/** "Subscription payload size" quota: 240 KB. */
export const PAYLOAD_BYTES = 240 * 1024;
/** "Request execution"/"Request size" quota: 1 MB. A greater message closes the socket with 1009. */
export const INCOMING_MESSAGE_BYTES = 1024 * 1024;
/** AWS documents no number for slow clients. Four mebibytes are some 4,000 updates of a board. */
export const BUFFERED_BYTES = 4 * 1024 * 1024;
/** Our own: AWS documents none. */
export const REFUSAL_GRACE_MS = 1_000;
/**
 * Longest operation id. Documented for AppSync Events only, not for GraphQL subscriptions
 * (https://docs.aws.amazon.com/appsync/latest/eventapi/event-api-websocket-protocol.html); clients send UUIDs of 36.
 */
export const OPERATION_ID_LENGTH = 128;
/** Bytes gathered for one socket within a turn before they are written without waiting for the turn's end. */
export const FLUSH_BYTES = 64 * 1024;

export const defaultLimits: RealtimeLimits = {
  connectionTimeoutMs: CONNECTION_TIMEOUT_MS,
  keepAliveMs: KEEP_ALIVE_MS,
  connectionLifetimeMs: CONNECTION_LIFETIME_MS,
  subscriptionsPerConnection: SUBSCRIPTIONS_PER_CONNECTION,
  payloadBytes: PAYLOAD_BYTES,
  incomingMessageBytes: INCOMING_MESSAGE_BYTES,
  bufferedBytes: BUFFERED_BYTES,
  refusalGraceMs: REFUSAL_GRACE_MS,
};
