import type { Clock } from "../flights/clock";

/**
 * The device's time as it was when the page was loaded, and from then on steady: setting the device's clock while a
 * display runs moves nothing here. What time it really is, the service says (src/display/service-clock.ts).
 */
export const systemClock: Clock = {
  now: () => Math.floor(performance.timeOrigin + performance.now()),
  schedule(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** The device's time of day, milliseconds since 1970, as somebody may set it at any time. */
export function wallNow(): number {
  return Date.now();
}
