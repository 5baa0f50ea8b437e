import { expect, test } from "vitest";
import { confirmedTakeover } from "../display/takeover-samples";
import { scheduledFlight } from "../flights/flight-samples";
import type { BoardClient, RunningSubscription } from "./amplify-client";
import { CATCH_UP_TIMEOUT_MS } from "./connection-supervisor";
import { benchStart as start, createFeedBench, type FeedParts } from "./feed-bench";

/** A backend behind a proxy that lets no WebSocket through, on a line on which the flights of a day take `fetchMs`. */
function createBench(fetchMs: number) {
  /** Names of the subscriptions that the proxy lets through. */
  const heard = new Set<string>();
  let underWay = 0;
  let proxied = true;
  let takeoversHeld = (_signal: AbortSignal): Promise<void> => Promise.resolve();
  const proxiedClient = ({ backend, clock }: FeedParts): BoardClient => ({
    ...backend.client,
    query: async (document, variables, signal) => {
      const answer = await backend.client.query(document, variables, signal);
      if ("zones" in variables) await takeoversHeld(signal);
      if (!("date" in variables)) return answer;
      underWay += 1;
      return new Promise((resolve, reject) => {
        const settle = (action: () => void) => {
          cancel();
          signal.removeEventListener("abort", giveUp);
          underWay -= 1;
          action();
        };
        const cancel = clock.schedule(fetchMs, () => {
          settle(() => {
            resolve(answer);
          });
        });
        // The real client gives a request up as soon as it is told to.
        const giveUp = () => {
          settle(() => {
            reject(new Error("cancelled"));
          });
        };
        signal.addEventListener("abort", giveUp);
      });
    },
    subscribe: (document, variables, events): RunningSubscription => {
      const [definition] = document.definitions;
      const name = definition !== undefined && "name" in definition ? (definition.name?.value ?? "") : "";
      if (!proxied || heard.has(name)) return backend.client.subscribe(document, variables, events);
      return { close: () => undefined };
    },
  });
  const { takeover, ...bench } = createFeedBench({ feed: (parts) => ({ client: proxiedClient(parts) }) });
  const { backend } = bench;
  backend.take(scheduledFlight(), 0, "lost");
  return {
    ...bench,
    heard,
    shown: () => takeover()?.id,
    underWay: () => underWay,
    asked: () => backend.questions("ListFlights").length,
    /** Answers about takeovers are under way until the function that it gives is called, or they are given up. */
    holdTakeovers: () => {
      const arrivals: (() => void)[] = [];
      takeoversHeld = (signal) =>
        new Promise((resolve, reject) => {
          arrivals.push(resolve);
          signal.addEventListener("abort", () => {
            reject(new Error("cancelled"));
          });
        });
      return () => {
        takeoversHeld = () => Promise.resolve();
        for (const arrive of arrivals) arrive();
      };
    },
    takeProxyAway: () => {
      proxied = false;
    },
  };
}

test("without WebSockets, slow flights come all the same: subscribing anew does not give them up", async () => {
  const { asked, clock, feed, store } = createBench(15_000);
  feed.start();
  await clock.advance(25_000);
  expect([store.getState().source, store.getState().flights.size]).toEqual(["fetched", 1]);
  await clock.advance(60_000);
  expect(asked(), "again from time to time, one after the other").toBeLessThanOrEqual(5);
  feed.stop();
});

test("flights that take too long are given up, and asked for anew", async () => {
  const { asked, clock, feed, reports, store, underWay } = createBench(2 * CATCH_UP_TIMEOUT_MS);
  feed.start();
  await clock.advance(2 * CATCH_UP_TIMEOUT_MS);
  expect([store.getState().source, underWay(), asked()]).toEqual(["nothing", 1, 2]);
  expect(reports).toContain("fetching flights: no answer within 20000 ms");
  feed.stop();
});

test("once subscriptions are acknowledged, flights asked for before count for nothing", async () => {
  const { clock, feed, store, takeProxyAway, underWay } = createBench(15_000);
  feed.start();
  await clock.advance(10_000);
  takeProxyAway();
  await clock.advance(4_000);
  expect([store.getState().source, underWay()], "those asked for since").toEqual(["nothing", 1]);
  await clock.advance(20_000);
  expect([store.getState().source, store.getState().connection]).toEqual(["fetched", "live"]);
  feed.stop();
});

test("a sign of life that came while flights without a subscription were under way makes them no newer", async () => {
  const { backend, clock, feed, heard, store } = createBench(15_000);
  heard.add("OnFeedStatus");
  backend.heartbeat(start - 5_000, "lost");
  feed.start();
  for (let second = 0; second < 25; second += 1) {
    await clock.advance(1_000);
    backend.heartbeat(backend.now(), "once");
  }
  const { feedAliveAt, source } = store.getState();
  expect(source).toBe("fetched");
  expect(feedAliveAt).toBeLessThan(start + 6_000);
  feed.stop();
});

const emergency = confirmedTakeover("terminal/B", start, { zone: "terminal/B", level: "EMERGENCY" });

test("without WebSockets, a page that goes on to another place shows at once what holds there", async () => {
  const { backend, clock, feed, shown } = createBench(0);
  backend.step(emergency, "lost");
  feed.start();
  await clock.advance(6_000);
  expect(shown()).toBeUndefined();
  feed.followZones(["all", "terminal/B"]);
  await clock.advance(0);
  expect(shown()).toBe("terminal/B");
  feed.stop();
});

test("an answer that comes once the page is at another place is followed by one for that place", async () => {
  const { backend, clock, feed, holdTakeovers, reports, shown } = createBench(0);
  backend.step(emergency, "lost");
  const arrive = holdTakeovers();
  feed.start();
  await clock.advance(5_000);
  expect(backend.questions("ActiveTakeovers")).toEqual([{ zones: ["all"] }]);
  feed.followZones(["all", "terminal/B"]);
  // The question of the new place is given up with the next attempt to subscribe.
  await clock.advance(5_000);
  expect(reports).toContain("fetching takeovers: Error: cancelled");
  arrive();
  await clock.advance(0);
  expect(shown()).toBe("terminal/B");
  feed.stop();
});

test("a page that is stopped asks for no takeovers of another place", async () => {
  const { backend, clock, feed } = createBench(0);
  feed.start();
  await clock.advance(6_000);
  feed.stop();
  const asked = backend.questions("ActiveTakeovers").length;
  feed.followZones(["all", "terminal/B"]);
  await clock.advance(60_000);
  expect(backend.questions("ActiveTakeovers")).toHaveLength(asked);
});

test("stopping gives up what is under way", async () => {
  const { clock, feed, underWay } = createBench(15_000);
  feed.start();
  await clock.advance(10_000);
  expect(underWay()).toBe(1);
  feed.stop();
  await clock.advance(0);
  expect([underWay(), clock.pending]).toEqual([0, 0]);
});
