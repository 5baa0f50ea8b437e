import { flightTiming } from "./estimate";
import type { Flight, FlightStatus } from "./flight";

/** What a passenger is told about a flight; the words stand in words/. */
export type PassengerStatus =
  | "onTime"
  | "delayed"
  | "boarding"
  | "finalCall"
  | "gateClosed"
  | "departed"
  /** Of an arrival: under way, with a new time that is not later than the schedule. */
  | "expected"
  | "landed"
  | "atGate"
  | "baggage"
  | "cancelled"
  | "diverted";

/** Colour key of a status; the colours stand in ui/theme.css, one accent per tone. */
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
  landed: "go",
  atGate: "closed",
  baggage: "go",
  cancelled: "bad",
  diverted: "astray",
};

const departureStatuses: Readonly<Record<Exclude<FlightStatus, "SCHEDULED" | "DELAYED">, PassengerStatus>> = {
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

/**
 * Status of a departing flight in passengers' terms. A flight is delayed where its estimate is later than its schedule,
 * or where an event said so without saying until when; a delay that was taken back is no delay.
 */
export function departureStatus(flight: Flight): PassengerStatus {
  const status = flight.state?.status ?? "SCHEDULED";
  if (status !== "SCHEDULED" && status !== "DELAYED") return departureStatuses[status];
  if (flightTiming(flight)?.estimated !== undefined) return "delayed";
  const estimateKnown = flight.times !== null && (flight.times.estimatedTime ?? flight.times.delayMinutes) !== null;
  return status === "DELAYED" && !estimateKnown ? "delayed" : "onTime";
}

/** True once nothing more can happen to the flight at this airport. */
export function isFinished(status: PassengerStatus): boolean {
  return status === "departed" || status === "cancelled" || status === "diverted";
}
