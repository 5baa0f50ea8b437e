import type { Clock } from "../flights/clock";

/** How often the two clocks of the device are compared, milliseconds. */
export const COMPARE_EVERY_MS = 5_000;
/** A difference that changed by so much is no drift: somebody set the clock, or the device slept. */
export const SET_BY_MS = 1_000;

/**
 * Calls `action` when the device's time of day (`wallNow`, milliseconds since 1970) moved against its steady clock, and
 * when the page comes into sight again: phones sleep, and steady clocks may sleep with them. The answer ends it.
 */
export function whenClockIsSet(
  steady: Clock,
  wallNow: () => number,
  page: Pick<Document, "addEventListener" | "removeEventListener" | "visibilityState">,
  action: () => void,
): () => void {
  let difference = wallNow() - steady.now();
  let cancel: () => void = () => undefined;
  const compare = () => {
    const next = wallNow() - steady.now();
    const wasSet = Math.abs(next - difference) >= SET_BY_MS;
    if (wasSet) difference = next;
    cancel = steady.schedule(COMPARE_EVERY_MS, compare);
    if (wasSet) action();
  };
  const onVisibility = () => {
    if (page.visibilityState === "visible") action();
  };
  page.addEventListener("visibilitychange", onVisibility);
  cancel = steady.schedule(COMPARE_EVERY_MS, compare);
  return () => {
    cancel();
    page.removeEventListener("visibilitychange", onVisibility);
  };
}
