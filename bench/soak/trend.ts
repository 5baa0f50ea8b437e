import { percentile } from "../glass/percentile.js";

/** The part of a run, at its beginning, in which what is made once is made: it is not looked at. */
const WARM_UP = 0.1;

/** How something measured again and again went. */
export interface Trend {
  /** Median of the first quarter of the samples after the warm-up. */
  readonly from: number;
  /** Median of the last quarter. */
  readonly to: number;
  /** What `to` is above `from`, as a share of it; negative where it fell. */
  readonly growth: number;
}

/**
 * The trend of samples taken at even distances: the medians of the first and of the last quarter after the first tenth.
 * Medians, since a single sample falls into one page or another of a board, each with nodes of its own.
 *
 * @throws RangeError for fewer than 5 samples, whose quarters would be the same.
 */
export function trendOf(samples: readonly number[]): Trend {
  if (samples.length < 5) throw new RangeError(`trendOf: expected at least 5 samples, got ${samples.length}.`);
  const settled = samples.slice(Math.ceil(samples.length * WARM_UP));
  const quarter = Math.max(1, Math.floor(settled.length / 4));
  const from = percentile(settled.slice(0, quarter), 50);
  const to = percentile(settled.slice(-quarter), 50);
  return { from, to, growth: (to - from) / from };
}
