import { flightTiming } from "./estimate";
import type { Flight, FlightDirection, FlightStatus } from "./flight";

/** What a passenger, or who meets one, is told about a flight; the words stand in words/. */
export type PassengerStatus =
  | "onTime"
  | "delayed"
  | "boarding"
  | "finalCall"
  | "gateClosed"
  | "departed"
  /** Of an arrival: it comes earlier than scheduled. */
  | "expected"
  | "landed"
  | "atGate"
  | "baggage"
  | "cancelled"
  | "diverted";

/** Colour key of a status; the colours stand in ui/themes.ts, one accent per tone. */
export type StatusTone = "calm" | "late" | "go" | "hurry" | "closed" | "gone" | "bad" | "astray";

/** Colour key for each status. */
export const statusTones: Readonly<Record<PassengerStatus, StatusTone>> = {
  onTime: "calm",
  delayed: "late",
  boarding: "go",
  finalCall: "hurry",
  gateClosed: "closed",
  departed: "gone",
  expected: "calm",
  landed: "closed",
  atGate: "gone",
  baggage: "go",
  cancelled: "bad",
  diverted: "astray",
};

/** The statuses that a flight of a direction can have. */
export function statusesOf(direction: FlightDirection): readonly PassengerStatus[] {
  const onlyOne: Readonly<Partial<Record<PassengerStatus, FlightDirection>>> = {
    boarding: "DEPARTURE",
    finalCall: "DEPARTURE",
    gateClosed: "DEPARTURE",
    departed: "DEPARTURE",
    expected: "ARRIVAL",
    landed: "ARRIVAL",
    atGate: "ARRIVAL",
    baggage: "ARRIVAL",
  };
  const all = Object.keys(statusTones) as readonly PassengerStatus[];
  return all.filter((status) => (onlyOne[status] ?? direction) === direction);
}

type Reported = Readonly<Record<Exclude<FlightStatus, "SCHEDULED" | "DELAYED">, PassengerStatus>>;

const departureStatuses: Reported = {
  BOARDING: "boarding",
  FINAL_CALL: "finalCall",
  GATE_CLOSED: "gateClosed",
  // The doors are shut and the aircraft moves: for a passenger in the hall it has gone, airborne or not.
  OFF_BLOCK: "departed",
  AIRBORNE: "departed",
  LANDED: "departed",
  ARRIVED: "departed",
  CANCELLED: "cancelled",
  DIVERTED: "diverted",
};

const arrivalStatuses: Omit<Reported, "BOARDING" | "FINAL_CALL" | "GATE_CLOSED" | "OFF_BLOCK" | "AIRBORNE"> = {
  LANDED: "landed",
  // AIDX calls it in-block: passengers begin to leave the aircraft.
  ARRIVED: "atGate",
  CANCELLED: "cancelled",
  DIVERTED: "diverted",
};

/** Status of a flight in passengers' terms, by its direction. */
export function passengerStatus(flight: Flight): PassengerStatus {
  return flight.direction === "ARRIVAL" ? arrivalStatus(flight) : departureStatus(flight);
}

/**
 * Status of a departing flight. It is delayed where its estimate is later than its schedule, or where an event said so
 * without saying until when; a delay that was taken back is no delay.
 */
export function departureStatus(flight: Flight): PassengerStatus {
  const status = flight.state?.status ?? "SCHEDULED";
  if (status !== "SCHEDULED" && status !== "DELAYED") return departureStatuses[status];
  return isLate(flight) ? "delayed" : "onTime";
}

/** Status of an arriving flight: as of a departing one until it has landed; once its baggage is on a belt, that. */
export function arrivalStatus(flight: Flight): PassengerStatus {
  const status = flight.state?.status ?? "SCHEDULED";
  const reported = isArrivalMilestone(status) ? arrivalStatuses[status] : undefined;
  if (reported === "cancelled" || reported === "diverted") return reported;
  // Baggage on a belt proves the landing, even where the event of the landing got lost.
  if (flight.belt !== null) return "baggage";
  if (reported !== undefined) return reported;
  if (isLate(flight)) return "delayed";
  return flightTiming(flight)?.estimated === undefined ? "onTime" : "expected";
}

function isArrivalMilestone(status: FlightStatus): status is keyof typeof arrivalStatuses {
  return Object.hasOwn(arrivalStatuses, status);
}

function isLate(flight: Flight): boolean {
  const timing = flightTiming(flight);
  if (timing?.estimated !== undefined) return timing.estimated > timing.scheduled;
  const estimateKnown = flight.times !== null && (flight.times.estimatedTime ?? flight.times.delayMinutes) !== null;
  return flight.state?.status === "DELAYED" && !estimateKnown;
}
