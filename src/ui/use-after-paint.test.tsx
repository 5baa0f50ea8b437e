import { act, renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { useAfterPaint } from "./use-after-paint";

/** A message that was posted and came. */
function message(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Frames are drawn when the test says so. */
function holdFrames(): () => Promise<void> {
  const frames = new Map<number, FrameRequestCallback>();
  let last = 0;
  vi.stubGlobal("requestAnimationFrame", (draw: FrameRequestCallback) => {
    last += 1;
    frames.set(last, draw);
    return last;
  });
  vi.stubGlobal("cancelAnimationFrame", (frame: number) => frames.delete(frame));
  return () =>
    act(async () => {
      for (const draw of frames.values()) draw(0);
      frames.clear();
      // A frame posts a message; one that is posted later comes later.
      await message();
    });
}

test("what waits for the painting begins after it, each time anew", async () => {
  const drawFrame = holdFrames();
  const { result, rerender } = renderHook((isReady: boolean) => useAfterPaint(isReady), { initialProps: false });
  await drawFrame();
  expect(result.current, "nothing is ready").toBe(false);
  rerender(true);
  expect(result.current, "ready, not painted").toBe(false);
  await drawFrame();
  expect(result.current).toBe(true);
  rerender(false);
  expect(result.current).toBe(false);
  rerender(true);
  expect(result.current, "the painting of before says nothing of this one").toBe(false);
  await drawFrame();
  expect(result.current).toBe(true);
});

test("what is taken back before it is painted begins nothing", async () => {
  const drawFrame = holdFrames();
  const { result, rerender } = renderHook((isReady: boolean) => useAfterPaint(isReady), { initialProps: true });
  rerender(false);
  await drawFrame();
  expect(result.current).toBe(false);
});
