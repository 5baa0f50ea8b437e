import type { FlightDirection } from "../../amplify/events/flight-event.js";
import { secondsPrecise } from "../flight-events/bus-event.js";
import type { DelayFacts } from "../flight-events/event-facts.js";
import type { Random } from "../random.js";
import { delayCauses } from "./delay-causes.js";
import type { Step } from "./flight-course.js";

const minute = 60_000;

/** Shortest delay that is announced, minutes. */
export const announcedFrom = 10;

/** When and how far a delay is told. */
export interface DelayPlan {
  readonly direction: FlightDirection;
  /** Milliseconds since 1970. */
  readonly scheduled: number;
  /** What it comes to in the end. */
  readonly minutes: number;
  /** First announcement, and the last, which tells the truth; milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
}

/** The announcements of a delay: one to three that grow towards the truth, each with the same cause. */
export function delaySteps(plan: DelayPlan, random: Random): Step<"FlightDelayed">[] {
  const { direction, scheduled, minutes, first, last } = plan;
  const cause = random.pick(delayCauses);
  const count = minutes < 20 ? 1 : random.integer(1, 3);
  const guesses = Array.from({ length: count }, (_, index) => ({
    time: first + ((last - first) * index) / count,
    minutes: Math.max(announcedFrom, Math.round((minutes * (index + 1)) / (count + random.next()) / 5) * 5),
  }));
  return [...guesses, { time: last, minutes }].map(({ time, minutes: told }) => ({
    event: "FlightDelayed",
    time,
    facts: { ...delayFacts(direction, scheduled, told), delayCode: cause.code },
    message: cause.message,
  }));
}

/** The facts of a delay by so many minutes. */
export function delayFacts(direction: FlightDirection, scheduled: number, minutes: number): DelayFacts {
  const estimate = secondsPrecise(scheduled + minutes * minute);
  return { delayMinutes: minutes, ...(direction === "ARRIVAL" ? { newArrTime: estimate } : { newDepTime: estimate }) };
}
