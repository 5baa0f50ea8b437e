import type { Clock } from "../../clock.js";
import type { Log } from "../../log.js";
import { AppSyncError, type Principal } from "../identity.js";
import type { SubscriptionPlanner } from "../subscription-plan.js";
import type { Handshake } from "./handshake.js";
import type { RealtimeLimits } from "./limits.js";
import { Outbox, type TurnWriter } from "./outbox.js";
import {
  CloseCode,
  complete,
  connectionAck,
  connectionError,
  dataHead,
  operationError,
  parseClientMessage,
  startAck,
  toMessageError,
  type ClientMessage,
  type MessageError,
} from "./protocol.js";
import { textMessage, type OutgoingMessage, type RealtimeSocket } from "./realtime-socket.js";
import { preparePlan, type Subscription, type SubscriptionGroups } from "./subscription-groups.js";

/** What a connection shares with its hub. */
export interface ConnectionContext {
  readonly planner: SubscriptionPlanner;
  readonly clock: Clock;
  readonly limits: RealtimeLimits;
  readonly log: Log;
  readonly groups: SubscriptionGroups;
  readonly writer: TurnWriter;
  /** Called once, when the connection is over for whatever reason. */
  readonly onEnd: (connection: Connection, tooSlow: boolean) => void;
  /** Called once, when the connection was acknowledged. */
  readonly onReady: (connection: Connection) => void;
}

type StartMessage = Extract<ClientMessage, { type: "start" }>;

/** A start that is still being authorized and planned; `undefined` in the table of operations until it runs. */
const starting = Symbol("starting");

/** One client: handshake, acknowledgement, its subscriptions, its end. Knows no socket library. */
export class Connection {
  readonly #outbox: Outbox;
  readonly #operations = new Map<string, Subscription | typeof starting>();
  readonly #cancelTimers: (() => void)[] = [];
  /** Settles once the handshake's authorization is known; an error where it was refused. */
  readonly #admission: Promise<Principal | AppSyncError>;
  #initialized = false;
  #acknowledged = false;
  #ended = false;

