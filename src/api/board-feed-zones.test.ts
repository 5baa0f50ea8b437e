import { expect, test } from "vitest";
import type { Takeover } from "../display/takeover";
import { confirmedTakeover } from "../display/takeover-samples";
import { benchStart, createFeedBench } from "./feed-bench";

/** A feed whose takeovers are of all displays and of gate B44 at first. */
function createBench() {
  const { takeover, ...bench } = createFeedBench({
    feed: () => ({ direction: undefined, zones: ["all", "gate/B44"] }),
  });
  return { ...bench, shown: () => takeover()?.id };
}

const takeover = (zone: string, fields: Partial<Takeover> = {}): Takeover =>
  confirmedTakeover(zone, benchStart, { zone, ...fields });

test("a page that goes on to another place shows what holds there, and hears of it, over the same connection", async () => {
  const { backend, clock, feed, shown, store } = createBench();
  for (const zone of ["gate/B44", "terminal/B"]) backend.step(takeover(zone), "lost");
  feed.start();
  await clock.advance(0);
  expect(shown()).toBe("gate/B44");
  const connections: string[] = [];
  store.subscribe(({ connection }) => connections.push(connection));
  feed.followZones(["all", "terminal/B"]);
  expect(shown(), "that of the gate goes at once").toBeUndefined();
  await clock.advance(0);
  expect(shown()).toBe("terminal/B");
  backend.step(takeover("terminal/B", { state: "ENDED" }), "once");
  expect(shown()).toBeUndefined();
  backend.step(takeover("gate/B44", { level: "EMERGENCY" }), "once");
  expect(shown(), "not of this place").toBeUndefined();
  expect([backend.subscriptions, new Set(connections)]).toEqual([3, new Set(["live"])]);
  feed.stop();
  expect([backend.subscriptions, clock.pending]).toEqual([0, 0]);
});

test("it may go back: what holds at a place has not ended because the page had left it", async () => {
  const { backend, clock, feed, shown } = createBench();
  backend.step(takeover("gate/B44"), "lost");
  feed.start();
  await clock.advance(0);
  feed.followZones(["all"]);
  await clock.advance(0);
  expect(shown()).toBeUndefined();
  feed.followZones(["all", "gate/B44"]);
  await clock.advance(0);
  expect(shown()).toBe("gate/B44");
  feed.stop();
});

test("an answer that was asked for at the place before says nothing of this one", async () => {
  const { backend, clock, feed, shown } = createBench();
  for (const zone of ["gate/B44", "terminal/B"]) backend.step(takeover(zone), "lost");
  const answers: (() => void)[] = [];
  const line = { ...backend.client };
  Object.assign(backend.client, {
    query: async (document: never, variables: { readonly zones?: readonly string[] }, signal: AbortSignal) => {
      const answer = await line.query(document, variables as never, signal);
      if (variables.zones?.includes("gate/B44") === true) await new Promise<void>((resolve) => answers.push(resolve));
      return answer;
    },
  });
  feed.start();
  await clock.advance(0);
  feed.followZones(["all", "terminal/B"]);
  await clock.advance(0);
  expect(shown()).toBe("terminal/B");
  for (const answer of answers) answer();
  await clock.advance(0);
  expect(shown()).toBe("terminal/B");
  feed.stop();
});

test("a page without a connection asks for the new place at the next one", async () => {
  const { backend, clock, feed, shown } = createBench();
  backend.step(takeover("terminal/B"), "lost");
  backend.up = false;
  feed.start();
  await clock.advance(10_000);
  feed.followZones(["all", "terminal/B"]);
  backend.up = true;
  await clock.advance(5_000);
  expect(shown()).toBe("terminal/B");
  feed.stop();
});
