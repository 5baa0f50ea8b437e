import { flightEvents, type FlightEventName } from "../../amplify/events/flight-event.js";

/** Facts of FlightDelayed; times are ISO 8601 with zone. */
export interface DelayFacts {
  readonly delayMinutes?: number;
  readonly newDepTime?: string;
  readonly newArrTime?: string;
  /** IATA delay code (AHM 730): two digits and, where it says more, a letter. */
  readonly delayCode?: string;
}

/** Facts of FlightGateChanged. */
export interface GateFacts {
  readonly gate?: string;
  readonly terminal?: string;
}

/** Facts of FlightScheduled. */
export interface ScheduleFacts {
  /** IATA code of the other end: destination of a departure, origin of an arrival. */
  readonly airport: string;
  readonly via?: readonly string[];
  /** ISO 8601 with zone. */
  readonly scheduledTime: string;
  readonly terminal?: string;
  readonly gate?: string;
  /** Carrier and number: AA4321. */
  readonly codeshares?: readonly string[];
}

/** What the events with facts of their own say beside their message. */
interface OwnFacts {
  readonly FlightBaggageOnBelt: { readonly belt: string };
  readonly FlightCancelled: { readonly reason?: string };
  readonly FlightDelayed: DelayFacts;
  readonly FlightDiverted: { readonly airport?: string };
  readonly FlightGateChanged: GateFacts;
  readonly FlightScheduled: ScheduleFacts;
}

/** What each event says beside its message: the `…EventInfo` types of amplify/data/schema.graphql. */
export type EventFacts = {
  readonly [Event in FlightEventName]: Event extends keyof OwnFacts ? OwnFacts[Event] : NoFacts;
};

type NoFacts = Readonly<Record<never, never>>;

/** Says whether a text names one of the flight events. */
export function isFlightEventName(text: string): text is FlightEventName {
  return Object.hasOwn(flightEvents, text);
}
