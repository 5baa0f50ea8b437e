import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { FrameReader } from "./frame-reader.js";
import { boardSubscription } from "./status-update.js";

/** How a display speaks to its server: not at all, graphql-ws's protocol, or AppSync's. */
export type Speech = "raw" | "graphql-ws" | "appsync";

/** What the benchmark tells the process of the displays. */
export type Order =
  | {
      readonly type: "connect";
      readonly side: number;
      readonly url: string;
      readonly speech: Speech;
      readonly count: number;
    }
  /** Report when the displays of `side` together have received `frames` updates since they connected. */
  | { readonly type: "expect"; readonly side: number; readonly frames: number };

/** What the process of the displays answers: all connected, or all received. */
export interface Answer {
  readonly type: "connected" | "received";
  readonly side: number;
}

/** Updates are longer, everything else that a server says is shorter. */
const SHORTEST_UPDATE = 400;
/** Sockets opened at once; the rest wait, so that no listen queue overflows. */
const CONNECTING_AT_ONCE = 50;

/** The displays of one side: plain sockets that count frames, so that receiving costs as little as it can. */
class Side {
  #received = 0;
  #expected = Number.POSITIVE_INFINITY;

  constructor(private readonly onReceived: () => void) {}

  expect(frames: number): void {
    this.#expected = frames;
    this.#check();
  }

  async connect(url: string, speech: Speech, count: number): Promise<void> {
    for (let first = 0; first < count; first += CONNECTING_AT_ONCE) {
      const some = Math.min(CONNECTING_AT_ONCE, count - first);
      await Promise.all(Array.from({ length: some }, () => this.#connectOne(new URL(url), speech)));
    }
  }

  async #connectOne({ hostname, port, pathname }: URL, speech: Speech): Promise<void> {
    const socket = connect({ host: hostname, port: Number(port) });
    await once(socket, "connect");
    const protocols = {
      raw: "",
      "graphql-ws": "Sec-WebSocket-Protocol: graphql-transport-ws\r\n",
      appsync: `Sec-WebSocket-Protocol: graphql-ws, header-${Buffer.from("{}").toString("base64url")}\r\n`,
    };
    socket.write(
      `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n${protocols[speech]}\r\n`,
    );
    const [answer] = (await once(socket, "data")) as [Buffer];
    const end = answer.indexOf("\r\n\r\n") + 4;
    if (!answer.toString("latin1").startsWith("HTTP/1.1 101") || end < 4) {
      throw new Error(`no WebSocket at ${hostname}:${port}: ${answer.toString("latin1")}`);
    }
    await this.#subscribe(socket, speech, answer.subarray(end));
  }

  #subscribe(socket: Socket, speech: Speech, rest: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      const onMessage = (text: string): void => {
        const { type } = JSON.parse(text) as { type: string };
        if (type === "connection_ack") {
          socket.write(maskedFrame(JSON.stringify(startMessage(speech))));
          if (speech === "graphql-ws") resolve();
        } else if (type === "start_ack") resolve();
        else if (type !== "ka") reject(new Error(`unexpected message: ${text}`));
      };
      const reader = new FrameReader(SHORTEST_UPDATE, onMessage, checkUpdate);
      const read = (chunk: Buffer): void => {
        const updates = reader.read(chunk);
        if (updates === 0) return;
        this.#received += updates;
        if (this.#received >= this.#expected) this.#check();
      };
      socket.on("data", read);
      socket.on("error", reject);
      socket.on("close", () => {
        console.error(`the server of ${speech} displays closed a socket`);
        process.exit(1);
      });
      read(rest);
      if (speech === "raw") resolve();
      else socket.write(maskedFrame(JSON.stringify({ type: "connection_init" })));
    });
  }

  #check(): void {
    if (this.#received > this.#expected) throw new Error("displays received more than was sent");
    if (this.#received < this.#expected) return;
    this.#expected = Number.POSITIVE_INFINITY;
    this.onReceived();
  }
}

function startMessage(speech: Speech): object {
  const id = crypto.randomUUID();
  return speech === "appsync"
    ? {
        id,
        type: "start",
        payload: {
          data: JSON.stringify({ query: boardSubscription, variables: {} }),
          extensions: { authorization: {} },
        },
      }
    : { id, type: "subscribe", payload: { query: boardSubscription } };
}

/** A display that counted rubbish would make a fast server of a broken one. */
function checkUpdate(text: string): void {
  const message = JSON.parse(text) as { payload?: { data?: { onFlightStatusUpdate?: { event?: string } } } };
  if (message.payload?.data?.onFlightStatusUpdate?.event !== "FlightDelayed") {
    throw new Error(`not an update: ${text.slice(0, 200)}`);
  }
}

/** A text frame of a client; a mask of zeros changes nothing. */
function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const long = payload.length >= 126;
  const header = Buffer.alloc(long ? 8 : 6);
  header[0] = 0x81;
  header[1] = 0x80 | (long ? 126 : payload.length);
  if (long) header.writeUInt16BE(payload.length, 2);
  return Buffer.concat([header, payload]);
}

const sides = new Map<number, Side>();

async function obey(order: Order): Promise<void> {
  const { side: number } = order;
  const answer = (type: Answer["type"]): void => {
    process.send?.({ type, side: number } satisfies Answer);
  };
  if (order.type === "expect") {
    sides.get(number)?.expect(order.frames);
    return;
  }
  const side = new Side(() => {
    answer("received");
  });
  sides.set(number, side);
  await side.connect(order.url, order.speech, order.count);
  answer("connected");
}

process.on("message", (order: Order) => {
  obey(order).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
process.on("disconnect", () => {
  process.exit(0);
});
