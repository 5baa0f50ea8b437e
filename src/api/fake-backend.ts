import type { Takeover } from "../display/takeover";
import { flightKey, type Flight } from "../flights/flight";
import type { ManualClock } from "../flights/manual-clock";
import { mergeFlights } from "../flights/merge";
import type { BoardClient, SubscriptionEvents } from "./amplify-client";

/** How a message comes to a display. */
export type Delivery = "once" | "twice" | "late" | "lost";

/** A question that the backend was asked, or a subscription. */
export interface AskedQuestion {
  readonly name: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A backend and the line to it, both of which fail when told to; for tests. */
export class FakeBackend {
  readonly flights = new Map<string, Flight>();
  readonly takeovers = new Map<string, Takeover>();
  /** When the feed was last alive, by the backend's clock; undefined: never. */
  aliveAt: number | undefined;
  up = true;
  private silent = false;
  /** The line in use died in silence: nothing will ever come over it again, and nobody is told. */
  private deaf = false;
  private readonly asked: AskedQuestion[] = [];
  private subscribers = new Map<string, SubscriptionEvents<unknown>>();
  private readonly frames = new Set<(bad: string | undefined) => void>();
  private late: (() => void)[] = [];

  constructor(
    private readonly clock: ManualClock,
    /** The display's clock minus the backend's, milliseconds. */
    private readonly wrongBy = 0,
  ) {}

  /** The backend's own time. */
  now(): number {
    return this.clock.now() - this.wrongBy;
  }

  get subscriptions(): number {
    return this.subscribers.size;
  }

  get listeners(): number {
    return this.frames.size;
  }

  questions(name: string): readonly AskedQuestion["variables"][] {
    return this.asked.filter((question) => question.name === name).map(({ variables }) => variables);
  }

  /** Takes an event as the resolvers do: per register the newest stays, `updatedAt` is the backend's own clock. */
  take(update: Flight, skewMs: number, delivery: Delivery, time = this.now()): void {
    const key = flightKey(update);
    const before = this.flights.get(key);
    const merged = before === undefined ? update : mergeFlights(before, update);
    const flight = { ...merged, updatedAt: this.iso(this.now() - skewMs) };
    this.flights.set(key, flight);
    this.moveFeed(time);
    this.deliver("OnFlightUpdate", { onFlightStatusUpdate: { id: "e", time: this.iso(time), flight } }, delivery);
  }

  /** Takes a sign of life given at `time`. */
  heartbeat(time: number, delivery: Delivery): void {
    this.moveFeed(time);
    this.deliver("OnFeedStatus", { onFeedStatus: this.feedStatus() }, delivery);
  }

  /** Confirms or ends a takeover. */
  step(takeover: Takeover, delivery: Delivery): void {
    this.takeovers.set(takeover.id, takeover);
    if (isOf(takeover, this.questions("OnTakeover").at(-1) ?? { zones: [] })) {
      this.deliver("OnTakeover", { onTakeover: takeover }, delivery);
    }
  }

  sendLate(): void {
    for (const send of this.late.splice(0).reverse()) send();
  }

  /** Hands a message of one subscription on as it is. */
  sendRaw(name: string, data: unknown, errors: readonly unknown[] = []): void {
    this.subscribers.get(name)?.next(data, errors);
  }

  /** From now on no line carries anything; the backend itself answers on. */
  silence(): void {
    this.silent = true;
    this.deaf = true;
  }

  /** New lines work again; the one that died stays dead. */
  speak(): void {
    this.silent = false;
  }

  kill(): void {
    this.up = false;
    const lost = [...this.subscribers.values()];
    this.subscribers.clear();
    for (const subscriber of lost) subscriber.lost("the server is gone");
  }

  private moveFeed(time: number): void {
    this.aliveAt = Math.max(this.aliveAt ?? Number.NEGATIVE_INFINITY, Math.min(time, this.now()));
  }

  private feedStatus() {
    return { aliveAt: this.aliveAt === undefined ? null : this.iso(this.aliveAt), now: this.iso(this.now()) };
  }

  private iso(instant: number): string {
    return new Date(instant).toISOString();
  }

  private deliver(name: string, data: unknown, delivery: Delivery): void {
    const send = () => {
      this.send(name, data);
    };
    if (delivery === "late") this.late.push(send);
    else if (delivery !== "lost") for (let times = delivery === "twice" ? 2 : 1; times > 0; times -= 1) send();
  }

  private send(name: string, data: unknown): void {
    const subscriber = this.subscribers.get(name);
    if (!this.up || this.deaf || subscriber === undefined) return;
    for (const listener of this.frames) listener(undefined);
    subscriber.next(data, []);
  }

  private answer(name: string, variables: Readonly<Record<string, unknown>>): unknown {
    const now = this.now();
    switch (name) {
      case "FeedStatus":
        return { feedStatus: this.feedStatus() };
      case "ActiveTakeovers":
        return {
          activeTakeovers: [...this.takeovers.values()].filter(
            (takeover) =>
              takeover.state === "CONFIRMED" && Date.parse(takeover.expiresAt ?? "") > now && isOf(takeover, variables),
          ),
        };
      case "ListFlights": {
        const { date, updatedAfter } = variables as { readonly date: string; readonly updatedAfter?: string };
        const items = [...this.flights.values()].filter(
          (flight) => flight.date === date && (updatedAfter === undefined || flight.updatedAt > updatedAfter),
        );
        return { listFlights: { items, nextToken: null } };
      }
      default:
        throw new Error(`the fake backend has no ${name}`);
    }
  }

  readonly client: BoardClient = {
    query: (document, variables) => {
      if (!this.up) return Promise.reject(new Error("refused"));
      const name = nameOf(document);
      const given = Object.fromEntries<unknown>(Object.entries(variables));
      this.asked.push({ name, variables: given });
      return Promise.resolve(this.answer(name, given) as never);
    },
    subscribe: (document, variables, events) => {
      const name = nameOf(document);
      this.asked.push({ name, variables: Object.fromEntries<unknown>(Object.entries(variables)) });
      const mine = events as SubscriptionEvents<unknown>;
      if (this.up && !this.silent) {
        this.subscribers.set(name, mine);
        this.deaf = false;
        void Promise.resolve().then(mine.acknowledged);
      }
      return {
        close: () => {
          if (this.subscribers.get(name) === mine) this.subscribers.delete(name);
        },
      };
    },
    abandonConnection: () => {
      this.subscribers.clear();
    },
    ping: () => (this.deaf ? new Promise(() => undefined) : Promise.resolve()),
    onFrame: (listener) => {
      this.frames.add(listener);
      return () => {
        this.frames.delete(listener);
      };
    },
    onDisrupted: () => () => undefined,
  };
}

/** Whether the takeover is of a zone that was asked for. */
function isOf({ zone }: Takeover, asked: AskedQuestion["variables"]): boolean {
  return (asked["zones"] as readonly string[]).includes(zone);
}

function nameOf(document: { readonly definitions: readonly object[] }): string {
  const [definition] = document.definitions;
  const { name } = definition as { readonly name?: { readonly value: string } };
  return name?.value ?? "";
}
