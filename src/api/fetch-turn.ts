import { jittered, pauseAfter, type BackOff } from "../flights/back-off";
import type { Clock } from "../flights/clock";

/** What is not pressing is fetched within this time: at midnight, every display of a fleet lacks the same date. */
export const SPREAD_MS = 60_000;
/** After a failure, jittered. */
export const FETCH_PAUSES: BackOff = { first: 10_000, longest: 120_000 };

/** When it is a display's turn to fetch what it lacks. */
export interface FetchTurn {
  /** To be asked again and again while something is lacking; what is pressing waits only after a failure. */
  isDue(pressing: boolean): boolean;
  /** Fetching it failed. */
  failed(): void;
  /** Nothing is lacking. */
  done(): void;
}

/** The turn of one display; `random` in [0, 1). */
export function createFetchTurn(clock: Clock, random: () => number): FetchTurn {
  /** Drawn when something is lacking. */
  let turnAt: number | undefined;
  let notBefore = Number.NEGATIVE_INFINITY;
  let failures = 0;
  return {
    isDue(pressing) {
      const now = clock.now();
      turnAt ??= now + SPREAD_MS * random();
      return now >= notBefore && (pressing || now >= turnAt);
    },
    failed() {
      failures += 1;
      notBefore = clock.now() + jittered(pauseAfter(failures, FETCH_PAUSES), random);
    },
    done() {
      turnAt = undefined;
      notBefore = Number.NEGATIVE_INFINITY;
      failures = 0;
    },
  };
}
