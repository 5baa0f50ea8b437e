import type { FlightBusEvent } from "../flight-events/bus-event.js";
import { seededRandom } from "../random.js";
import { announcedFrom, delayFacts } from "./announced-delay.js";
import type { DayTimeline } from "./day-timeline.js";
import { stepEvent, type FlightCourse } from "./flight-course.js";
import { gatesOf } from "./sample-flight.js";

const minute = 60_000;

/** A change every so many milliseconds. */
export const changeEveryMs = 4_000;

/** How long a departure stays on the board after its scheduled time, and how many departures people look at. */
const boardMinutesBefore = 30;
const boardRows = 40;

/** Revised estimates are more common than new gates. */
const revisedPart = 0.8;
/** How far a revised estimate is off what finally comes, minutes. */
const revisedBy = 6;

/**
 * The departures on the board at a moment that passengers still wait for, soonest first: in the schedule, not
 * cancelled, boarding not begun.
 * @param timelines of the days that can have such flights, in the order of their dates
 */
export function openDepartures(timelines: readonly DayTimeline[], now: number): FlightCourse[] {
  return timelines
    .flatMap(({ courses }) => courses)
    .filter(
      ({ flight, openUntil, cancelled }) =>
        flight.direction === "DEPARTURE" &&
        flight.published < now &&
        flight.scheduled >= now - boardMinutesBefore * minute &&
        openUntil > now &&
        !(cancelled !== undefined && cancelled.from <= now && now < cancelled.until),
    )
    .slice(0, boardRows);
}

/**
 * A small plausible change to a flight on the board, so that there is always something to see: a revised estimate of a
 * flight that is late anyway, else another gate. It depends on the seed and the moment alone, and contradicts nothing
 * that is going to happen: the last word before boarding tells the truth.
 * @param moment milliseconds since 1970, a multiple of {@link changeEveryMs}
 */
export function changeAt(timelines: readonly DayTimeline[], moment: number): FlightBusEvent | undefined {
  const open = openDepartures(timelines, moment);
  const day = timelines[0]?.day;
  if (open.length === 0 || day === undefined) return undefined;
  const random = seededRandom(`${day.seed}/${day.airport.iata}/change/${String(moment)}`);
  const name = `change-${String(moment / 1000)}`;
  const late = open.filter(({ delay }) => delay !== undefined && delay.announced < moment);

  if (late.length > 0 && random.chance(revisedPart)) {
    const { flight, delay } = random.pick(late);
    const minutes = Math.max((delay?.minutes ?? 0) + random.integer(-revisedBy, revisedBy), announcedFrom);
    const facts = delayFacts("DEPARTURE", flight.scheduled, minutes);
    return stepEvent(flight, { event: "FlightDelayed", time: moment, facts, message: "Estimate revised" }, name);
  }
  const { flight } = random.pick(open);
  const gate = random.pick(gatesOf(day.airport, flight.terminal).filter((other) => other !== flight.gate));
  const facts = { gate, terminal: flight.terminal };
  return stepEvent(flight, { event: "FlightGateChanged", time: moment, facts }, name);
}
