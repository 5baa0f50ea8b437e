import { once } from "node:events";
import WebSocket from "ws";
import type { SandboxProcess } from "../../e2e/sandbox.js";

/** Displays without glass: each has a connection and a subscription of its own and counts what it gets. */
export interface Displays {
  /** Frames with a gate change so far, all displays together. */
  received(): number;
  close(): void;
}

/** Frames of other events, such as schedules still on their way, are not counted. */
const countedEvent = '"event":"FlightGateChanged"';

const subscription = `subscription Board($direction: FlightDirection) {
  onFlightStatusUpdate(direction: $direction) {
    id time event flight { date carrier num direction updatedAt
      schedule { stamp airport scheduledTime terminal gate codeshares }
      state { stamp status since } times { stamp estimatedTime delayMinutes } terminal { stamp terminal } gate { stamp gate } }
  }
}`;

/** Connects `count` displays to the real-time endpoint and waits until every subscription is acknowledged. */
export async function connectDisplays(sandbox: SandboxProcess, count: number): Promise<Displays> {
  const outputs = (await (await fetch(`${sandbox.url}/amplify_outputs.json`)).json()) as { data: { api_key: string } };
  const authorization = { host: new URL(sandbox.url).host, "x-api-key": outputs.data.api_key };
  const header = Buffer.from(JSON.stringify(authorization)).toString("base64url");
  let frames = 0;
  const sockets = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const socket = new WebSocket(`${sandbox.url.replace("http", "ws")}/graphql/realtime`, [
        "graphql-ws",
        `header-${header}`,
      ]);
      await once(socket, "open");
      socket.send(JSON.stringify({ type: "connection_init" }));
      await new Promise<void>((resolve, reject) => {
        socket.on("message", (data: Buffer) => {
          const text = data.toString();
          if (text.startsWith('{"type":"data"')) {
            if (text.includes(countedEvent)) frames += 1;
            return;
          }
          const message = JSON.parse(text) as { type: string };
          if (message.type === "connection_ack") {
            socket.send(
              JSON.stringify({
                id: `display-${index}`,
                type: "start",
                payload: {
                  data: JSON.stringify({ query: subscription, variables: { direction: "DEPARTURE" } }),
                  extensions: { authorization },
                },
              }),
            );
          } else if (message.type === "start_ack") resolve();
          else if (message.type === "error" || message.type === "connection_error") reject(new Error(text));
        });
        socket.on("close", () => {
          reject(new Error("the sandbox closed a display's connection"));
        });
      });
      return socket;
    }),
  );
  return {
    received: () => frames,
    close() {
      for (const socket of sockets) socket.terminate();
    },
  };
}
