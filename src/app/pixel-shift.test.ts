import { expect, test } from "vitest";
import { PIXEL_SHIFT_MS, PIXEL_SHIFT_REACH } from "../display/pixel-shift";
import { createManualClock } from "../flights/manual-clock";
import { shiftPixels } from "./pixel-shift";

test("the picture moves a pixel at a time and stays near its place; stopped, it is where it was", async () => {
  const clock = createManualClock(0);
  const element = document.createElement("div");
  const offset = () => ["x", "y"].map((axis) => parseInt(element.style.getPropertyValue(`--pixel-shift-${axis}`), 10));
  const stop = shiftPixels(clock, element);
  const seen = new Set<string>();
  for (let step = 0; step < 60; step += 1) {
    const before = offset();
    await clock.advance(PIXEL_SHIFT_MS);
    const after = offset();
    const moved = after.map((value, axis) => Math.abs(value - (before[axis] ?? 0)));
    expect(moved[0] === undefined ? 0 : moved[0] + (moved[1] ?? 0)).toBe(1);
    expect(Math.max(...after.map(Math.abs))).toBeLessThanOrEqual(PIXEL_SHIFT_REACH);
    seen.add(after.join());
  }
  expect(seen.size).toBeGreaterThan(20);
  expect(clock.pending).toBe(1);
  stop();
  expect([clock.pending, element.getAttribute("style") ?? ""]).toEqual([0, ""]);
});
