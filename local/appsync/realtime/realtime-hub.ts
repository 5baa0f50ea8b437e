import type { Clock } from "../../clock.js";
import type { Disposable } from "../../disposable.js";
import type { Log } from "../../log.js";
import type { SubscriptionInvalidation } from "../runtime/evaluation.js";
import type { Publication, PublicationSink, SubscriptionPlan, SubscriptionPlanner } from "../subscription-plan.js";
import { Connection, type ConnectionContext } from "./connection.js";
import type { Handshake } from "./handshake.js";
import { defaultLimits, type RealtimeLimits } from "./limits.js";
import { TurnWriter, type EndOfTurn } from "./outbox.js";
import { CloseCode, dataBody, keepAlive } from "./protocol.js";
import { textMessage, type RealtimeSocket } from "./realtime-socket.js";
import { SubscriptionGroups } from "./subscription-groups.js";

/** What `createRealtime` needs. */
export interface RealtimeOptions {
  readonly planner: SubscriptionPlanner;
  readonly clock: Clock;
  /** Those left out are AWS's. */
  readonly limits?: Partial<RealtimeLimits>;
  readonly log: Log;
  /** When the messages of a turn are written; `setImmediate` where it is left out. */
  readonly endOfTurn?: EndOfTurn;
}

/** A client's side of the hub, as an adapter drives it. */
export interface RealtimeConnection {
  /** A text message came; never throws. */
  receive(text: string): void;
  /** The socket closed. */
  closed(): void;
}

/** Counters since the start, and what is there now. */
export interface RealtimeStats {
  readonly connections: number;
  readonly subscriptions: number;
  readonly groups: number;
  readonly published: number;
  /** Data messages handed to sockets. */
  readonly delivered: number;
  /** Times a payload was made; never more than one for each group and publication. */
  readonly projected: number;
  readonly droppedTooSlow: number;
  /** Payloads over the size limit (RT24). */
  readonly oversized: number;
}

/** AppSync's real-time side, without sockets. */
export interface RealtimeHub extends PublicationSink, Disposable {
  readonly limits: RealtimeLimits;
  connect(socket: RealtimeSocket, handshake: Handshake): RealtimeConnection;
  stats(): RealtimeStats;
}

/** Starts the real-time side of an AppSync API. It opens nothing; see `attachWebSocket` for the way in. */
export function createRealtime(options: RealtimeOptions): RealtimeHub {
  return new Hub(options);
}

class Hub implements RealtimeHub {
  readonly limits: RealtimeLimits;
  readonly #connections = new Set<Connection>();
  readonly #ready = new Set<Connection>();
  readonly #groups = new SubscriptionGroups();
  readonly #context: ConnectionContext;
  readonly #keepAlive = textMessage(keepAlive);
  #cancelKeepAlive: (() => void) | undefined;
  #disposed = false;
  #published = 0;
  #delivered = 0;
  #projected = 0;
  #droppedTooSlow = 0;
  #oversized = 0;

  constructor({ planner, clock, limits, log, endOfTurn = setImmediate }: RealtimeOptions) {
    this.limits = { ...defaultLimits, ...limits };
    this.#context = {
      planner,
      clock,
      limits: this.limits,
      log,
      groups: this.#groups,
      writer: new TurnWriter(endOfTurn),
      onReady: (connection) => {
        this.#ready.add(connection);
        if (this.#cancelKeepAlive === undefined) this.#scheduleKeepAlive();
      },
      onEnd: (connection, tooSlow) => {
        this.#connections.delete(connection);
        this.#ready.delete(connection);
        if (tooSlow) this.#droppedTooSlow += 1;
        if (this.#ready.size === 0) this.#stopKeepAlive();
      },
    };
  }

  connect(socket: RealtimeSocket, handshake: Handshake): RealtimeConnection {
    const connection = new Connection(socket, handshake, this.#context);
    this.#connections.add(connection);
    if (this.#disposed) connection.close(CloseCode.goingAway, "Going away");
    return connection;
  }

  publish(publication: Publication): void {
    this.#published += 1;
    for (const { plan, payload, subscriptions } of this.#groups.find(publication)) {
      if (payload.publication !== this.#published) {
        payload.publication = this.#published;
        payload.body = this.#body(plan, publication);
      }
      const { body } = payload;
      if (body === undefined) continue;
      this.#delivered += subscriptions.size;
      for (const subscription of subscriptions) subscription.send({ head: subscription.head, body });
    }
  }

  invalidate({ subscriptionField, payload }: SubscriptionInvalidation): void {
    for (const subscription of this.#groups.findInvalidated(subscriptionField, payload)) subscription.invalidated();
  }

  stats(): RealtimeStats {
    return {
      connections: this.#connections.size,
      subscriptions: this.#groups.size,
      groups: this.#groups.groupCount,
      published: this.#published,
      delivered: this.#delivered,
      projected: this.#projected,
      droppedTooSlow: this.#droppedTooSlow,
      oversized: this.#oversized,
    };
  }

  dispose(): Promise<void> {
    this.#disposed = true;
    for (const connection of [...this.#connections]) connection.close(CloseCode.goingAway, "Going away");
    this.#stopKeepAlive();
    return Promise.resolve();
  }

  #body(plan: SubscriptionPlan, publication: Publication): Buffer | undefined {
    this.#projected += 1;
    try {
      const body = dataBody(plan.project(publication));
      // The closing brace is the message's, not the payload's.
      if (body.length - 1 <= this.limits.payloadBytes) return body;
      this.#oversized += 1;
      this.#context.log.warn(
        `realtime: ${plan.fieldName} not delivered: payload of ${String(body.length - 1)} bytes is over ${String(this.limits.payloadBytes)}`,
      );
    } catch (error) {
      // One document that cannot be answered must not keep the others from their data.
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#context.log.error(`realtime: ${plan.fieldName} not delivered: ${reason}`);
    }
    return undefined;
  }

  #scheduleKeepAlive(): void {
    this.#cancelKeepAlive = this.#context.clock.schedule(this.limits.keepAliveMs, () => {
      this.#scheduleKeepAlive();
      for (const connection of this.#ready) connection.send(this.#keepAlive);
    });
  }

  #stopKeepAlive(): void {
    this.#cancelKeepAlive?.();
    this.#cancelKeepAlive = undefined;
  }
}
