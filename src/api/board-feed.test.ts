import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Flight } from "../flights/flight";
import { flightKey } from "../flights/flight";
import { flightAfter, registerEvents, scheduledFlight, type RegisterEvent } from "../flights/flight-samples";
import { createManualClock, type ManualClock } from "../flights/manual-clock";
import { mergeFlights } from "../flights/merge";
import { selectionOf } from "../flights/board-selection";
import { defaultRetention } from "../flights/leaving";
import { createBoardStore, type BoardStore } from "../state/board-store";
import type { BoardClient, SubscriptionEvents } from "./amplify-client";
import { createBoardFeed } from "./board-feed";

const date = "2024-01-25";
const start = Date.parse("2024-01-25T12:00:00Z");

/** A backend and the line to it, both of which fail when told to. */
class FakeBackend {
  readonly flights = new Map<string, Flight>();
  up = true;
  private silent = false;
  /** The line in use died in silence: nothing will ever come over it again, and nobody is told. */
  private deaf = false;
  readonly requests: { readonly date: unknown; readonly updatedAfter: unknown }[] = [];
  private subscriber: SubscriptionEvents<unknown> | undefined;
  private readonly frames = new Set<(bad: string | undefined) => void>();
  private readonly late: Flight[] = [];

  constructor(private readonly clock: ManualClock) {}

  get subscribers(): number {
    return this.subscriber === undefined ? 0 : 1;
  }

  /** Takes an event as the resolvers do: per register the newest stays, `updatedAt` is the backend's own clock. */
  take(update: Flight, skewMs: number, delivery: "once" | "twice" | "late" | "lost"): void {
    const key = flightKey(update);
    const before = this.flights.get(key);
    const merged = before === undefined ? update : mergeFlights(before, update);
    const flight = { ...merged, updatedAt: new Date(this.clock.now() - skewMs).toISOString() };
    this.flights.set(key, flight);
    if (delivery === "late") this.late.push(flight);
    else if (delivery !== "lost")
      for (let times = delivery === "twice" ? 2 : 1; times > 0; times -= 1) this.send(flight);
  }

  sendLate(): void {
    for (const flight of this.late.splice(0).reverse()) this.send(flight);
  }

  sendRaw(data: unknown, errors: readonly unknown[] = []): void {
    this.subscriber?.next(data, errors);
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
    const { subscriber } = this;
    this.subscriber = undefined;
    subscriber?.lost("the server is gone");
  }

  private send(flight: Flight): void {
    if (!this.up || this.deaf || this.subscriber === undefined) return;
    for (const listener of this.frames) listener(undefined);
    this.subscriber.next({ onFlightStatusUpdate: { id: "e", flight } }, []);
  }

