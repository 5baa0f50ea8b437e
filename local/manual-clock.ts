import type { Clock } from "./clock.js";

/** A clock for tests: time passes when they say so. */
export interface ManualClock extends Clock {
  /** Moves time on and runs what comes due, in order. */
  advance(ms: number): void;
  /** Milliseconds from now to everything that is scheduled, soonest first. */
  readonly scheduled: readonly number[];
}

/** @param start - milliseconds since 1970 */
export function manualClock(start: number): ManualClock {
  let now = start;
  const timers = new Set<{ readonly at: number; readonly action: () => void }>();
  const inOrder = (): { readonly at: number; readonly action: () => void }[] =>
    [...timers].sort((one, other) => one.at - other.at);
  return {
    now: () => now,
    schedule(delayMs, action) {
      const timer = { at: now + delayMs, action };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    advance(ms) {
      const end = now + ms;
      for (let next = inOrder()[0]; next !== undefined && next.at <= end; next = inOrder()[0]) {
        timers.delete(next);
        now = next.at;
        next.action();
      }
      now = end;
    },
    get scheduled() {
      return inOrder().map(({ at }) => at - now);
    },
  };
}
