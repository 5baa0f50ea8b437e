/** A sign of life of the feed of flight events, as the steps of mutations find it in `ctx.stash`. */
export interface FeedStash {
  feed: {
    /** When it was given, UTC with milliseconds (`eventTimeOf`). */
    time: string;
    /** By how much it must make the data newer to be written, milliseconds, at least 1. */
    leastMove: number;
  };
}

/**
 * `leastMove` of an event. All events move one item: of many in a second, one write is enough, and displays tell ages by
 * the minute. A heartbeat is there to move it and moves it whatever the distance.
 */
export const leastMoveOfEvent = 5_000;

/** `leastMove` of a heartbeat. */
export const leastMoveOfHeartbeat = 1;
