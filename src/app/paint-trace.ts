/** Event on `window` after an update was painted, with `?trace` only; for `bench/`. */
export const PAINTED_EVENT = "airside:painted";

/** `detail` of that event. */
export interface PaintedDetail {
  /** Id of the flight event. */
  readonly id: string;
  /** When it was on the screen, milliseconds since 1970 by the device's clock. */
  readonly at: number;
}

/**
 * A function to call when an update was merged; announces it once the browser has painted. The message that an animation
 * frame posts is handled after that frame's paint (https://web.dev/articles/inp, "next paint").
 */
export function createPaintTrace(now: () => number): (id: string) => void {
  return (id) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        channel.port1.close();
        const detail: PaintedDetail = { id, at: now() };
        window.dispatchEvent(new CustomEvent(PAINTED_EVENT, { detail }));
      };
      channel.port2.postMessage(undefined);
    });
  };
}
