import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createManualClock } from "../flights/manual-clock";
import { DRIFT, serviceClock } from "./service-clock";

const start = Date.parse("2024-01-25T12:00:00Z");
const hour = 3_600_000;

/** A display whose device's clock is `wrongBy` ahead of the service's. */
function createBench(wrongBy: number) {
  const device = createManualClock(start + wrongBy);
  const clock = serviceClock(device);
  const corrections: number[] = [];
  clock.onCorrected(() => corrections.push(clock.offset()));
  /** A question that takes `there` and `back` milliseconds on its way; the service's own time is the truth. */
  const ask = async (there: number, back: number): Promise<void> => {
    const askedAt = device.now();
    await device.advance(there);
    const said = device.now() - wrongBy;
    await device.advance(back);
    clock.answered(askedAt, device.now(), said);
  };
  return { device, clock, corrections, ask, error: () => clock.now() - (device.now() - wrongBy) };
}

test("before anything was heard it is the device's own clock", () => {
  const { clock } = createBench(hour);
  expect([clock.now(), clock.offset()]).toEqual([start + hour, 0]);
});

test.each([-30 * 365 * 24 * hour, -3 * hour, 1_000, 5 * hour])(
  "a clock that is %d ms wrong is right",
  async (wrong) => {
    const { ask, clock, corrections, error } = createBench(wrong);
    await ask(20, 20);
    expect(error()).toBe(0);
    expect(clock.offset()).toBe(-wrong);
    expect(corrections).toEqual([-wrong]);
  },
);

test("the middle of the round trip is taken: it errs by no more than half of it", async () => {
  const { ask, error } = createBench(hour);
  await ask(300, 100);
  expect(Math.abs(error())).toBe(100);
});

test("the answer with the smallest round trip stays", async () => {
  const { ask, error } = createBench(hour);
  await ask(300, 100);
  await ask(10, 10);
  expect(error()).toBe(0);
  await ask(0, 900);
  expect(error()).toBe(0);
});

test("an answer of long ago gives way to a slower one: clocks drift", async () => {
  const { ask, device, clock } = createBench(0);
  await ask(10, 10);
  await device.advance(100 / DRIFT);
  const before = clock.offset();
  await ask(60, 100);
  expect(before - clock.offset()).toBe(20);
});

test("a clock that was set, on either side, shows in an answer that contradicts all that was known", () => {
  const device = createManualClock(start);
  const clock = serviceClock(device);
  clock.answered(start, start + 10, start + 5);
  clock.answered(start, start + 2_000, start + 1_000 - hour);
  expect(clock.offset()).toBe(-hour);
});

test("a message only bounds it: it cannot have been sent later than now", async () => {
  const { ask, clock, device, error } = createBench(0);
  await ask(400, 0);
  expect(error()).toBe(200);
  clock.heard(device.now(), device.now() - 5_000);
  expect(error(), "it may have been under way for 5 s").toBe(200);
  await ask(0, 390);
  expect(error()).toBe(-195);
  clock.heard(device.now(), device.now() - 20);
  expect(error(), "sent 20 ms ago").toBe(-20);
});

test("what an earlier run knew holds until the first answer, and it is never earlier than that run's end", async () => {
  const { ask, clock, device } = createBench(2 * hour);
  clock.restore(-2 * hour, start - hour);
  expect(clock.now()).toBe(start);
  await ask(2_000, 2_000);
  expect(clock.offset()).toBe(-2 * hour);
  clock.restore(0, device.now());
  expect(clock.offset(), "an answer is better than a memory").toBe(-2 * hour);
});

test("a device that begins in 1970 at each start goes on from where the last run ended", () => {
  const device = createManualClock(10_000);
  const clock = serviceClock(device);
  clock.restore(3_000, start);
  expect(clock.now()).toBe(start);
});

test("corrections too small to be seen are told to nobody", async () => {
  const { ask, corrections } = createBench(400);
  await ask(5, 5);
  expect(corrections).toEqual([]);
});

const seed = 91_277;

describe(`with answers of any delays (seed ${String(seed)})`, () => {
  test("the error is never more than half of the smallest round trip, drift aside", async () => {
    const trips = fc.array(fc.tuple(fc.nat(4_000), fc.nat(4_000)), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -5 * hour, max: 5 * hour }), trips, async (wrongBy, questions) => {
        const { ask, error } = createBench(wrongBy);
        for (const [there, back] of questions) await ask(there, back);
        const smallest = Math.min(...questions.map(([there, back]) => there + back));
        expect(Math.abs(error())).toBeLessThanOrEqual(smallest / 2 + 100_000 * DRIFT + 1);
      }),
      { seed },
    );
  });
});
