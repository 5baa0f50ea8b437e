import { describe, expect, test } from "vitest";
import { nextPixelShift, PIXEL_SHIFT_MS, PIXEL_SHIFT_REACH, pixelShift } from "./pixel-shift";

const start = Date.UTC(2024, 0, 25);
const day = Array.from({ length: (24 * 60 * 60_000) / PIXEL_SHIFT_MS }, (_, index) => start + index * PIXEL_SHIFT_MS);

describe("pixelShift", () => {
  test("visits every offset of its range, and no other, several times a day", () => {
    const visits = new Map<string, number>();
    for (const now of day) {
      const { x, y } = pixelShift(now);
      visits.set(`${String(x)},${String(y)}`, (visits.get(`${String(x)},${String(y)}`) ?? 0) + 1);
    }
    const range = [-2, -1, 0, 1, 2];
    expect(PIXEL_SHIFT_REACH).toBe(2);
    expect([...visits.keys()].sort()).toEqual(
      range.flatMap((x) => range.map((y) => `${String(x)},${String(y)}`)).sort(),
    );
    expect(Math.min(...visits.values())).toBeGreaterThanOrEqual(10);
  });

  test("moves by one pixel at a time, and only when it says", () => {
    for (const now of day) {
      const [before, after] = [pixelShift(now), pixelShift(nextPixelShift(now))];
      expect(Math.abs(after.x - before.x) + Math.abs(after.y - before.y)).toBe(1);
      expect(pixelShift(nextPixelShift(now) - 1)).toEqual(before);
    }
  });

  test("stays in range before 1970, too: a device's clock may be far out", () => {
    for (const now of [-1, -PIXEL_SHIFT_MS, -1e12]) {
      const { x, y } = pixelShift(now);
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(PIXEL_SHIFT_REACH);
    }
  });
});