  readonly client: BoardClient = {
    query: (_document, variables) => {
      if (!this.up) return Promise.reject(new Error("refused"));
      const { date: wanted, updatedAfter, direction } = variables as Record<string, string | number | undefined>;
      // The question whether the backend answers at all names no direction.
      if (direction !== undefined) this.requests.push({ date: wanted, updatedAfter });
      const items = [...this.flights.values()].filter(
        (flight) => flight.date === wanted && (updatedAfter === undefined || flight.updatedAt > String(updatedAfter)),
      );
      return Promise.resolve({ listFlights: { items, nextToken: null } } as never);
    },
    subscribe: (_document, _variables, events) => {
      const mine = events as SubscriptionEvents<unknown>;
      if (this.up && !this.silent) {
        this.subscriber = mine;
        this.deaf = false;
        void Promise.resolve().then(mine.acknowledged);
      }
      return {
        close: () => {
          if (this.subscriber === mine) this.subscriber = undefined;
        },
      };
    },
    abandonConnection: () => {
      this.subscriber = undefined;
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

function createBench(dates: () => readonly string[] = () => [date]) {
  const clock = createManualClock(start);
  const backend = new FakeBackend(clock);
  const store = createBoardStore(selectionOf({ now: 0, until: Number.MAX_SAFE_INTEGER, retention: defaultRetention }));
  const reports: string[] = [];
  const feed = createBoardFeed({
    client: backend.client,
    store,
    clock,
    random: () => 0.5,
    direction: "DEPARTURE",
    terminal: undefined,
    dates,
    report: (message) => reports.push(message),
  });
  return { clock, backend, store, feed, reports };
}

const known = (store: BoardStore): readonly Flight[] => [...store.getState().flights.values()];

test("the first fetch is whole, the one after a loss takes what changed since, a minute to spare", async () => {
  const { backend, clock, feed } = createBench();
  backend.take(scheduledFlight(), 0, "lost");
  feed.start();
  await clock.advance(10_000);
  backend.kill();
  backend.up = true;
  await clock.advance(5_000);
  expect(backend.requests).toEqual([
    { date, updatedAfter: undefined },
    { date, updatedAfter: new Date(start - 60_000).toISOString() },
  ]);
  feed.stop();
});

test("what is missed while away is there a moment after, and a dead line's updates do not hide it", async () => {
  const { backend, clock, feed, store } = createBench();
  backend.take(scheduledFlight(), 0, "lost");
  feed.start();
  await clock.advance(1_000);
  backend.silence();
  backend.take(scheduledFlight({ gate: { stamp: "3", gate: "C9" } }), 0, "once");
  await clock.advance(15_000);
  expect(store.getState().connection).not.toBe("live");
  backend.speak();
  await clock.advance(5_000);
  expect(known(store).map((flight) => flight.gate?.gate)).toEqual(["C9"]);
  feed.stop();
});

test("a message without a flight is reported and harms nothing", async () => {
  const { backend, clock, feed, reports, store } = createBench();
  feed.start();
  await clock.advance(0);
  backend.sendRaw({ onFlightStatusUpdate: null }, [{ message: "boom" }]);
  backend.sendRaw(null);
  backend.take(scheduledFlight(), 0, "once");
  expect(reports).toHaveLength(2);
  expect(reports[0]).toContain("boom");
  expect(known(store)).toHaveLength(1);
  expect(store.getState().connection).toBe("live");
  feed.stop();
});

test("a new operating day is fetched without a new connection, an old one is forgotten", async () => {
  let dates = ["2024-01-25"];
  const { backend, clock, feed, store } = createBench(() => dates);
  backend.take(scheduledFlight(), 0, "lost");
  backend.take(scheduledFlight({ date: "2024-01-26" }), 0, "lost");
  feed.start();
  await clock.advance(0);
  dates = ["2024-01-26"];
  feed.datesChanged();
  await clock.advance(0);
  expect(known(store).map((flight) => flight.date)).toEqual(["2024-01-26"]);
  expect(backend.subscribers).toBe(1);
  feed.stop();
});

test("stopping leaves no timer and no subscription", async () => {
  const { backend, clock, feed } = createBench();
  feed.start();
  await clock.advance(30_000);
  feed.stop();
  expect([clock.pending, backend.subscribers]).toEqual([0, 0]);
});

type Step =
  | {
      readonly do: "event";
      readonly num: number;
      readonly skewMs: number;
      readonly delivery: "once" | "twice" | "late" | "lost";
      readonly event: RegisterEvent;
    }
  | { readonly do: "kill" | "restart" | "silence" | "speak" | "sendLate" }
  | { readonly do: "wait"; readonly ms: number };

const eventStep = fc.record({
  do: fc.constant("event" as const),
  num: fc.integer({ min: 1, max: 4 }),
  skewMs: fc.integer({ min: 0, max: 20_000 }),
  delivery: fc.constantFrom("once" as const, "once" as const, "twice" as const, "late" as const, "lost" as const),
  event: registerEvents.map(([event]) => event).filter((event) => event !== undefined),
});
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: eventStep },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.integer({ min: 0, max: 90_000 }) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom(
          "kill" as const,
          "restart" as const,
          "silence" as const,
          "speak" as const,
          "sendLate" as const,
        ),
      }),
    },
  ),
  { maxLength: 40 },
);

const seed = 7_310_221;

describe(`after any sequence of drops, duplicates, reorders and restarts (seed ${String(seed)})`, () => {
  async function play(sequence: readonly Step[], settleMs: number): Promise<void> {
    const { backend, clock, feed, store } = createBench();
    feed.start();
    await clock.advance(0);
    for (const step of sequence) {
      if (step.do === "event") backend.take(flightAfter(step.event, { num: step.num }), step.skewMs, step.delivery);
      else if (step.do === "wait") await clock.advance(step.ms);
      else if (step.do === "kill") backend.kill();
      else if (step.do === "restart") backend.up = true;
      else if (step.do === "silence") backend.silence();
      else if (step.do === "speak") backend.speak();
      else backend.sendLate();
    }
    backend.up = true;
    backend.speak();
    await clock.advance(settleMs);
    expect(store.getState().connection).toBe("live");
    feed.stop();
    const registers = (flights: Iterable<Flight>) =>
      [...flights].map((flight) => ({ ...flight, updatedAt: "" })).sort((a, b) => a.num - b.num);
    expect(registers(known(store))).toEqual(registers(backend.flights.values()));
  }

  const heard = (sequence: readonly Step[]): readonly Step[] =>
    sequence.map((step) =>
      step.do === "event" && (step.delivery === "lost" || step.delivery === "late")
        ? { ...step, delivery: "once" }
        : step,
    );

  test("the board equals the backend 20 s after it is reachable again", async () => {
    await fc.assert(
      fc.asyncProperty(steps, (sequence) => play(heard(sequence), 20_000)),
      { seed, numRuns: 120 },
    );
  });

  test("even messages that vanish from a healthy line are made good by the regular refresh", async () => {
    await fc.assert(
      fc.asyncProperty(steps, (sequence) => play(sequence, 12 * 60_000)),
      { seed, numRuns: 60 },
    );
  });
});
