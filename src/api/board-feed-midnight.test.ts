import { expect, test } from "vitest";
import { boardTimeFormat } from "../flights/board-time";
import { boardWindow, operatingDates } from "../flights/board-window";
import { scheduledFlight } from "../flights/flight-samples";
import { defaultRetention } from "../flights/leaving";
import { createFeedBench } from "./feed-bench";

const hour = 3_600_000;
/** In New York, where the board hangs. */
const midnight = Date.parse("2024-01-26T05:00:00Z");
const { date: dateOf } = boardTimeFormat("America/New_York", "en");

/** A board that is live since two minutes before midnight and looks at its dates every five seconds. */
async function liveBoard(random: () => number) {
  let answering: Promise<void> = Promise.resolve();
  let setForwardBy = 0;
  const { backend, clock, feed, store } = createFeedBench({
    start: midnight - 120_000,
    feed: ({ backend, clock }) => ({
      client: {
        ...backend.client,
        query: async (document, variables, signal) => {
          const answer = await backend.client.query(document, variables, signal);
          if ("date" in variables) await answering;
          return answer;
        },
      },
      random,
      dates: (aheadMs) => operatingDates(boardWindow(clock.now() + setForwardBy, defaultRetention, aheadMs), dateOf),
    }),
  });
  const look = () => {
    feed.datesChanged();
    clock.schedule(5_000, look);
  };
  feed.start();
  look();
  await clock.advance(120_000 - 1);
  const before = backend.questions("ListFlights").length;
  return {
    backend,
    clock,
    store,
    feed,
    /** Dates that were asked for since. */
    asked: () =>
      backend
        .questions("ListFlights")
        .slice(before)
        .map(({ date }) => date),
    answer: (next: Promise<void>) => {
      answering = next;
    },
    setForward: (by: number) => {
      setForwardBy = by;
    },
  };
}

test("at midnight a board asks for the new date alone, once, and keeps what it has", async () => {
  const { asked, backend, clock, feed, store } = await liveBoard(() => 0.5);
  backend.take(scheduledFlight({ date: "2024-01-26" }), 0, "once");
  backend.take(scheduledFlight({ date: "2024-01-27" }), 0, "lost");
  await clock.advance(60_000);
  expect(asked()).toEqual(["2024-01-27"]);
  expect([...store.getState().flights.values()].map(({ date }) => date)).toEqual(["2024-01-26", "2024-01-27"]);
  feed.stop();
});

test("the boards of a fleet ask within a minute, each at its own time", async () => {
  const askedAfter: number[] = [];
  for (const random of [0, 0.25, 0.5, 0.75, 0.99]) {
    const { asked, clock, feed } = await liveBoard(() => random);
    while (asked().length === 0) await clock.advance(1_000);
    askedAfter.push(Math.round((clock.now() - midnight) / 15_000));
    feed.stop();
  }
  expect(askedAfter).toEqual([0, 1, 2, 3, 4]);
});

test("while an answer is under way, nothing else is asked for", async () => {
  const { answer, asked, clock, feed } = await liveBoard(() => 0);
  let arrive: () => void = () => undefined;
  answer(new Promise((resolve) => (arrive = resolve)));
  await clock.advance(18_000);
  arrive();
  await clock.advance(60_000);
  expect(asked()).toEqual(["2024-01-27"]);
  feed.stop();
});

test("a backend that refuses is asked ever less often", async () => {
  const { answer, asked, clock, feed } = await liveBoard(() => 0);
  const refused = Promise.reject(new Error("refused"));
  refused.catch(() => undefined);
  answer(refused);
  await clock.advance(150_000);
  expect(asked().length).toBeGreaterThan(3);
  expect(asked().length).toBeLessThan(7);
  answer(Promise.resolve());
  await clock.advance(65_000);
  const all = asked().length;
  await clock.advance(10_000);
  expect(asked().length, "nothing is missing any more").toBe(all);
  feed.stop();
});

test.each([
  { by: 23.5 * hour, expected: ["2024-01-27"], source: "its flights begin in half an hour" },
  { by: 48 * hour, expected: ["2024-01-27", "2024-01-28", "2024-01-29"], source: "days of sleep" },
])("a clock set forward by $by ms: $expected at once, $source", async ({ by, expected }) => {
  const { asked, clock, feed, setForward } = await liveBoard(() => 0.99);
  setForward(by);
  await clock.advance(5_000);
  expect(asked()).toEqual(expected);
  feed.stop();
});
