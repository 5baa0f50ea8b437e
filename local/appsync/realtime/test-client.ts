import { once } from "node:events";
import WebSocket from "ws";
import { testAuthorization } from "./flight-planner.js";

/** A message of the server, parsed. */
export interface ServerMessage {
  readonly type: string;
  readonly id?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** How a test's client comes in. */
export interface ClientOptions {
  /** The header object; `null` sends none, a string goes as it is. */
  readonly authorization?: object | string | null;
  readonly path?: string;
  /** Puts the header into the query string instead of a sub-protocol. */
  readonly byQuery?: boolean;
  readonly protocols?: readonly string[];
}

/** A client that queues every message, so that a test waits for messages and never for time. */
export class TestClient {
  readonly #messages: ServerMessage[] = [];
  readonly #waiting: ((message: ServerMessage) => void)[] = [];
  /** Settles when the socket has closed. */
  readonly closed: Promise<{ code: number; reason: string }>;

  private constructor(readonly socket: WebSocket) {
    socket.on("message", (data: Buffer) => {
      const message = JSON.parse(data.toString("utf8")) as ServerMessage;
      const waiting = this.#waiting.shift();
      if (waiting === undefined) this.#messages.push(message);
      else waiting(message);
    });
    this.closed = new Promise((resolve) => {
      socket.once("close", (code, reason) => {
        resolve({ code, reason: reason.toString("utf8") });
      });
    });
  }

  /** Opens a socket; nothing is said yet. */
  static async open(port: number, options: ClientOptions = {}): Promise<TestClient> {
    const client = new TestClient(TestClient.connect(port, options));
    await once(client.socket, "open");
    return client;
  }

  /** A socket on its way to the server. */
  static connect(port: number, options: ClientOptions = {}): WebSocket {
    const { authorization = testAuthorization, path = "/graphql/realtime", byQuery = false } = options;
    const text = typeof authorization === "string" ? authorization : JSON.stringify(authorization);
    const header = Buffer.from(text).toString(byQuery ? "base64" : "base64url");
    const query = byQuery ? `?header=${encodeURIComponent(header)}&payload=e30=` : "";
    const offered = authorization === null || byQuery ? ["graphql-ws"] : ["graphql-ws", `header-${header}`];
    return new WebSocket(`ws://127.0.0.1:${String(port)}${path}${query}`, [...(options.protocols ?? offered)]);
  }

  /** Opens a socket and waits for the acknowledgement. */
  static async ready(port: number, options: ClientOptions = {}): Promise<TestClient> {
    const client = await TestClient.open(port, options);
    client.send({ type: "connection_init" });
    const { type } = await client.next();
    if (type !== "connection_ack") throw new Error(`expected connection_ack, got ${type}`);
    return client;
  }

  send(message: object | string): void {
    this.socket.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  start(id: string, query: string, variables: object = {}, authorization: object = testAuthorization): void {
    this.send(startMessage(id, query, variables, authorization));
  }

  /** Starts a subscription and waits until it runs. */
  async subscribe(id: string, query: string, variables: object = {}): Promise<void> {
    this.start(id, query, variables);
    const message = await this.next();
    if (message.type !== "start_ack" || message.id !== id) {
      throw new Error(`expected start_ack of ${id}, got ${JSON.stringify(message)}`);
    }
  }

  /** The next message, in order; fails when the socket closes before it comes. */
  next(): Promise<ServerMessage> {
    const message = this.#messages.shift();
    if (message !== undefined) return Promise.resolve(message);
    const coming = new Promise<ServerMessage>((resolve) => this.#waiting.push(resolve));
    const ended = this.closed.then(({ code, reason }) => {
      const late = this.#messages.shift();
      if (late !== undefined) return late;
      throw new Error(`the socket closed with ${String(code)} ${reason} before a message came`);
    });
    return Promise.race([coming, ended]);
  }

  /**
   * All messages that came up to now: a question whose answer can only come after them. The answer is not among them.
   */
  async sofar(): Promise<ServerMessage[]> {
    const marker = `marker-${String((TestClient.#markers += 1))}`;
    this.send({ type: "stop", id: marker });
    const messages: ServerMessage[] = [];
    for (;;) {
      const message = await this.next();
      if (message.id === marker) return messages;
      messages.push(message);
    }
  }

  static #markers = 0;

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

/** RT15: a start message. */
export function startMessage(
  id: string,
  query: string,
  variables: object = {},
  authorization: object = testAuthorization,
): {
  readonly id: string;
  readonly type: "start";
  readonly payload: { readonly data: string; readonly extensions: object };
} {
  return { id, type: "start", payload: { data: JSON.stringify({ query, variables }), extensions: { authorization } } };
}
