import type { Clock } from "../clock.js";
import type { Disposable } from "../disposable.js";
import type { BusEvent } from "./bus-event.js";
import { heartbeatEvent } from "./heartbeat-event.js";

/** What heartbeats run on. */
export interface HeartbeatsOptions {
  /** Puts a heartbeat on the bus; rejects where the bus did not take it. */
  readonly send: (heartbeat: BusEvent) => Promise<void>;
  /** Told what a heartbeat failed with; the next one comes at its time all the same. */
  readonly onFailure: (error: unknown) => void;
  readonly clock: Clock;
  /** From one to the next, milliseconds. */
  readonly everyMs: number;
  /** How many in all; absent: until it is disposed of. */
  readonly count?: number;
}

/** Heartbeats that are being sent; `dispose` ends them. */
export interface Heartbeats extends Disposable {
  /** Resolves when all have been sent, or it was disposed of. */
  readonly done: Promise<void>;
}

/**
 * Sends heartbeats, each with its own time: one at once, then one every `everyMs`. Never two at a time: those whose turn
 * came while one was under way are left out, since one newer says as much.
 */
export function startHeartbeats(options: HeartbeatsOptions): Heartbeats {
  const { send, onFailure, clock, everyMs, count = Number.POSITIVE_INFINITY } = options;
  let stopped = false;
  let endPause: () => void = () => undefined;

  const pauseUntil = (moment: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.schedule(Math.max(moment - clock.now(), 0), resolve);
      endPause = () => {
        cancel();
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    let due = clock.now();
    for (let sent = 0; sent < count && !stopped; sent += 1) {
      if (sent > 0) await pauseUntil((due = Math.max(due + everyMs, clock.now())));
      if (stopped) return;
      try {
        await send(heartbeatEvent(clock.now()));
      } catch (error) {
        onFailure(error);
      }
    }
  };
  const done = run();
  return {
    done,
    async dispose() {
      stopped = true;
      endPause();
      await done;
    },
  };
}
