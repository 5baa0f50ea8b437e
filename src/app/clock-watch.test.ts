import { expect, test } from "vitest";
import { createManualClock } from "../flights/manual-clock";
import { COMPARE_EVERY_MS, SET_BY_MS, whenClockIsSet } from "./clock-watch";

function createBench() {
  const clock = createManualClock(1_000_000);
  let setBy = 0;
  let visibility: DocumentVisibilityState = "visible";
  const listeners = new Set<() => void>();
  let calls = 0;
  const stop = whenClockIsSet(
    clock,
    () => clock.now() + setBy,
    {
      get visibilityState() {
        return visibility;
      },
      addEventListener: (_type: string, listener: unknown) => {
        listeners.add(listener as () => void);
      },
      removeEventListener: (_type: string, listener: unknown) => {
        listeners.delete(listener as () => void);
      },
    },
    () => {
      calls += 1;
    },
  );
  return {
    clock,
    listeners,
    stop,
    calls: () => calls,
    set: (by: number) => {
      setBy += by;
    },
    show: (next: DocumentVisibilityState) => {
      visibility = next;
      for (const listener of listeners) listener();
    },
  };
}

test("a clock that runs is left alone, also one that is slewed little by little", async () => {
  const { calls, clock, set } = createBench();
  for (let step = 0; step < 100; step += 1) {
    set(SET_BY_MS / 10);
    await clock.advance(COMPARE_EVERY_MS / 10);
  }
  expect(calls()).toBeLessThanOrEqual(10);
  await clock.advance(3_600_000);
  const before = calls();
  await clock.advance(3_600_000);
  expect(calls()).toBe(before);
});

test.each([SET_BY_MS, -SET_BY_MS, 7_200_000])("a clock that is set by %d ms is noticed, once", async (by) => {
  const { calls, clock, set } = createBench();
  set(by);
  await clock.advance(COMPARE_EVERY_MS);
  expect(calls()).toBe(1);
  await clock.advance(10 * COMPARE_EVERY_MS);
  expect(calls()).toBe(1);
});

test("coming into sight is a reason, going out of it is none", () => {
  const { calls, show } = createBench();
  show("hidden");
  expect(calls()).toBe(0);
  show("visible");
  expect(calls()).toBe(1);
});

test("stopping leaves no timer and no listener", () => {
  const { clock, listeners, stop } = createBench();
  stop();
  expect([clock.pending, listeners.size]).toEqual([0, 0]);
});
