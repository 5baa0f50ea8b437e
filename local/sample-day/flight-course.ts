import type { FlightEventName } from "../../amplify/events/flight-event.js";
import { flightEvent, secondsPrecise, type FlightBusEvent, type FlightReference } from "../flight-events/bus-event.js";
import type { EventFacts } from "../flight-events/event-facts.js";
import { seededRandom } from "../random.js";
import { arrivalCourse } from "./arrival-course.js";
import { departureCourse } from "./departure-course.js";
import { flightKey, type SampleDay, type SampleFlight } from "./sample-flight.js";

/** Something that happens to a flight. */
export interface Step<Event extends FlightEventName = FlightEventName> {
  readonly event: Event;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly facts: EventFacts[Event];
  readonly message?: string;
}

/** All that happens to a flight, in the order of time. */
export interface FlightCourse {
  readonly flight: SampleFlight;
  readonly events: readonly FlightBusEvent[];
  /** What a display could still say otherwise until then: from here on only what really happens is told. */
  readonly openUntil: number;
  /** While cancelled: from, until (Infinity: for good). */
  readonly cancelled: { readonly from: number; readonly until: number } | undefined;
  /** Minutes later than scheduled that it finally is, where that is announced, and since when. */
  readonly delay: { readonly minutes: number; readonly announced: number } | undefined;
}

/** What a course is made of, before it becomes events. */
export interface CourseDraft extends Omit<FlightCourse, "flight" | "events"> {
  readonly steps: readonly Step[];
}

const second = 1_000;

/** Nothing happens to a flight before it has been in the schedule for a while. */
const scheduledBefore = 60 * second;

/** What happens to one flight of the day; depends on the day's seed and on the flight alone. */
export function courseOf(day: SampleDay, flight: SampleFlight): FlightCourse {
  const random = seededRandom(`${day.seed}/${day.airport.iata}/${flightKey(flight)}`);
  const { steps, ...course } =
    flight.direction === "DEPARTURE"
      ? departureCourse(day.airport, flight, random)
      : arrivalCourse(day.airport, flight, random);

  const events = [scheduledEvent(flight)];
  let earliest = flight.published + scheduledBefore;
  [...steps]
    .sort((a, b) => a.time - b.time)
    .forEach((step, index) => {
      // Events of a flight keep whole seconds apart: the bus keeps no finer time, and their order is their meaning.
      const time = Math.max(Math.floor(step.time / second) * second, earliest);
      earliest = time + second;
      events.push(stepEvent(flight, { ...step, time }, `${String(index + 1)}-${step.event}`));
    });
  return { flight, events, ...course };
}

/** The event by which a step of a flight is told; `name` sets its id apart from the flight's others. */
export function stepEvent(flight: SampleFlight, step: Step, name: string): FlightBusEvent {
  return flightEvent({
    event: step.event,
    flight: referenceOf(flight),
    time: step.time,
    facts: step.facts,
    message: step.message,
    id: `day-${flightKey(flight)}-${name}`,
  });
}

function scheduledEvent(flight: SampleFlight): FlightBusEvent {
  const { airport, via, codeshares, scheduled, terminal, gate, published } = flight;
  return flightEvent({
    event: "FlightScheduled",
    flight: referenceOf(flight),
    time: published,
    facts: {
      airport,
      scheduledTime: secondsPrecise(scheduled),
      terminal,
      gate,
      ...(via.length === 0 ? {} : { via }),
      ...(codeshares.length === 0 ? {} : { codeshares }),
    },
    id: `day-${flightKey(flight)}-0-FlightScheduled`,
  });
}

function referenceOf({ date, carrier, number, direction }: SampleFlight): FlightReference {
  return { date, carrier, number, direction };
}
