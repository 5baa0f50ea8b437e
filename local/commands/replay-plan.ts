import type { Random } from "../random.js";

/** How a replay departs from what the file says. */
export interface ReplayPlanOptions {
  /** How many times faster than the events' own times; Infinity: without waiting. */
  readonly speed: number;
  /** Events change places with each other at random. */
  readonly shuffle: boolean;
  /** Part of the events that are sent once more, 0 to 1. */
  readonly repeat: number;
  /** Most events a second; undefined: no bound. */
  readonly rate: number | undefined;
  readonly random: Random;
}

/** One sending: which event, and when. */
export interface ReplayStep {
  /** Index into the list of times. */
  readonly index: number;
  /** Milliseconds after the start. */
  readonly due: number;
}

/**
 * Lays out a replay: events in the order of their times, the pauses between them divided by the speed. Shuffled, they
 * take each other's places in that order. Repeated, an event stands a second time at a random later place (any place
 * when shuffled).
 * @param times of the events, milliseconds since 1970
 */
export function planReplay(times: ArrayLike<number>, options: ReplayPlanOptions): ReplayStep[] {
  const { speed, shuffle, repeat, rate, random } = options;
  const timeAt = (index: number): number => times[index] ?? 0;
  const ordered = Array.from({ length: times.length }, (_, index) => index).sort((a, b) => timeAt(a) - timeAt(b));
  const first = ordered[0];
  if (first === undefined) return [];
  const slots = ordered.map((index) => (Number.isFinite(speed) ? (timeAt(index) - timeAt(first)) / speed : 0));

  const places = (shuffle ? random.shuffled(ordered) : ordered).map((index, place) => ({ index, place }));
  const last = places.length - 1;
  const repeated = places.flatMap(({ index, place }) =>
    random.chance(repeat) ? [{ index, place: random.integer(shuffle ? 0 : place, last) + 0.5 }] : [],
  );

  const gap = rate === undefined ? 0 : 1000 / rate;
  let earliest = 0;
  return [...places, ...repeated]
    .sort((a, b) => a.place - b.place)
    .map(({ index, place }) => {
      const due = Math.max(slots[Math.floor(place)] ?? 0, earliest);
      earliest = due + gap;
      return { index, due };
    });
}
