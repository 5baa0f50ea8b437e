import type { Clock } from "./clock";

/** A clock for tests: time passes only when told to. */
export interface ManualClock extends Clock {
  /** Lets `ms` milliseconds pass, runs what falls due in order, and settles promises after each step. */
  advance(ms: number): Promise<void>;
  /** Actions still to come. */
  readonly pending: number;
}

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly action: () => void;
}

/** A manual clock that begins at `start`, milliseconds since 1970. */
export function createManualClock(start: number): ManualClock {
  let now = start;
  let order = 0;
  const timers = new Set<Timer>();
  const nextDue = (until: number): Timer | undefined =>
    [...timers].filter((timer) => timer.due <= until).sort((a, b) => a.due - b.due || a.order - b.order)[0];
  return {
    now: () => now,
    schedule(delayMs, action) {
      order += 1;
      const timer: Timer = { due: now + Math.max(0, delayMs), order, action };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    async advance(ms) {
      const until = now + ms;
      await settlePromises();
      for (let timer = nextDue(until); timer !== undefined; timer = nextDue(until)) {
        timers.delete(timer);
        now = timer.due;
        timer.action();
        await settlePromises();
      }
      now = until;
    },
    get pending() {
      return timers.size;
    },
  };
}

/** Lets promises that can settle without time do so; chains here are far shorter than this many steps. */
export async function settlePromises(): Promise<void> {
  for (let step = 0; step < 200; step += 1) await Promise.resolve();
}
