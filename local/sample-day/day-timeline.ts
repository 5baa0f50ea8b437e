import type { BusEvent } from "../flight-events/bus-event.js";
import { backgroundEvents } from "./background-events.js";
import { courseOf, type FlightCourse } from "./flight-course.js";
import type { SampleDay } from "./sample-flight.js";

/** A day with all that happens on it. */
export interface DayTimeline {
  readonly day: SampleDay;
  readonly courses: readonly FlightCourse[];
  /** All events of the day, those not for passengers included, in the order of their times. */
  readonly events: readonly BusEvent[];
  /** The times of `events`, milliseconds since 1970. */
  readonly moments: readonly number[];
}

/** Everything that happens to the flights of a day. */
export function timelineOf(day: SampleDay): DayTimeline {
  const courses = day.flights.map((flight) => courseOf(day, flight));
  const timed = [...courses.flatMap(({ events }) => events), ...backgroundEvents(day)]
    .map((event: BusEvent) => ({ event, moment: Date.parse(event.time) }))
    .sort((a, b) => a.moment - b.moment);
  return { day, courses, events: timed.map(({ event }) => event), moments: timed.map(({ moment }) => moment) };
}

/** The events of a timeline after one moment and until another (milliseconds since 1970). */
export function eventsBetween({ events, moments }: DayTimeline, from: number, until: number): readonly BusEvent[] {
  return events.slice(countUntil(moments, from), countUntil(moments, until));
}

/** All events of a day in the order of their times, its FlightScheduled events first (from the evening before). */
export function eventsOf(day: SampleDay): readonly BusEvent[] {
  return timelineOf(day).events;
}

/** How many of the moments, which are in order, are not later than another. */
function countUntil(moments: readonly number[], moment: number): number {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((moments[middle] ?? 0) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
