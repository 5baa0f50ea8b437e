import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../random.js";
import { planReplay, type ReplayPlanOptions } from "./replay-plan.js";

const plain: Omit<ReplayPlanOptions, "random"> = { speed: 60, shuffle: false, repeat: 0, rate: undefined };

function plan(times: readonly number[], options: Partial<ReplayPlanOptions> = {}): { index: number; due: number }[] {
  return planReplay(times, { ...plain, random: seededRandom("plan"), ...options });
}

const timesOf = fc.array(fc.integer({ min: 0, max: 86_400_000 }), { minLength: 1, maxLength: 60 });
const seed = 20_240_125;

describe("planReplay", () => {
  it.each([
    {
      source: "pauses divided by the speed",
      times: [0, 60_000, 180_000],
      options: {},
      expected: [
        [0, 0],
        [1, 1_000],
        [2, 3_000],
      ],
    },
    {
      source: "a file that is not in order",
      times: [120_000, 60_000],
      options: {},
      expected: [
        [1, 0],
        [0, 1_000],
      ],
    },
    {
      source: "as fast as it goes",
      times: [60_000, 0],
      options: { speed: Infinity },
      expected: [
        [1, 0],
        [0, 0],
      ],
    },
    {
      source: "at most ten a second",
      times: [0, 0, 0],
      options: { rate: 10 },
      expected: [
        [0, 0],
        [1, 100],
        [2, 200],
      ],
    },
    {
      source: "the rate holds back only what is too fast",
      times: [0, 0, 60_000],
      options: { rate: 10 },
      expected: [
        [0, 0],
        [1, 100],
        [2, 1_000],
      ],
    },
    { source: "nothing", times: [], options: {}, expected: [] },
  ])("$source", ({ times, options, expected }) => {
    expect(plan(times, options).map(({ index, due }) => [index, due])).toEqual(expected);
  });

  it(`sends every event, and each repeated one twice (seed ${String(seed)})`, () => {
    fc.assert(
      fc.property(timesOf, fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true }), (times, shuffle, repeat) => {
        const steps = plan(times, { shuffle, repeat });
        const counts = new Map<number, number>();
        for (const { index } of steps) counts.set(index, (counts.get(index) ?? 0) + 1);
        expect([...counts.keys()].sort((a, b) => a - b)).toEqual(times.map((_, index) => index));
        expect(Math.max(...counts.values())).toBeLessThanOrEqual(2);
        steps.slice(1).forEach(({ due }, index) => expect(due).toBeGreaterThanOrEqual(steps[index]?.due ?? Infinity));
      }),
      { seed },
    );
  });

  it("repeats an event only after itself, unless it shuffles", () => {
    const times = Array.from({ length: 200 }, (_, index) => index * 1_000);
    const order = plan(times, { repeat: 0.5 }).map(({ index }) => index);
    const firsts = order.filter((index, place) => order.indexOf(index) === place);
    expect(firsts).toEqual(times.map((_, index) => index));
  });

  it("repeats everything when the part is one, nothing when it is none", () => {
    const times = [1, 2, 3];
    expect(plan(times, { repeat: 1 })).toHaveLength(6);
    expect(plan(times, { repeat: 0 })).toHaveLength(3);
  });

  it("lays out a long file in little time", () => {
    const times = Array.from({ length: 300_000 }, (_, index) => (index * 7_919) % 86_400_000);
    expect(plan(times, { shuffle: true, repeat: 0.2 }).length).toBeGreaterThan(350_000);
  });
});
