import type { Clock } from "../../clock.js";

/** A clock that a test holds in its hands. */
export class ManualClock implements Clock {
  #now = 0;
  #next = 0;
  readonly #timers = new Map<number, { readonly at: number; readonly action: () => void }>();

  now(): number {
    return this.#now;
  }

  /** Actions waiting. */
  get pending(): number {
    return this.#timers.size;
  }

  schedule(delayMs: number, action: () => void): () => void {
    const id = (this.#next += 1);
    this.#timers.set(id, { at: this.#now + delayMs, action });
    return () => {
      this.#timers.delete(id);
    };
  }

  /** Moves on by `ms` milliseconds and runs what falls due, in order of time. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end).sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
      if (due === undefined) break;
      const [id, { at, action }] = due;
      this.#timers.delete(id);
      this.#now = at;
      action();
    }
    this.#now = end;
  }
}
