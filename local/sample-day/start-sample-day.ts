import type { Airport } from "../../amplify/airport.js";
import type { Clock } from "../clock.js";
import type { Disposable } from "../disposable.js";
import type { BusEvent } from "../flight-events/bus-event.js";
import { heartbeatEvent } from "../flight-events/heartbeat-event.js";
import { dateOf, shiftDate } from "../flight-events/local-time.js";
import { catchUp } from "./catch-up.js";
import { readCursor, writeCursor } from "./cursor-file.js";
import { eventsBetween, timelineOf, type DayTimeline } from "./day-timeline.js";
import { changeAt, changeEveryMs } from "./live-change.js";
import { sampleDay } from "./sample-day.js";
import { sampleSeed } from "./sample-flight.js";

/** What the sample day runs on. */
export interface SampleDayOptions {
  /** Puts at most {@link eventsPerCall} events on the bus; resolves when the bus has them safe. */
  readonly publish: (events: readonly BusEvent[]) => Promise<void>;
  readonly clock: Clock;
  readonly airport: Airport;
  readonly seed?: string;
  /** Remembers how far the day has been published; its folder exists. */
  readonly cursorFile: string;
  readonly log: (line: string) => void;
}

/** A running sample day. */
export interface RunningSampleDay extends Disposable {
  /** Resolves when the board tells the truth about the flights around now. */
  readonly ready: Promise<void>;
}

/** As many entries as PutEvents takes. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export const eventsPerCall = 10;

const second = 1_000;

/** How often it says that it is alive, whatever happens. */
export const heartbeatEveryMs = 10 * second;
/** How often it looks what is due. */
const tickMs = second;
/** After a failure it waits, longer every time, so that a bus in trouble is left alone. */
const longestPauseMs = 30 * second;
/** Behind by more than this (the machine slept, the sandbox was off), it catches up instead of telling every step. */
const behindMs = 60 * second;
/** What was missed for longer than this is not told one by one: the board begins anew. */
const forgottenMs = 24 * 3600 * second;
/** Pause between calls of the less urgent part of a catch-up: live events and the person's own come through between. */
const laterPauseMs = 60;

/**
 * Publishes the sample day: first what makes the board true now, then everything at its time, a small change every few
 * seconds, and heartbeats. All is made from the seed, with ids of its own: publishing it again after a crash changes nothing.
 */
export function startSampleDay(options: SampleDayOptions): RunningSampleDay {
  const { publish, clock, airport, cursorFile, log, seed = sampleSeed } = options;
  const timelines = new Map<string, DayTimeline>();
  let stopped = false;
  const pauses = new Set<() => void>();

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        cancel();
        pauses.delete(end);
        resolve();
      };
      const cancel = clock.schedule(milliseconds, end);
      pauses.add(end);
    });

  /** Yesterday's flights may still be under way, and tomorrow's are published in the evening. */
  const timelinesAt = (now: number): DayTimeline[] => {
    const today = dateOf(now, airport.timeZone);
    const dates = [shiftDate(today, -1), today, shiftDate(today, 1)];
    for (const date of timelines.keys()) if (!dates.includes(date)) timelines.delete(date);
    return dates.map((date) => {
      const known = timelines.get(date) ?? timelineOf(sampleDay(airport, date, seed));
      timelines.set(date, known);
      return known;
    });
  };

  /** Tries until it succeeds or is stopped: nothing of the day is left out because the bus was away. */
  const persist = async (work: () => Promise<void>): Promise<void> => {
    for (let pauseMs = second; !stopped; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        await work();
        return;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        log(`The sample day could not be published, next try in ${String(pauseMs / second)} s: ${reason}`);
        if (!stopped) await pause(pauseMs);
      }
    }
  };

  const publishAll = async (events: readonly BusEvent[], pauseMs = 0): Promise<void> => {
    for (let from = 0; from < events.length && !stopped; from += eventsPerCall) {
      await persist(() => publish(events.slice(from, from + eventsPerCall)));
      if (pauseMs > 0 && !stopped) await pause(pauseMs);
    }
  };

  const remember = async (publishedUntil: number): Promise<void> => {
    if (!stopped) await writeCursor(cursorFile, { airport: airport.iata, seed, publishedUntil });
  };

  const dueBetween = (from: number, now: number): BusEvent[] => {
    const days = timelinesAt(now);
    const due = days.flatMap((timeline) => eventsBetween(timeline, from, now));
    const changes: BusEvent[] = [];
    for (let moment = Math.floor(from / changeEveryMs + 1) * changeEveryMs; moment <= now; moment += changeEveryMs) {
      changes.push(...[changeAt(days, moment)].filter((change) => change !== undefined));
    }
    return [...due, ...changes].sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
  };

  const run = async (told: () => void): Promise<void> => {
    let publishedUntil = await startingPoint();
    let background: Promise<void> = Promise.resolve();
    let caughtUp = true;
    let remembered = true;
    let heartbeatDue = Number.NEGATIVE_INFINITY;
    while (!stopped) {
      const now = clock.now();
      const from = publishedUntil;
      let moved = false;
      if (now - from > behindMs) {
        caughtUp = false;
        moved = true;
        await background;
        const { first, later } = catchUp(timelinesAt(now), from, now);
        await publishAll(first);
        // The rest goes on beside the live events.
        background = publishAll(later, laterPauseMs).then(() => {
          caughtUp = true;
        });
      } else if (now > from) {
        const due = dueBetween(from, now);
        await publishAll(due);
        moved = due.length > 0;
      }
      publishedUntil = Math.max(now, from);
      told();
      // From here, not from a timer of its own: a feed that hangs must not say that it is alive.
      if (clock.now() >= heartbeatDue) {
        heartbeatDue = clock.now() + heartbeatEveryMs;
        await publishAll([heartbeatEvent(clock.now())]);
      }
      // Until the whole catch-up is through a restart has to begin it again.
      remembered &&= !moved;
      if (caughtUp && !remembered) {
        await persist(() => remember(publishedUntil));
        remembered = true;
      }
      if (!stopped) await pause(tickMs);
    }
    await background;
  };

  const startingPoint = async (): Promise<number> => {
    const cursor = await readCursor(cursorFile);
    const fits = cursor?.airport === airport.iata && cursor.seed === seed;
    const recent = cursor !== undefined && clock.now() - cursor.publishedUntil < forgottenMs;
    return fits && recent ? cursor.publishedUntil : Number.NEGATIVE_INFINITY;
  };

  let told: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    told = resolve;
  });
  const running = run(told).catch((error: unknown) => {
    log(`The sample day has ended: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    told();
  });

  return {
    ready,
    async dispose() {
      stopped = true;
      for (const end of [...pauses]) end();
      told();
      await running;
    },
  };
}
