/**
 * The WebSocket class that the Amplify client uses on boards. Amplify offers no way to give it another one, so it takes
 * the global's place (`installRealtimeSocket`). It does three things that Amplify cannot:
 *
 * 1. Amplify writes `wss://` for every endpoint that is not AppSync's own, `http://localhost` included
 *    (@aws-amplify/api-graphql, AWSWebSocketProvider/appsyncUrl.ts). Addresses of the endpoint's host go back to `ws://`
 *    where the endpoint is plain `http://`. (Spelling the endpoint `HTTP://` would do in Chrome 125 and later, which take
 *    http addresses for sockets; the boards' floor is Chrome 111.)
 * 2. It can be abandoned. A connection that died in silence stays "open" for minutes, and its closing handshake is
 *    never answered; Amplify keeps using it until then. `abandonRealtimeSockets` makes it closed for Amplify at once.
 * 3. It can be asked for a sign of life, with a subscription that is answered and ended at once. (A subscription of the
 *    Amplify client would do as well, but each leaves an observer behind in its ReconnectionMonitor, and boards run for
 *    months.)
 */

/** `bad` is the text of a frame that is none, else undefined. */
type FrameListener = (bad: string | undefined) => void;

/** Where the sockets of an endpoint go. */
export interface RealtimeHost {
  /** Host and port as Amplify derives it from the endpoint. */
  readonly host: string;
  readonly secure: boolean;
}

let realtime: RealtimeHost | undefined;
const openSockets = new Set<RealtimeSocket>();
const frameListeners = new Set<FrameListener>();

/** Puts `RealtimeSocket` in the place of `window.WebSocket` for connections to the endpoint; others stay as they are. */
export function installRealtimeSocket(endpoint: string): void {
  realtime = realtimeHost(endpoint);
  Object.defineProperty(globalThis, "WebSocket", { value: RealtimeSocket, configurable: true, writable: true });
}

/** Calls `listener` at every frame from the endpoint, of whatever kind: each proves that the connection lives. */
export function onRealtimeFrame(listener: FrameListener): () => void {
  frameListeners.add(listener);
  return () => {
    frameListeners.delete(listener);
  };
}

/** Closes every connection to the endpoint, for the Amplify client at once, whatever the network says to it. */
export function abandonRealtimeSockets(): void {
  for (const socket of [...openSockets]) socket.abandon();
}

/**
 * Sends `query`, a subscription, over the open connection and resolves once the backend has answered, whatever it
 * answers. Rejects where no connection is open or it closes first; may hang where the connection died in silence.
 */
export function pingRealtimeSocket(query: string): Promise<void> {
  const socket = [...openSockets].find((each) => each.canPing());
  return socket === undefined ? Promise.reject(new Error("no connection is open")) : socket.ping(query);
}

/** The host that serves an endpoint's subscriptions: for AppSync's own names a host of its own, else the same. */
export function realtimeHost(endpoint: string): RealtimeHost {
  const url = new URL(endpoint);
  return { host: url.host.replace(".appsync-api.", ".appsync-realtime-api."), secure: url.protocol === "https:" };
}

/** The address to use for one that Amplify made; exported for its test. */
export function realtimeAddress(url: string, host: RealtimeHost | undefined): string {
  const address = new URL(url);
  const rewrite = host !== undefined && !host.secure && address.protocol === "wss:" && address.host === host.host;
  return rewrite ? `ws:${url.slice("wss:".length)}` : url;
}

class RealtimeSocket extends WebSocket {
  private readonly isRealtime: boolean;
  private abandoned = false;
  /** True while `abandon` speaks in the server's place. */
  private speaking = false;
  /** Subscriptions whose start was sent and not yet answered. */
  private readonly starting = new Set<string>();
  /** What Amplify proves its identity with in every start. */
  private credentials: unknown;
  private readonly pings = new Map<string, { readonly answered: () => void; readonly lost: (reason: Error) => void }>();
  private pingCount = 0;

