/** What a watcher in front of a board sees, for tests: written without a look at how plans are made. */

/** A time during which something shows, milliseconds since 1970. */
export interface Sighting {
  readonly from: number;
  readonly to: number;
}

/** Which things somebody waits for, and how many milliseconds of each they need to see. */
export interface WaitedFor {
  readonly of: (what: number) => boolean;
  readonly leastMs: (what: number) => number;
}

/** Everything that shows on a board, by a number of the test's choice, each with its sightings in order. */
export class Watch {
  private readonly sightings = new Map<number, Sighting[]>();

  /** Notes that `what` shows from `from` to `to`; a sighting that goes on is one sighting. */
  see(what: number, from: number, to: number): void {
    const before = this.sightings.get(what);
    const last = before?.at(-1);
    if (before === undefined) this.sightings.set(what, [{ from, to }]);
    else if (last?.to === from) before[before.length - 1] = { from: last.from, to };
    else before.push({ from, to });
  }

  /** Everything that was seen. */
  seen(): ReadonlySet<number> {
    return new Set(this.sightings.keys());
  }

  /**
   * The longest that anybody waits for any of these things who comes at any time up to `until`: until it begins to show,
   * unless it shows for `leastMs` of it still. Infinity where something does not show again after that.
   */
  longestWait(until: number, { of, leastMs }: WaitedFor): number {
    let longest = 0;
    for (const [what, sightings] of this.sightings) {
      if (!of(what)) continue;
      const least = leastMs(what);
      let free = Number.NEGATIVE_INFINITY;
      for (const { from, to } of sightings) {
        // Too short a sighting helps nobody.
        if (to - from < least) continue;
        // From `free` on, what showed last no longer did for long enough: who came then waited for this sighting.
        if (free !== Number.NEGATIVE_INFINITY && free <= until) longest = Math.max(longest, from - free);
        free = to - least;
      }
      if (free < until) return Number.POSITIVE_INFINITY;
    }
    return longest;
  }
}
