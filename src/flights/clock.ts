/** Time as screens and connections see it: injected, so that tests hold it in their hands. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Runs `action` once after `delayMs` milliseconds; the answer cancels it. */
  schedule(delayMs: number, action: () => void): () => void;
  /** Calls `listener` each time that the clock was set: what it showed before says nothing any more. */
  readonly onCorrected?: (listener: () => void) => () => void;
}

/** A clock that shows `startAt` (milliseconds since 1970) now and runs on as `clock` does. */
export function offsetClock(clock: Clock, startAt: number): Clock {
  const offset = startAt - clock.now();
  return { now: () => clock.now() + offset, schedule: (delayMs, action) => clock.schedule(delayMs, action) };
}
