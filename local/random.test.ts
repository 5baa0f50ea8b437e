import { describe, expect, it } from "vitest";
import { seededRandom } from "./random.js";

describe("seededRandom", () => {
  it("gives the same numbers for the same seed and others for another", () => {
    const draw = (seed: string): number[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draw("EWR/2024-01-25")).toEqual(draw("EWR/2024-01-25"));
    expect(draw("EWR/2024-01-25")).not.toEqual(draw("EWR/2024-01-26"));
  });

  it("spreads evenly (seed: spread)", () => {
    const random = seededRandom("spread");
    const counts = new Map<number, number>();
    for (let draw = 0; draw < 60_000; draw += 1) {
      const face = random.integer(1, 6);
      counts.set(face, (counts.get(face) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  it("shuffles without losing or repeating anything", () => {
    const items = Array.from({ length: 100 }, (_, index) => index);
    const shuffled = seededRandom("shuffle").shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });

  it("never picks an item of weight 0", () => {
    const random = seededRandom("weights");
    const picked = Array.from({ length: 200 }, () =>
      random.weighted(["never", "always"], (item) => (item === "always" ? 1 : 0)),
    );
    expect(new Set(picked)).toEqual(new Set(["always"]));
  });

  it("refuses to pick from nothing", () => {
    const random = seededRandom("empty");
    expect(() => random.pick([])).toThrow(RangeError);
    expect(() => random.weighted([1], () => 0)).toThrow(RangeError);
  });
});
