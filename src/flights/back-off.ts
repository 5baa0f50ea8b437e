/** Pauses between attempts, milliseconds: the first, which doubles with each failure up to the longest. */
export interface BackOff {
  readonly first: number;
  readonly longest: number;
}

/** The pause after so many failures in a row, 1 or more, milliseconds. */
export function pauseAfter(failures: number, { first, longest }: BackOff): number {
  return Math.min(first * 2 ** (failures - 1), longest);
}

/** A pause shortened by up to a half at random, so that a fleet does not come all at once; `random` in [0, 1). */
export function jittered(pause: number, random: () => number): number {
  return pause * (1 - random() / 2);
}

/** `retryDelay` of TanStack Query for what a page waits for, after `before` earlier failures: 0.5 s, up to 3 s. */
export function pageRetryDelay(before: number): number {
  return pauseAfter(before + 1, { first: 500, longest: 3_000 });
}
