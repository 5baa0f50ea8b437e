import { expect, test } from "vitest";
import { trendOf } from "./trend.js";

const series = (length: number, value: (index: number) => number) => Array.from({ length }, (_, index) => value(index));

test("what stays the same has no growth, whatever the warm-up was", () => {
  expect(trendOf(series(40, (index) => (index < 4 ? 900 : 100)))).toEqual({ from: 100, to: 100, growth: 0 });
});

test("what grows steadily has grown by the distance of the quarters' middles", () => {
  // 36 after the warm-up, 104 to 139: the middles of 104 to 112 and of 131 to 139.
  expect(trendOf(series(40, (index) => 100 + index))).toEqual({ from: 108, to: 135, growth: 0.25 });
});

test("what falls has a negative growth", () => {
  expect(trendOf(series(40, (index) => (index < 20 ? 100 : 80))).growth).toBeCloseTo(-0.2);
});

test("a leap in single samples is no trend, one that stays is", () => {
  expect(trendOf(series(40, (index) => (index % 5 === 0 ? 300 : 100))).growth).toBe(0);
  expect(trendOf(series(40, (index) => (index < 30 ? 100 : 130))).growth).toBeCloseTo(0.3);
});

test("too few samples are refused", () => {
  expect(() => trendOf([1, 2, 3, 4])).toThrow("at least 5 samples, got 4");
  expect(trendOf([1, 2, 3, 4, 5])).toEqual({ from: 2, to: 5, growth: 1.5 });
});
