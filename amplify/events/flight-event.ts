/**
 * The flight events on the bus, as data: the rules, the commands and the sample day are all made from this list.
 * An event that is not here never reaches a display.
 */
export const flightEvents = {
  FlightArrived: { detailType: "Operations: Flight arrived", direction: "ARRIVAL" },
  FlightBaggageOnBelt: { detailType: "Operations: Flight baggage on belt", direction: "ARRIVAL" },
  FlightBoarding: { detailType: "Operations: Flight boarding", direction: "DEPARTURE" },
  FlightCancelled: { detailType: "Operations: Flight cancelled", direction: undefined },
  FlightDelayed: { detailType: "Operations: Flight delayed", direction: undefined },
  FlightDiverted: { detailType: "Operations: Flight diverted", direction: undefined },
  FlightFinalCall: { detailType: "Operations: Flight final call", direction: "DEPARTURE" },
  FlightGateChanged: { detailType: "Operations: Flight gate changed", direction: undefined },
  FlightGateClosed: { detailType: "Operations: Flight gate closed", direction: "DEPARTURE" },
  FlightLanded: { detailType: "Operations: Flight landed", direction: "ARRIVAL" },
  FlightPushBack: { detailType: "Operations: Flight push back", direction: "DEPARTURE" },
  FlightReinstated: { detailType: "Operations: Flight reinstated", direction: undefined },
  FlightScheduled: { detailType: "Operations: Flight scheduled", direction: undefined },
  FlightTookOff: { detailType: "Operations: Flight took off", direction: "DEPARTURE" },
} as const satisfies Record<string, { detailType: string; direction: FlightDirection | undefined }>;

export type FlightDirection = "ARRIVAL" | "DEPARTURE";

/** Name of an event, as in `StatusEvent` of the schema (a test holds the two together). */
export type FlightEventName = keyof typeof flightEvents;

/** The `source` of every flight event on the bus. */
export const flightEventSource = "airport-operations";

/**
 * A sign of life of the feed where nothing happens to any flight: an event on the same bus, from the same source, that is
 * about no flight and goes to `reportFeedHeartbeat`. `event` stands in its detail.
 */
export const feedHeartbeat = { event: "FeedHeartbeat", detailType: "Operations: Feed heartbeat" } as const;

/** The event that goes to `scheduleFlight`; all others go to `updateFlightStatus`. */
export const schedulingEvent = "FlightScheduled" satisfies FlightEventName;

/**
 * The `detail` of a flight event on the bus (docs: design contract). `direction` may be left out where the event
 * implies it (the table above); else it counts as DEPARTURE.
 */
export interface FlightEventDetail {
  /** 1 to 9999. */
  readonly flightNum: number;
  /** IATA (two) or ICAO (three) airline designator. */
  readonly carrierCode: string;
  /** Operating date: the scheduled local date at the airport, YYYY-MM-DD. */
  readonly date: string;
  readonly event: FlightEventName;
  /** Free text for people. */
  readonly message?: string;
  /** JSON text of an object with the facts of this event, see the `…EventInfo` types of the schema. */
  readonly info?: string;
  readonly direction?: FlightDirection;
  /** The publisher's own event id, 1 to 128 of `A-Z a-z 0-9 . _ : -`; makes publishing it again harmless. */
  readonly id?: string;
}
