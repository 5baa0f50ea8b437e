import type { FlightEventName } from "../../events/flight-event.js";

/** What a fact of an event must look like; `fact.ts` holds the rules. */
export type FactKind =
  "airport" | "airports" | "delayCode" | "flightNumbers" | "message" | "minutes" | "place" | "reason" | "time";

/** One object type of the schema that implements `EventInfo`. */
export interface EventInfoType {
  readonly typename: string;
  /** Its fields, which are what `extra` may hold. */
  readonly facts: Readonly<Record<string, FactKind>>;
  /** Of each list at least one must be there: without it the event says nothing. */
  readonly required: string[][];
}

/** The facts that events carry, by field name of the schema. Times are as the publisher wrote them. */
export interface EventInfo {
  readonly __typename: string;
  readonly message?: string;
  readonly delayMinutes?: number;
  readonly newDepTime?: string;
  readonly newArrTime?: string;
  readonly delayCode?: string;
  readonly gate?: string;
  readonly terminal?: string;
  readonly reason?: string;
  readonly airport?: string;
  readonly via?: readonly string[];
  readonly scheduledTime?: string;
  readonly codeshares?: readonly string[];
  readonly belt?: string;
}

const messageOnly: EventInfoType = { typename: "MessageEventInfo", facts: { message: "message" }, required: [] };

/** The info types of the events that carry facts beside their message. */
const factualTypes: Readonly<Partial<Record<FlightEventName, EventInfoType>>> = {
  FlightBaggageOnBelt: {
    typename: "BaggageEventInfo",
    facts: { message: "message", belt: "place" },
    required: [["belt"]],
  },
  FlightCancelled: {
    typename: "CancellationEventInfo",
    facts: { message: "message", reason: "reason" },
    required: [],
  },
  FlightDelayed: {
    typename: "DelayEventInfo",
    facts: {
      message: "message",
      delayMinutes: "minutes",
      newDepTime: "time",
      newArrTime: "time",
      delayCode: "delayCode",
    },
    required: [["delayMinutes", "newDepTime", "newArrTime"]],
  },
  FlightDiverted: {
    typename: "DiversionEventInfo",
    facts: { message: "message", airport: "airport" },
    required: [["airport"]],
  },
  FlightGateChanged: {
    typename: "GateEventInfo",
    facts: { message: "message", gate: "place", terminal: "place" },
    required: [["gate", "terminal"]],
  },
  FlightScheduled: {
    typename: "ScheduleEventInfo",
    facts: {
      message: "message",
      airport: "airport",
      via: "airports",
      scheduledTime: "time",
      terminal: "place",
      gate: "place",
      codeshares: "flightNumbers",
    },
    required: [["airport"], ["scheduledTime"]],
  },
};

/**
 * The info type of an event: `MessageEventInfo` where nothing else is said above, so that an event which only tells that
 * something happened needs no entry (a test holds the types together with the schema).
 */
export function infoTypeOf(event: FlightEventName): EventInfoType {
  return factualTypes[event] ?? messageOnly;
}
