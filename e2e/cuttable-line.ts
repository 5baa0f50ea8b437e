import { createServer, connect, type Socket } from "node:net";
import { once } from "node:events";

/** A TCP line between a browser and the sandbox that a test can cut and mend: a network failure without a mock. */
export interface CuttableLine {
  readonly port: number;
  /** Ends every connection and refuses new ones. */
  cut(): void;
  mend(): void;
  /** Connections stay open and carry nothing: a line that died in silence. */
  freeze(): void;
  thaw(): void;
  dispose(): Promise<void>;
}

/** Listens on a free loopback port and forwards every connection to `targetPort` on 127.0.0.1. */
export async function openLine(targetPort: number): Promise<CuttableLine> {
  const sockets = new Set<Socket>();
  let whole = true;
  let frozen = false;
  const stop = (...stopped: readonly Socket[]): void => {
    for (const socket of stopped) {
      socket.unpipe();
      socket.pause();
    }
  };
  const pairs = new Map<Socket, Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A cut line resets its sockets: that is its purpose, and close follows.
    socket.on("error", () => socket.destroy());
  };
  const server = createServer((client) => {
    if (!whole) {
      client.destroy();
      return;
    }
    const upstream = connect(targetPort, "127.0.0.1");
    keep(client);
    keep(upstream);
    pairs.set(client, upstream);
    client.on("close", () => pairs.delete(client));
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
    client.pipe(upstream).pipe(client);
    if (frozen) stop(client, upstream);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the line has no port");
  const cut = (): void => {
    whole = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    cut,
    mend() {
      whole = true;
    },
    freeze() {
      frozen = true;
      stop(...sockets);
    },
    thaw() {
      frozen = false;
      for (const [client, upstream] of pairs) client.pipe(upstream).pipe(client);
    },
    async dispose() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
