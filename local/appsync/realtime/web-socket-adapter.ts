import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import type { Disposable } from "../../disposable.js";
import type { Log } from "../../log.js";
import { readHandshake } from "./handshake.js";
import { SUB_PROTOCOL } from "./protocol.js";
import type { RealtimeHub } from "./realtime-hub.js";
import type { OutgoingMessage, RealtimeSocket } from "./realtime-socket.js";
import { encodeTextFrames, FrameSlab } from "./text-frames.js";

/** How long a client may take to answer a close frame, milliseconds. */
const CLOSE_TIMEOUT_MS = 2_000;

/** Options of `attachWebSocket`. */
export interface WebSocketOptions {
  /** Request paths that are real-time endpoints (RT01); upgrades of other paths are left to others. */
  readonly paths: readonly string[];
  readonly log: Log;
  /** Says which requests to turn away before anything is read of them; none where it is left out. */
  readonly refuses?: (request: IncomingMessage) => boolean;
}

/**
 * Lets clients reach a hub over WebSocket on an HTTP server that may have other upgrade listeners.
 * `dispose` closes this way in and its sockets, not the server, and not the hub.
 */
export function attachWebSocket(
  hub: RealtimeHub,
  server: Server,
  { paths, log, refuses }: WebSocketOptions,
): Disposable {
  const options = {
    noServer: true,
    clientTracking: true,
    // Compression would cost more than all the rest of fan-out, and frames are written past the library.
    perMessageDeflate: false,
    maxPayload: hub.limits.incomingMessageBytes,
    closeTimeout: CLOSE_TIMEOUT_MS,
    handleProtocols: (): string => SUB_PROTOCOL,
  };
  const webSockets = new WebSocketServer(options);
  const slab = new FrameSlab();

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const url = request.url ?? "/";
    if (!paths.includes(url.split("?", 1)[0] ?? "")) {
      // Nobody else to take it: without an answer the client would wait for ever.
      if (server.listenerCount("upgrade") === 1)
        reject(socket, "404 Not Found", `Real-time paths: ${paths.join(", ")}`);
      return;
    }
    if (refuses?.(request) === true) {
      reject(socket, "421 Misdirected Request", "The sandbox answers to this machine's own names only");
      return;
    }
    const protocols = offeredProtocols(request);
    if (!protocols.includes(SUB_PROTOCOL)) {
      reject(socket, "400 Bad Request", `Offer the WebSocket sub-protocol "${SUB_PROTOCOL}"`);
      return;
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = hub.connect(new FrameSocket(webSocket, socket, slab), readHandshake(url, protocols));
      webSocket.on("message", (data: Buffer, isBinary) => {
        connection.receive(isBinary ? "" : data.toString("utf8"));
      });
      // The library closes the socket after an error; "close" follows.
      webSocket.on("error", (error) => {
        log.warn(`realtime: socket error: ${error.message}`);
      });
      webSocket.on("close", () => {
        connection.closed();
      });
    });
  };

  server.on("upgrade", onUpgrade);
  let disposed: Promise<void> | undefined;
  return {
    dispose() {
      server.off("upgrade", onUpgrade);
      disposed ??= closeAll(webSockets);
      return disposed;
    },
  };
}

/** The core's view of a socket. Frames go straight to the connection, whole and in order with the library's own. */
class FrameSocket implements RealtimeSocket {
  constructor(
    private readonly webSocket: WebSocket,
    private readonly socket: Duplex,
    private readonly slab: FrameSlab,
  ) {}

  get bufferedBytes(): number {
    return this.socket.writableLength;
  }

  write(messages: readonly OutgoingMessage[]): void {
    const { webSocket, socket, slab } = this;
    if (webSocket.readyState !== webSocket.OPEN || !socket.writable) return;
    const frames = encodeTextFrames(messages, socket.writableLength === 0 ? slab.take : ownBuffer);
    socket.write(frames);
    // Nothing waits: the system took its own copy before `write` returned.
    if (socket.writableLength === 0) slab.giveBack(frames);
  }

  close(code: number, reason: string): void {
    // A close frame holds 123 bytes of reason (RFC 6455, 5.5); ours are ASCII.
    this.webSocket.close(code, reason.slice(0, 123));
  }
}

function ownBuffer(length: number): Buffer {
  return Buffer.allocUnsafeSlow(length);
}

function offeredProtocols(request: IncomingMessage): string[] {
  const header = request.headers["sec-websocket-protocol"] ?? "";
  return header
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function reject(socket: Duplex, status: string, text: string): void {
  socket.on("error", () => {
    socket.destroy();
  });
  const length = String(Buffer.byteLength(text));
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\n\r\n${text}`,
  );
}

/** Closes what is still open; a client that does not answer is cut off by the library's close timeout. */
function closeAll(webSockets: WebSocketServer): Promise<void> {
  const closing = [...webSockets.clients].map(
    (webSocket) =>
      new Promise<void>((resolve) => {
        webSocket.once("close", () => {
          resolve();
        });
        webSocket.close(1001, "Going away");
      }),
  );
  webSockets.close();
  return Promise.all(closing).then(() => undefined);
}
