import { expect, test } from "vitest";
import { createManualClock } from "../flights/manual-clock";
import { createFetchTurn, FETCH_PAUSES, SPREAD_MS } from "./fetch-turn";

function createBench(random: number) {
  const clock = createManualClock(1_000_000);
  const turn = createFetchTurn(clock, () => random);
  /** Milliseconds until it is due, in seconds' steps. */
  const wait = async (pressing = false) => {
    const from = clock.now();
    while (!turn.isDue(pressing)) await clock.advance(1_000);
    return clock.now() - from;
  };
  return { turn, wait };
}

test.each([
  { random: 0, pressing: false, expected: 0, source: "the first of the fleet" },
  { random: 0.5, pressing: false, expected: SPREAD_MS / 2, source: "another one" },
  { random: 0.5, pressing: true, expected: 0, source: "passengers look for it now" },
])("due after $expected ms: $source", async ({ random, pressing, expected }) => {
  expect(await createBench(random).wait(pressing)).toBe(expected);
});

test("what becomes pressing does not wait for its turn", async () => {
  const { turn, wait } = createBench(0.5);
  expect(turn.isDue(false)).toBe(false);
  expect(await wait(true)).toBe(0);
});

test("pauses grow with each failure, for what is pressing, too, and not without end", async () => {
  const { turn, wait } = createBench(0);
  const pauses: number[] = [];
  for (let failure = 0; failure < 6; failure += 1) {
    turn.failed();
    pauses.push(await wait(true));
  }
  expect(pauses).toEqual([FETCH_PAUSES.first, 20_000, 40_000, 80_000, FETCH_PAUSES.longest, FETCH_PAUSES.longest]);
});

test("the next time it draws anew and knows of no failure", async () => {
  const { turn, wait } = createBench(0.5);
  await wait();
  turn.failed();
  turn.failed();
  turn.done();
  expect(await wait()).toBe(SPREAD_MS / 2);
  turn.failed();
  expect(await wait()).toBeLessThan(FETCH_PAUSES.first);
});
