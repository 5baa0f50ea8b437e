import { nextPixelShift, pixelShift } from "../display/pixel-shift";
import type { Clock } from "../flights/clock";
import "./pixel-shift.css";

/** Moves the picture by a pixel every few minutes, against burn-in, until the answer is called. */
export function shiftPixels(clock: Clock, element: HTMLElement): () => void {
  let cancel: () => void = () => undefined;
  const shift = () => {
    const now = clock.now();
    const { x, y } = pixelShift(now);
    element.style.setProperty("--pixel-shift-x", `${String(x)}px`);
    element.style.setProperty("--pixel-shift-y", `${String(y)}px`);
    cancel = clock.schedule(nextPixelShift(now) - now, shift);
  };
  shift();
  return () => {
    cancel();
    element.style.removeProperty("--pixel-shift-x");
    element.style.removeProperty("--pixel-shift-y");
  };
}
