import {
  flightEvents,
  flightEventSource,
  type FlightDirection,
  type FlightEventDetail,
  type FlightEventName,
} from "../../amplify/events/flight-event.js";
import type { EventFacts } from "./event-facts.js";

/**
 * An event as it travels on the bus, without what the bus itself adds (version, id, account, region).
 * https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export interface BusEvent {
  readonly source: string;
  readonly "detail-type": string;
  /** When it happened: ISO 8601 with zone, seconds precise as EventBridge keeps it. */
  readonly time: string;
  readonly detail: object;
  readonly resources?: readonly string[];
}

/** A flight event on the bus. */
export interface FlightBusEvent extends BusEvent {
  readonly detail: FlightEventDetail;
}

/** The flight that an event is about. */
export interface FlightReference {
  /** Operating date, YYYY-MM-DD. */
  readonly date: string;
  readonly carrier: string;
  readonly number: number;
  /** Absent: what the event implies, else DEPARTURE. */
  readonly direction?: FlightDirection;
}

/** What was and what happened, from which {@link flightEvent} makes the event. */
export interface FlightHappening<Event extends FlightEventName> {
  readonly event: Event;
  readonly flight: FlightReference;
  /** Milliseconds since 1970; cut to whole seconds. */
  readonly time: number;
  readonly facts: EventFacts[Event];
  readonly message?: string | undefined;
  /** The publisher's own id, 1 to 128 of `A-Z a-z 0-9 . _ : -`. */
  readonly id?: string | undefined;
}

/** The bus event that tells of a happening, in the form that amplify/events/flight-event.ts documents. */
export function flightEvent<Event extends FlightEventName>(happening: FlightHappening<Event>): FlightBusEvent {
  const { event, flight, facts, message, id } = happening;
  return {
    source: flightEventSource,
    "detail-type": flightEvents[event].detailType,
    time: secondsPrecise(happening.time),
    detail: {
      flightNum: flight.number,
      carrierCode: flight.carrier,
      date: flight.date,
      event,
      ...(flight.direction === undefined ? {} : { direction: flight.direction }),
      ...(message === undefined ? {} : { message }),
      ...(Object.keys(facts).length === 0 ? {} : { info: JSON.stringify(facts) }),
      ...(id === undefined ? {} : { id }),
    },
  };
}

/** A moment in the form of the bus's `time`: UTC, whole seconds (2024-01-25T16:58:37Z). */
export function secondsPrecise(milliseconds: number): string {
  return `${new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().slice(0, -5)}Z`;
}
