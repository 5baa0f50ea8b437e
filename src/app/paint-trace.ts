import { afterPaint } from "../ui/after-paint";

/** Event on `window` after an update was painted, with `?trace` only; for `bench/`. */
export const PAINTED_EVENT = "airside:painted";

/** `detail` of that event. */
export interface PaintedDetail {
  /** Id of the flight event. */
  readonly id: string;
  /** When it was on the screen, milliseconds since 1970 by the device's clock. */
  readonly at: number;
}

/** A function to call when an update was merged; announces it once the browser has painted. */
export function createPaintTrace(now: () => number): (id: string) => void {
  return (id) => {
    afterPaint(() => {
      const detail: PaintedDetail = { id, at: now() };
      window.dispatchEvent(new CustomEvent(PAINTED_EVENT, { detail }));
    });
  };
}
