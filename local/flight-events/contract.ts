import { isProblem, type Problem } from "../../amplify/data/status-update/problem.js";
import { statusUpdateOf, type StatusUpdate } from "../../amplify/data/status-update/status-update.js";
import { schedulingEvent } from "../../amplify/events/flight-event.js";
import type { FlightBusEvent } from "./bus-event.js";

/**
 * What the backend makes of an event: the update that it takes, or why it refuses it.
 * @param now the clock (ISO 8601 with zone) that the event's time must not be far ahead of; absent: when it happened
 */
export function takenByBackend(
  busEvent: FlightBusEvent,
  now = busEvent.time,
): { readonly update: StatusUpdate } | Problem {
  const { detail, time } = busEvent;
  const { flightNum, carrierCode, date, event, message, info, direction, id } = detail;
  return statusUpdateOf(
    {
      num: flightNum,
      carrier: carrierCode,
      date,
      event,
      time,
      message: message ?? null,
      id: id ?? null,
      direction: direction ?? null,
    },
    info === undefined ? {} : (JSON.parse(info) as Readonly<Record<string, unknown>>),
    now,
    event === schedulingEvent ? "scheduleFlight" : "updateFlightStatus",
  );
}

/**
 * The sentence with which the backend refuses an event, or undefined. Asked before sending: what the backend refuses
 * ends in its dead-letter queue, where whoever sent it does not look.
 * @param now as in `takenByBackend`
 */
export function refusalByBackend(event: FlightBusEvent, now = event.time): string | undefined {
  const taken = takenByBackend(event, now);
  return isProblem(taken) ? taken.problem : undefined;
}
