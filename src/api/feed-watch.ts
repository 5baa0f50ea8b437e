import type { Clock } from "../flights/clock";

/** The part of the threshold after which a silent feed is asked about, and how much later at most. */
export const ASK_AT = { least: 0.7, spread: 0.1 } as const;
/** It is asked once more this long before, milliseconds, and up to as much sooner. */
export const LAST_ASK_MS = 2_000;
/** While the data is old, the backend is asked this often, milliseconds, and up to as much later. */
export const ASK_AGAIN_MS = 15_000;
/** Time for an answer, milliseconds. */
export const ASK_TIMEOUT_MS = 5_000;

/** What a watch looks at and asks. */
export interface FeedWatchOptions {
  /** The service's clock. */
  readonly clock: Clock;
  /** In [0, 1): displays of a fleet ask at different times. */
  readonly random: () => number;
  /** Age of the data from which passengers are told, milliseconds. */
  readonly staleMs: number;
  /** The time that the data is of, by the clock above; undefined: none is known. */
  readonly dataTime: () => number | undefined;
  /** Asks the backend, and moves the data's time by the answer. */
  readonly ask: (signal: AbortSignal) => Promise<void>;
  readonly report: (message: string) => void;
}

/** Runs between `start` and `stop`. */
export interface FeedWatch {
  start(): void;
  stop(): void;
}

/**
 * Asks the backend how old its data is, before a board says that it is old. The board of one terminal hears of no flight
 * of another terminal, and of the feed's own signs of life only where it gives some: what the board has heard alone does
 * not show that the feed has died. While the data is old it goes on asking, for the same reason.
 */
export function createFeedWatch(options: FeedWatchOptions): FeedWatch {
  const { clock, random, staleMs } = options;
  let cancel: (() => void) | undefined;
  let running = new AbortController();

  const ageMs = (): number => clock.now() - (options.dataTime() ?? clock.now());
  /** Milliseconds until the first question; each at another age, so that those of a fleet spread out. */
  const untilFirst = (): number => staleMs * (ASK_AT.least + ASK_AT.spread * random()) - ageMs();
  /** Milliseconds until the next one, just after one. */
  const untilNext = (): number => {
    const untilLast = staleMs - ageMs() - LAST_ASK_MS * (1 + random());
    return untilLast > 0 ? untilLast : ASK_AGAIN_MS * (1 + random());
  };
  const plan = (delayMs: number): void => {
    cancel = clock.schedule(delayMs, () => {
      const left = untilFirst();
      // Whatever becomes of a question: the next one is due, unless the data's time moves on by then.
      plan(left > 0 ? left : untilNext());
      if (left <= 0) ask();
    });
  };
  const ask = (): void => {
    const question = new AbortController();
    const giveUp = () => {
      question.abort();
    };
    const cancelLimit = clock.schedule(ASK_TIMEOUT_MS, giveUp);
    running.signal.addEventListener("abort", giveUp, { once: true });
    const { signal } = running;
    void options
      .ask(question.signal)
      .catch((reason: unknown) => {
        if (!signal.aborted) options.report(`asking how old the data is: ${String(reason)}`);
      })
      .finally(() => {
        cancelLimit();
        signal.removeEventListener("abort", giveUp);
      });
  };

  return {
    start() {
      if (cancel !== undefined) return;
      const left = untilFirst();
      // Whoever starts it has just asked.
      plan(left > 0 ? left : untilNext());
    },
    stop() {
      cancel?.();
      cancel = undefined;
      running.abort();
      running = new AbortController();
    },
  };
}
