import type { Airport } from "../../amplify/airport.js";
import type { FlightReference } from "../flight-events/bus-event.js";
import { dateOf, shiftDate } from "../flight-events/local-time.js";
import { timelineOf } from "./day-timeline.js";
import { openDepartures } from "./live-change.js";
import { sampleDay } from "./sample-day.js";
import { sampleSeed } from "./sample-flight.js";

/** A flight that stays open for so long can be delayed by hand before it boards, milliseconds. */
const timeToTry = 15 * 60_000;

/**
 * A departure of the sample day that is on the board now and waits for its passengers: one to try a delay on.
 * @param now milliseconds since 1970
 */
export function departureOnBoard(airport: Airport, now: number, seed: string = sampleSeed): FlightReference {
  const today = dateOf(now, airport.timeZone);
  const timelines = [today, shiftDate(today, 1)].map((date) => timelineOf(sampleDay(airport, date, seed)));
  const open = openDepartures(timelines, now);
  const course =
    open.find(({ openUntil, cancelled }) => openUntil > now + timeToTry && cancelled === undefined) ?? open[0];
  if (course === undefined) throw new RangeError(`The sample day of ${airport.iata} has no departure after ${today}.`);
  const { date, carrier, number } = course.flight;
  return { date, carrier, number };
}