  constructor(url: string | URL, protocols?: string | string[]) {
    const address = realtimeAddress(String(url), realtime);
    super(address, protocols);
    this.isRealtime = realtime !== undefined && new URL(address).host === realtime.host;
    if (!this.isRealtime) return;
    openSockets.add(this);
    this.addEventListener("message", (event: MessageEvent<unknown>) => {
      if (this.speaking) return;
      if (this.abandoned || this.noteFrame(event.data) === "mine") event.stopImmediatePropagation();
    });
    this.addEventListener("close", (event) => {
      openSockets.delete(this);
      this.losePings();
      // Amplify was told when it was abandoned; told again, it would tear down the connection that came after.
      if (this.abandoned && !this.speaking) event.stopImmediatePropagation();
    });
  }

  override send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    const frame = this.isRealtime ? parseFrame(data) : undefined;
    if (frame?.type === "start" && frame.id !== undefined) {
      this.starting.add(frame.id);
      this.credentials = frame.payload?.extensions;
    }
    super.send(data);
  }

  canPing(): boolean {
    return this.readyState === WebSocket.OPEN && this.credentials !== undefined;
  }

  /** See `pingRealtimeSocket`. */
  ping(query: string): Promise<void> {
    this.pingCount += 1;
    const id = `ping-${String(this.pingCount)}`;
    return new Promise((answered, lost) => {
      this.pings.set(id, { answered, lost });
      const data = JSON.stringify({ query, variables: {} });
      super.send(JSON.stringify({ id, type: "start", payload: { data, extensions: this.credentials } }));
    });
  }

  /** See `abandonRealtimeSockets`. */
  abandon(): void {
    if (this.abandoned) return;
    this.abandoned = true;
    openSockets.delete(this);
    this.close();
    this.losePings();
    this.speaking = true;
    // Amplify forgets a subscription only once its start was answered, and 15 s after an unanswered one it disturbs
    // whatever connection it has by then. The answer that a broken connection owes is an error for each.
    for (const id of this.starting) {
      const payload = { errors: [{ errorType: "ConnectionLost", message: "The connection was lost" }] };
      this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify({ type: "error", id, payload }) }));
    }
    this.starting.clear();
    this.dispatchEvent(new CloseEvent("close", { code: 1006, reason: "abandoned", wasClean: false }));
    this.speaking = false;
  }

  /** "mine" where the frame answers a ping or is no frame at all, and so none of Amplify's business. */
  private noteFrame(data: unknown): "mine" | "amplify" {
    const frame = parseFrame(data);
    for (const listener of frameListeners) listener(frame === undefined ? String(data) : undefined);
    // Amplify would throw at it, out of reach of everyone.
    if (frame === undefined) return "mine";
    if (frame.id === undefined) return "amplify";
    this.starting.delete(frame.id);
    if (!frame.id.startsWith("ping-")) return "amplify";
    const ping = this.pings.get(frame.id);
    if (ping !== undefined) {
      this.pings.delete(frame.id);
      if (frame.type === "start_ack") super.send(JSON.stringify({ type: "stop", id: frame.id }));
      ping.answered();
    }
    return "mine";
  }

  private losePings(): void {
    for (const ping of this.pings.values()) ping.lost(new Error("the connection closed"));
    this.pings.clear();
  }
}

interface Frame {
  readonly type: unknown;
  readonly id: string | undefined;
  readonly payload: { readonly extensions?: unknown } | undefined;
}

function parseFrame(data: unknown): Frame | undefined {
  if (typeof data !== "string") return undefined;
  try {
    const frame: unknown = JSON.parse(data);
    if (typeof frame !== "object" || frame === null) return undefined;
    const { type, id, payload } = frame as { type?: unknown; id?: unknown; payload?: Frame["payload"] };
    return { type, id: typeof id === "string" ? id : undefined, payload };
  } catch {
    // Not JSON, and so not a frame: the caller reports it.
    return undefined;
  }
}
