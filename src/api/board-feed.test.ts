import { describe, expect, test } from "vitest";
import { confirmedTakeover } from "../display/takeover-samples";
import type { Flight } from "../flights/flight";
import { scheduledFlight } from "../flights/flight-samples";
import type { BoardStore } from "../state/board-store";
import { benchDate as date, benchStart as start, createFeedBench } from "./feed-bench";

const hour = 3_600_000;

const known = (store: BoardStore): readonly Flight[] => [...store.getState().flights.values()];

test("the first fetch is whole, the one after a loss takes what changed since, a minute to spare", async () => {
  const { backend, clock, feed } = createFeedBench();
  backend.take(scheduledFlight(), 0, "lost");
  feed.start();
  await clock.advance(10_000);
  backend.kill();
  backend.up = true;
  await clock.advance(5_000);
  expect(backend.questions("ListFlights").map(({ updatedAfter }) => updatedAfter)).toEqual([
    undefined,
    new Date(start - 60_000).toISOString(),
  ]);
  feed.stop();
});

test("what is missed while away is there a moment after, and a dead line's updates do not hide it", async () => {
  const { backend, clock, feed, store } = createFeedBench();
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

test("it is live only once all three subscriptions are acknowledged, and then fetches", async () => {
  const { backend, clock, feed, store } = createFeedBench();
  const acknowledge: (() => void)[] = [];
  const line = { ...backend.client };
  Object.assign(backend.client, {
    subscribe: (document: never, variables: never, events: { readonly acknowledged: () => void }) => {
      acknowledge.push(events.acknowledged);
      return line.subscribe(document, variables, { ...events, acknowledged: () => undefined } as never);
    },
  });
  feed.start();
  await clock.advance(0);
  expect(acknowledge).toHaveLength(3);
  for (const one of acknowledge) {
    expect(backend.questions("ListFlights")).toEqual([]);
    one();
    one();
  }
  await clock.advance(0);
  expect([store.getState().connection, backend.questions("ListFlights").length]).toEqual(["live", 1]);
  feed.stop();
});

test("no date is on the board before the dates in front of it are", async () => {
  const waiting: (() => void)[] = [];
  const { backend, clock, feed, store } = createFeedBench({ feed: () => ({ dates: () => [date, "2024-01-26"] }) });
  for (const day of [date, "2024-01-26"]) backend.take(scheduledFlight({ date: day }), 0, "lost");
  const line = { ...backend.client };
  Object.assign(backend.client, {
    query: async (document: never, variables: { readonly date?: string }, signal: AbortSignal) => {
      const answer = await line.query(document, variables as never, signal);
      if (variables.date === date) await new Promise<void>((resolve) => waiting.push(resolve));
      return answer;
    },
  });
  feed.start();
  await clock.advance(0);
  expect([backend.questions("ListFlights").length, known(store)]).toEqual([2, []]);
  waiting[0]?.();
  await clock.advance(0);
  expect(known(store).map((flight) => flight.date)).toEqual([date, "2024-01-26"]);
  feed.stop();
});

test("a message without a flight is reported and harms nothing", async () => {
  const { backend, clock, feed, reports, store } = createFeedBench();
  feed.start();
  await clock.advance(0);
  backend.sendRaw("OnFlightUpdate", { onFlightStatusUpdate: null }, [{ message: "boom" }]);
  backend.sendRaw("OnFlightUpdate", null);
  backend.take(scheduledFlight(), 0, "once");
  expect(reports).toHaveLength(2);
  expect(reports[0]).toContain("boom");
  expect(known(store)).toHaveLength(1);
  expect(store.getState().connection).toBe("live");
  feed.stop();
});

test("a new operating day is fetched without a new connection, an old one is forgotten", async () => {
  let dates = ["2024-01-25"];
  const { backend, clock, feed, store } = createFeedBench({ feed: () => ({ dates: () => dates }) });
  backend.take(scheduledFlight(), 0, "lost");
  backend.take(scheduledFlight({ date: "2024-01-26" }), 0, "lost");
  feed.start();
  await clock.advance(0);
  dates = ["2024-01-26"];
  feed.datesChanged();
  await clock.advance(0);
  expect(known(store).map((flight) => flight.date)).toEqual(["2024-01-26"]);
  expect(backend.subscriptions).toBe(3);
  feed.stop();
});

test("stopping leaves no timer, no subscription and no listener", async () => {
  const { backend, clock, feed } = createFeedBench();
  feed.start();
  await clock.advance(90_000);
  feed.stop();
  expect([clock.pending, backend.subscriptions, backend.listeners]).toEqual([0, 0, 0]);
});

test("timers, subscriptions and listeners do not grow over hours of losses", async () => {
  const { backend, clock, feed } = createFeedBench();
  feed.start();
  await clock.advance(120_000);
  const before = [clock.pending, backend.subscriptions, backend.listeners];
  for (let loss = 0; loss < 40; loss += 1) {
    backend.kill();
    await clock.advance(20_000);
    backend.up = true;
    backend.heartbeat(backend.now(), "once");
    await clock.advance(420_000);
  }
  expect([clock.pending, backend.subscriptions, backend.listeners]).toEqual(before);
  feed.stop();
});

describe("the age of the data", () => {
  test("a frozen feed shows though every connection is up, and a sign of life ends it", async () => {
    const { backend, clock, feed, kind, store } = createFeedBench();
    backend.heartbeat(start, "lost");
    feed.start();
    for (let beat = 0; beat < 20; beat += 1) {
      await clock.advance(10_000);
      backend.heartbeat(backend.now(), "once");
      expect(kind()).toBe("current");
    }
    await clock.advance(59_999);
    expect(kind()).toBe("current");
    await clock.advance(1);
    expect([kind(), store.getState().connection]).toEqual(["stale", "live"]);
    backend.heartbeat(backend.now(), "once");
    expect(kind()).toBe("current");
    feed.stop();
  });

  test("signs of life that come late are old: a backlog is no fresh data", async () => {
    const { backend, clock, feed, kind } = createFeedBench();
    backend.heartbeat(start, "lost");
    feed.start();
    await clock.advance(300_000);
    backend.heartbeat(backend.now() - 120_000, "once");
    backend.take(scheduledFlight(), 0, "once", backend.now() - 90_000);
    expect(kind()).toBe("stale");
    feed.stop();
  });

  test("events of its own flights keep it fresh, and none is ever newer than now", async () => {
    const { backend, clock, feed, kind, store } = createFeedBench();
    feed.start();
    await clock.advance(50_000);
    backend.take(scheduledFlight(), 0, "once", backend.now() + 1_800_000);
    expect(store.getState().feedAliveAt).toBe(backend.now());
    await clock.advance(60_000);
    expect(kind()).toBe("stale");
    feed.stop();
  });

  test("before it says that data is old it asks: other terminals' events are not for its ears", async () => {
    const { backend, clock, feed, kind } = createFeedBench();
    backend.heartbeat(start, "lost");
    feed.start();
    for (let minutes = 0; minutes < 30; minutes += 1) {
      await clock.advance(30_000);
      backend.heartbeat(backend.now(), "lost");
      await clock.advance(29_999);
      expect(kind()).toBe("current");
      await clock.advance(1);
    }
    const asked = backend.questions("FeedStatus").length;
    expect(asked, "a few questions a minute").toBeLessThan(110);
    feed.stop();
  });

  test("while it is old it asks on, so that it recovers without a message", async () => {
    const { backend, clock, feed, kind } = createFeedBench();
    backend.heartbeat(start, "lost");
    feed.start();
    await clock.advance(600_000);
    expect(kind()).toBe("stale");
    backend.heartbeat(backend.now(), "lost");
    await clock.advance(30_000);
    expect(kind()).toBe("current");
    feed.stop();
  });

  test("a backend that never heard of a feed: old after the threshold since loading", async () => {
    const { clock, feed, kind } = createFeedBench();
    feed.start();
    await clock.advance(59_000);
    expect(kind()).toBe("current");
    await clock.advance(1_000);
    expect(kind()).toBe("stale");
    feed.stop();
  });

  test("is that of what is on the board: a sign of life counts once the flights are fetched", async () => {
    const { backend, clock, feed, store } = createFeedBench();
    backend.heartbeat(start - 100_000, "lost");
    feed.start();
    await clock.advance(1_000);
    backend.kill();
    backend.heartbeat(backend.now(), "lost");
    backend.up = true;
    let fetched: () => void = () => undefined;
    const line = { ...backend.client };
    Object.assign(backend.client, {
      query: async (document: never, variables: object, signal: AbortSignal) => {
        const answer: unknown = await line.query(document, variables, signal);
        if ("date" in variables) await new Promise<void>((resolve) => (fetched = resolve));
        return answer;
      },
    });
    await clock.advance(1_000);
    backend.heartbeat(backend.now(), "once");
    expect(store.getState().feedAliveAt).toBe(start - 100_000);
    fetched();
    await clock.advance(0);
    expect(store.getState().feedAliveAt).toBe(start + 2_000);
    feed.stop();
  });
});

describe("a wrong device clock", () => {
  test.each([-5 * hour, 3 * hour])("%d ms wrong: time and age are the service's", async (wrongBy) => {
    const { backend, clock, feed, kind, service } = createFeedBench({ wrongBy });
    backend.heartbeat(start, "lost");
    feed.start();
    await clock.advance(0);
    expect(service.now()).toBe(backend.now());
    await clock.advance(59_000);
    expect(kind()).toBe("current");
    await clock.advance(1_000);
    expect(kind()).toBe("stale");
    feed.stop();
  });

  test("waking up asks for the time and for a sign of life at once", async () => {
    const { backend, clock, feed } = createFeedBench();
    feed.start();
    await clock.advance(1_000);
    const asked = backend.questions("FeedStatus").length;
    feed.wake();
    await clock.advance(0);
    expect(backend.questions("FeedStatus")).toHaveLength(asked + 1);
    feed.stop();
    feed.wake();
    expect(backend.questions("FeedStatus"), "not when stopped").toHaveLength(asked + 1);
  });
});

describe("takeovers", () => {
  test("show as soon as they are confirmed and go when they are ended", async () => {
    const { backend, clock, feed, takeover } = createFeedBench();
    feed.start();
    await clock.advance(0);
    backend.step(confirmedTakeover("t", backend.now()), "once");
    expect(takeover()?.id).toBe("t");
    backend.step(confirmedTakeover("t", backend.now(), { state: "ENDED" }), "once");
    expect(takeover()?.id).toBeUndefined();
    feed.stop();
  });

  test("are asked for at every connection: one that was confirmed, one that was ended meanwhile", async () => {
    const { backend, clock, feed, takeover } = createFeedBench();
    backend.step(confirmedTakeover("old", backend.now()), "lost");
    backend.step(confirmedTakeover("elsewhere", backend.now(), { zone: "gate/C9", level: "EMERGENCY" }), "lost");
    feed.start();
    await clock.advance(0);
    expect(takeover()?.id).toBe("old");
    backend.kill();
    await clock.advance(60_000);
    expect(takeover()?.id, "kept while away").toBe("old");
    backend.step(confirmedTakeover("old", start, { state: "ENDED" }), "lost");
    backend.step(confirmedTakeover("new", backend.now()), "lost");
    backend.up = true;
    await clock.advance(5_000);
    expect(takeover()?.id).toBe("new");
    feed.stop();
  });

  test("end by themselves, by the service's clock", async () => {
    const { backend, clock, feed, takeover } = createFeedBench({ wrongBy: 2 * hour });
    feed.start();
    await clock.advance(0);
    const expiresAt = new Date(backend.now() + 90_000).toISOString();
    backend.step(confirmedTakeover("t", backend.now(), { expiresAt }), "once");
    backend.kill();
    await clock.advance(89_999);
    expect(takeover()?.id).toBe("t");
    await clock.advance(1);
    expect(takeover()?.id).toBeUndefined();
    feed.stop();
  });

  test("one that cannot be read is asked for", async () => {
    const { backend, clock, feed, reports, takeover } = createFeedBench();
    feed.start();
    await clock.advance(0);
    backend.step(confirmedTakeover("t", backend.now()), "lost");
    backend.sendRaw("OnTakeover", { onTakeover: null }, [{ message: "Cannot return null for non-nullable type" }]);
    await clock.advance(0);
    expect(takeover()?.id).toBe("t");
    expect(reports).toEqual([expect.stringContaining("takeovers")]);
    feed.stop();
  });

  test("long expired ones are forgotten", async () => {
    const { backend, clock, feed, store } = createFeedBench();
    feed.start();
    await clock.advance(0);
    for (let step = 0; step < 20; step += 1) {
      const expiresAt = new Date(backend.now() + 60_000).toISOString();
      backend.step(confirmedTakeover(`t${String(step)}`, backend.now(), { expiresAt }), "once");
      await clock.advance(hour / 2);
    }
    expect(store.getState().takeovers.size).toBeLessThan(5);
    feed.stop();
  });
});
