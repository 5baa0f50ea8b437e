import type { Clock } from "../flights/clock";

/**
 * How far a device's steady clock may run away from the service's, as a part of the time passed: computers' crystals
 * are within 100 parts in a million.
 */
export const DRIFT = 100e-6;

/** A correction of at least this many milliseconds is told to whoever shows the time. */
export const NOTICEABLE_MS = 500;

/** What one answer said: the service's clock minus the device's, give or take `radius`, when the device's was `at`. */
interface Reading {
  readonly offset: number;
  readonly radius: number;
  readonly at: number;
}

/** The service's clock, as well as a display knows it; as the device's own until something was heard. */
export interface ServiceClock extends Clock {
  /** The service's clock minus the device's, milliseconds. */
  readonly offset: () => number;
  /** An answer that said `serviceNow` came at `receivedAt` to a question asked at `askedAt`, both by the device's clock. */
  answered(askedAt: number, receivedAt: number, serviceNow: number): void;
  /** A message that was sent at `serviceNow` came at `receivedAt`: how long it was under way is not known. */
  heard(receivedAt: number, serviceNow: number): void;
  /** What an earlier run of the display knew; `savedAt` is the service's time then, before which it cannot be now. */
  restore(offset: number, savedAt: number): void;
  /** At every correction of `NOTICEABLE_MS` or more. */
  readonly onCorrected: (listener: () => void) => () => void;
}

/**
 * A clock that follows the service's, whatever the device's says, read through `device`. That one should be steady
 * (performance.now), so that setting the device's time while the display runs moves nothing; whether it stood still while
 * the device slept shows at the next answer.
 *
 * An answer says what the service's clock was at some time between question and answer; the middle is taken, which errs by
 * at most half of the round trip. The answer that errs least stays (RFC 5905 does so, too), where an older one errs by
 * the drift since, as well. One that contradicts it shows that a clock was set: then the newest is believed.
 */
export function serviceClock(device: Clock): ServiceClock {
  let best: Reading = { offset: 0, radius: Number.POSITIVE_INFINITY, at: device.now() };
  const listeners = new Set<() => void>();

  const radiusAt = (instant: number): number => best.radius + Math.max(0, instant - best.at) * DRIFT;
  const take = (reading: Reading): void => {
    const moved = Math.abs(reading.offset - best.offset);
    best = reading;
    if (moved >= NOTICEABLE_MS) for (const listener of [...listeners]) listener();
  };

  return {
    now: () => device.now() + best.offset,
    schedule: (delayMs, action) => device.schedule(delayMs, action),
    offset: () => best.offset,
    answered(askedAt, receivedAt, serviceNow) {
      const radius = (receivedAt - askedAt) / 2;
      const offset = Math.round(serviceNow - (askedAt + receivedAt) / 2);
      const contradicted = Math.abs(offset - best.offset) > radius + radiusAt(receivedAt);
      if (contradicted || radius <= radiusAt(receivedAt)) take({ offset, radius, at: receivedAt });
    },
    heard(receivedAt, serviceNow) {
      const least = serviceNow - receivedAt;
      if (least > best.offset) take({ offset: least, radius: radiusAt(receivedAt), at: receivedAt });
    },
    restore(offset, savedAt) {
      if (best.radius !== Number.POSITIVE_INFINITY) return;
      take({ offset: Math.max(offset, savedAt - device.now()), radius: best.radius, at: device.now() });
    },
    onCorrected(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
