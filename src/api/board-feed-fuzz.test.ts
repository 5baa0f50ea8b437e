import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shownTakeover, type Takeover, type TakeoverLevel } from "../display/takeover";
import { confirmedTakeover } from "../display/takeover-samples";
import type { Flight } from "../flights/flight";
import { flightAfter, registerEvents, type RegisterEvent } from "../flights/flight-samples";
import type { Delivery, FakeBackend } from "./fake-backend";
import { createFeedBench } from "./feed-bench";

const staleMs = 60_000;

type Step =
  | {
      readonly do: "event";
      readonly num: number;
      readonly skewMs: number;
      readonly delivery: Delivery;
      readonly event: RegisterEvent;
      /** How old the event is when it comes. */
      readonly lagMs: number;
    }
  | { readonly do: "heartbeat"; readonly lagMs: number; readonly delivery: Delivery }
  | {
      readonly do: "confirm";
      readonly id: string;
      readonly level: TakeoverLevel;
      readonly seconds: number;
      readonly delivery: Delivery;
    }
  | { readonly do: "end"; readonly id: string; readonly delivery: Delivery }
  | { readonly do: "kill" | "restart" | "silence" | "speak" | "sendLate" }
  | { readonly do: "wait"; readonly ms: number };

const delivery = fc.constantFrom<Delivery>("once", "once", "twice", "late", "lost");
const id = fc.constantFrom("t1", "t2", "t3");
const eventStep = fc.record({
  do: fc.constant("event" as const),
  num: fc.integer({ min: 1, max: 4 }),
  skewMs: fc.integer({ min: 0, max: 20_000 }),
  delivery,
  event: registerEvents.map(([event]) => event).filter((event) => event !== undefined),
  lagMs: fc.integer({ min: -60_000, max: 300_000 }),
});
const takeoverStep = fc.oneof(
  fc.record({
    do: fc.constant("confirm" as const),
    id,
    level: fc.constantFrom<TakeoverLevel>("INFORMATION", "WARNING", "EMERGENCY"),
    seconds: fc.constantFrom(30, 600, 7_200),
    delivery,
  }),
  fc.record({ do: fc.constant("end" as const), id, delivery }),
);
const heartbeatStep = fc.record({
  do: fc.constant("heartbeat" as const),
  lagMs: fc.integer({ min: 0, max: 120_000 }),
  delivery,
});
const lineStep = fc.record({
  do: fc.constantFrom("kill" as const, "restart" as const, "silence" as const, "speak" as const, "sendLate" as const),
});
const waitStep = fc.record({ do: fc.constant("wait" as const), ms: fc.integer({ min: 0, max: 90_000 }) });

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: eventStep },
    { weight: 2, arbitrary: heartbeatStep },
    { weight: 3, arbitrary: takeoverStep },
    { weight: 3, arbitrary: waitStep },
    { weight: 3, arbitrary: lineStep },
  ),
  { maxLength: 40 },
);

/** A takeover never goes back: one that was confirmed stays as it is, one that has ended stays ended. */
function stepOf(backend: FakeBackend, step: Extract<Step, { readonly do: "confirm" | "end" }>): Takeover | undefined {
  const known = backend.takeovers.get(step.id);
  if (step.do === "end") return known === undefined ? undefined : { ...known, state: "ENDED" };
  if (known !== undefined) return undefined;
  const expiresAt = new Date(backend.now() + step.seconds * 1_000).toISOString();
  return confirmedTakeover(step.id, backend.now(), { level: step.level, expiresAt });
}

/** Plays a sequence, mends everything, waits, and holds the display to the backend. */
async function play(sequence: readonly Step[], wrongBy: number, settleMs: number): Promise<void> {
  const {
    backend,
    clock,
    feed,
    kind: kindOf,
    service,
    store,
    takeover,
  } = createFeedBench({
    wrongBy,
    feed: () => ({ staleMs }),
  });
  feed.start();
  await clock.advance(0);
  for (const step of sequence) {
    if (step.do === "event") {
      const flight = flightAfter(step.event, { num: step.num });
      backend.take(flight, step.skewMs, step.delivery, backend.now() - step.lagMs);
    } else if (step.do === "heartbeat") backend.heartbeat(backend.now() - step.lagMs, step.delivery);
    else if (step.do === "confirm" || step.do === "end") {
      const takeover = stepOf(backend, step);
      if (takeover !== undefined) backend.step(takeover, step.delivery);
    } else if (step.do === "wait") await clock.advance(step.ms);
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
  const kind = kindOf();
  feed.stop();

  const registers = (flights: Iterable<Flight>) =>
    [...flights].map((flight) => ({ ...flight, updatedAt: "" })).sort((a, b) => a.num - b.num);
  expect(registers(store.getState().flights.values())).toEqual(registers(backend.flights.values()));
  expect(takeover()).toEqual(shownTakeover(backend.takeovers.values(), backend.now()));
  expect(service.now()).toBe(backend.now());
  const isOld = backend.aliveAt === undefined || backend.now() - backend.aliveAt >= staleMs;
  if (backend.aliveAt !== undefined || settleMs >= staleMs) {
    expect(kind).toBe(isOld ? "stale" : "current");
  }
}

const seed = 7_310_221;

describe(`after any sequence of drops, duplicates, reorders and restarts (seed ${String(seed)})`, () => {
  const wrongBy = fc.constantFrom(0, -3 * 3_600_000, 90_000);
  /** A line that works brings everything, if twice or late. */
  const heard = (sequence: readonly Step[]): readonly Step[] =>
    sequence.map((step) =>
      "delivery" in step && (step.delivery === "lost" || step.delivery === "late")
        ? { ...step, delivery: "once" }
        : step,
    );

  test("flights, takeovers and their age equal the backend's 20 s after it is reachable again", async () => {
    await fc.assert(
      fc.asyncProperty(steps, wrongBy, (sequence, wrong) => play(heard(sequence), wrong, 20_000)),
      { seed, numRuns: 100 },
    );
  });

  test("even messages that vanish from a healthy line are made good by the regular refresh", async () => {
    await fc.assert(
      fc.asyncProperty(steps, wrongBy, (sequence, wrong) => play(sequence, wrong, 12 * 60_000)),
      { seed, numRuns: 40 },
    );
  });
});
