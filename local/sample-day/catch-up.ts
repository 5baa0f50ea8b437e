import type { BusEvent, FlightBusEvent } from "../flight-events/bus-event.js";
import type { FlightEventName } from "../../amplify/events/flight-event.js";
import type { DayTimeline } from "./day-timeline.js";
import type { FlightCourse } from "./flight-course.js";

const minute = 60_000;

/** Flights whose scheduled time is this near are told first and in full, minutes before and after now. */
const nearBefore = 60;
const nearAfter = 180;

/** What has to be published to bring the board from one moment to another. */
export interface CatchUp {
  /** What people look at now: the flights around now, in the schedule and with all that happened to them. */
  readonly first: readonly BusEvent[];
  /** The rest: the whole schedule, and of earlier flights how things ended. */
  readonly later: readonly BusEvent[];
}

/** Which part of a flight an event decides: of the events of one part the last one is enough. */
const partOf: { readonly [Event in FlightEventName]?: string } = {
  FlightBaggageOnBelt: "belt",
  FlightDelayed: "times",
  FlightGateChanged: "gate",
};

/**
 * The events of the days after `from` and until `now`, sorted by urgency.
 * @param from milliseconds since 1970, not included; -Infinity: from the beginning, where of days that are over only the
 *   flights that may still be on a board count
 */
export function catchUp(timelines: readonly DayTimeline[], from: number, now: number): CatchUp {
  const schedule: { readonly near: BusEvent[]; readonly far: BusEvent[] } = { near: [], far: [] };
  const happened: { readonly near: BusEvent[]; readonly far: BusEvent[] } = { near: [], far: [] };
  for (const { flight, events, isToday } of byDistance(timelines, now)) {
    const away = flight.scheduled - now;
    const range = away > -nearBefore * minute && away < nearAfter * minute ? "near" : "far";
    if (range === "far" && from === Number.NEGATIVE_INFINITY && !isToday && away < 0) continue;
    const due = events.filter(({ time }) => Date.parse(time) > from && Date.parse(time) <= now);
    const past = due.filter(({ detail }) => detail.event !== "FlightScheduled");
    schedule[range].push(...due.filter(({ detail }) => detail.event === "FlightScheduled"));
    happened[range].push(...(range === "near" ? past : lastOfEachPart(past)));
  }
  // What happened is told oldest first, so that a board that is watched meanwhile sees it in its order.
  return {
    first: [...schedule.near, ...inOrder(happened.near)],
    later: [...schedule.far, ...inOrder(happened.far)],
  };
}

/** The flights of the days, those nearest to now first. */
function byDistance(timelines: readonly DayTimeline[], now: number): (FlightCourse & { readonly isToday: boolean })[] {
  const today = timelines.findLast(({ day }) => day.from <= now);
  return timelines
    .flatMap((timeline) => timeline.courses.map((course) => ({ ...course, isToday: timeline === today })))
    .sort((a, b) => Math.abs(a.flight.scheduled - now) - Math.abs(b.flight.scheduled - now));
}

/** A delay decides times and state: it stays even where something later decides the state. */
function lastOfEachPart(events: readonly FlightBusEvent[]): FlightBusEvent[] {
  const last = new Map(events.map((event) => [partOf[event.detail.event] ?? "state", event]));
  return [...last.values()];
}

function inOrder(events: readonly BusEvent[]): BusEvent[] {
  return [...events].sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
}
