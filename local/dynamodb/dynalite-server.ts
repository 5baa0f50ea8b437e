import dynalite from "dynalite";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A running dynalite. */
export interface DynaliteServer {
  readonly port: number;
  /** Lets requests under way finish, then closes sockets and store. */
  close(): Promise<void>;
}

/** Starts dynalite on a free port of the loopback interface, with its store in `directory`. */
export async function startDynalite(directory: string): Promise<DynaliteServer> {
  const server = dynalite({ path: directory, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  let underWay = 0;
  let whenIdle: (() => void) | undefined;
  server.prependListener("request", (_request: IncomingMessage, response: ServerResponse) => {
    underWay += 1;
    response.once("close", () => {
      underWay -= 1;
      if (underWay === 0) whenIdle?.();
    });
  });
  // dynalite throws when a client hangs up in the middle of a request, which would end the process.
  server.on("request", (request: IncomingMessage) => {
    request.removeAllListeners("error");
    request.on("error", () => {
      request.destroy();
    });
  });
  await new Promise<void>((listening, fail) => {
    server.once("error", fail);
    server.listen(0, "127.0.0.1", listening);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((done, fail) => {
        server.close((error) => {
          if (error) fail(error);
          else done();
        });
      });
      if (underWay > 0) await new Promise<void>((idle) => (whenIdle = idle));
      server.closeAllConnections();
      await closed;
    },
  };
}