  constructor(
    private readonly socket: RealtimeSocket,
    handshake: Handshake,
    private readonly context: ConnectionContext,
  ) {
    const { clock, limits, log } = context;
    this.#outbox = new Outbox(socket, context.writer, limits.bufferedBytes, () => {
      log.warn(`realtime: dropped a client that left more than ${String(limits.bufferedBytes)} bytes unread`);
      this.#end(true);
      socket.close(CloseCode.tooSlow, "Client reads too slowly");
    });
    this.#cancelTimers.push(
      clock.schedule(limits.connectionLifetimeMs, () => {
        this.close(CloseCode.normal, "Connection lifetime is over");
      }),
    );
    this.#admission = this.#admit(handshake);
    this.#run(this.#awaitAdmission());
  }

  /** Takes one text message of the client. Never throws. */
  receive(text: string): void {
    if (this.#ended) return;
    const message = parseClientMessage(text);
    switch (message.type) {
      case "connection_init":
        if (!this.#initialized) {
          this.#initialized = true;
          this.#run(this.#initialize());
        }
        return;
      case "start":
        // RT10: before the acknowledgement a start is ignored.
        if (this.#acknowledged) this.#run(this.#start(message));
        return;
      case "stop":
        if (this.#acknowledged) this.#stop(message.id);
        return;
      case "refused":
        this.#fail(message.id, message.error);
    }
  }

  /** Sends a message that is not about one subscription, such as `ka`. */
  send(message: OutgoingMessage): void {
    this.#outbox.push(message);
  }

  /** Ends the connection from this side, after all that was said before. */
  close(code: number, reason: string): void {
    if (this.#ended) return;
    this.#outbox.flush();
    this.#end(false);
    this.socket.close(code, reason);
  }

  /** The socket is gone. */
  closed(): void {
    this.#end(false);
  }

  async #admit({ authorization }: Handshake): Promise<Principal | AppSyncError> {
    if (authorization instanceof AppSyncError) return authorization;
    try {
      return await this.context.planner.authorize(authorization);
    } catch (error) {
      return this.#asAppSyncError(error, "handshake");
    }
  }

  /**
   * A refusal answers `connection_init`, which clients are ready for only once they have sent it; one that never sends
   * it gets the refusal a little later.
   */
  async #awaitAdmission(): Promise<void> {
    const admission = await this.#admission;
    if (this.#ended || !(admission instanceof AppSyncError)) return;
    this.#cancelTimers.push(
      this.context.clock.schedule(this.context.limits.refusalGraceMs, () => {
        this.#refuse(admission);
      }),
    );
  }

  async #initialize(): Promise<void> {
    const admission = await this.#admission;
    if (this.#ended) return;
    if (admission instanceof AppSyncError) {
      this.#refuse(admission);
      return;
    }
    this.#acknowledged = true;
    this.send(textMessage(connectionAck(this.context.limits.connectionTimeoutMs)));
    this.context.onReady(this);
  }

  #refuse(error: AppSyncError): void {
    this.send(textMessage(connectionError(toMessageError(error))));
    this.close(CloseCode.refused, error.errorType);
  }

  async #start(message: StartMessage): Promise<void> {
    const { id } = message;
    const most = this.context.limits.subscriptionsPerConnection;
    if (this.#operations.has(id)) {
      this.#fail(id, { errorType: "DuplicatedOperationError", message: `Operation id ${id} is already in use` });
      return;
    }
    if (this.#operations.size >= most) {
      // RT29: an object, not a list.
      const message = `Max number of ${String(most)} subscriptions reached`;
      this.send(textMessage(operationError(id, { errorType: "MaxSubscriptionsReachedError", message })));
      return;
    }
    this.#operations.set(id, starting);
    try {
      const subscription = await this.#plan(message);
      // Stopped, or the socket closed, while it was being planned.
      if (this.#ended || this.#operations.get(id) !== starting) return;
      const prepared = preparePlan(subscription.plan);
      this.#operations.set(id, subscription);
      // RT16: nothing can be published between these two.
      this.send(textMessage(startAck(id)));
      this.context.groups.add(subscription, prepared);
    } catch (error) {
      if (this.#ended || this.#operations.get(id) !== starting) return;
      this.#operations.delete(id);
      this.#fail(id, toMessageError(this.#asAppSyncError(error, `start ${id}`)));
    }
  }

  async #plan({ id, query, variables, authorization, data }: StartMessage): Promise<Subscription> {
    // RT17: each start carries its own authorization.
    const principal = await this.context.planner.authorize(authorization ?? {}, data);
    const headers = Object.entries(authorization ?? {}).flatMap(([name, value]) =>
      typeof value === "string" ? [[name.toLowerCase(), value] as const] : [],
    );
    const plan = await this.context.planner.plan({ query, variables }, principal, Object.fromEntries(headers));
    return {
      id,
      plan,
      head: dataHead(id),
      send: (message) => {
        this.#outbox.push(message);
      },
      invalidated: () => {
        this.send(textMessage(complete(id)));
        this.close(CloseCode.normal, "Subscription complete.");
      },
    };
  }

  #stop(id: string): void {
    const operation = this.#operations.get(id);
    if (operation === undefined) {
      this.#fail(id, { errorType: "UnknownOperationError", message: `Unknown operation id ${id}` });
      return;
    }
    this.#operations.delete(id);
    if (operation !== starting) this.context.groups.delete(operation);
    this.send(textMessage(complete(id)));
  }

  #fail(id: string, error: MessageError): void {
    this.send(textMessage(operationError(id, [error])));
  }

  #asAppSyncError(error: unknown, where: string): AppSyncError {
    if (error instanceof AppSyncError) return error;
    this.context.log.error(
      `realtime: ${where} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    return new AppSyncError("InternalFailure", "An internal failure occurred.", 500, { cause: error });
  }

  /** Work that a message began; its own errors are answered inside, so whatever comes out is a fault of this code. */
  #run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#asAppSyncError(error, "connection");
      this.close(CloseCode.goingAway, "Internal failure");
    });
  }

  #end(tooSlow: boolean): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#outbox.end();
    for (const cancel of this.#cancelTimers) cancel();
    for (const operation of this.#operations.values()) {
      if (operation !== starting) this.context.groups.delete(operation);
    }
    this.#operations.clear();
    this.context.onEnd(this, tooSlow);
  }
}
