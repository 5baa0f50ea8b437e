import { mostHoursAhead } from "../../amplify/data/status-update/event-time.js";
import { feedHeartbeat, flightEventSource } from "../../amplify/events/flight-event.js";
import { secondsPrecise } from "./bus-event.js";
import { isFlightEventName } from "./event-facts.js";
import { UnexpectedValue } from "./unexpected-value.js";

const millisecondsPerHour = 3_600_000;

/**
 * Whether the backend refuses an event that comes to it at `now`, because its time is too far ahead. The bus keeps whole
 * seconds of it. Both in milliseconds since 1970.
 */
export function isTooFarAhead(time: number, now: number): boolean {
  return Math.floor(time / 1000) * 1000 - now > mostHoursAhead * millisecondsPerHour;
}

/** A time that the backend refuses, as an error that names its field. @param now milliseconds since 1970 */
export function tooFarAhead(field: string, time: number, now: number): UnexpectedValue {
  const expected = `a time up to ${String(mostHoursAhead)} hour ahead of the clock, which says ${secondsPrecise(now)}`;
  return new UnexpectedValue(field, expected, secondsPrecise(time));
}

/**
 * Refuses the time of an event that the backend would take, were it not so far ahead. Asked before sending: it would end in
 * the dead-letter queue. Events of others on the bus have any time they like.
 * @param event source and detail as on the bus; `time` and `now` in milliseconds since 1970
 * @throws UnexpectedValue naming `field`
 */
export function refuseTimeAhead(
  field: string,
  event: { readonly source: string; readonly detail: object; readonly time: number },
  now: number,
): void {
  if (isTooFarAhead(event.time, now) && isForBackend(event)) throw tooFarAhead(field, event.time, now);
}

/** Whether a rule hands the event on to the API. */
export function isForBackend({ source, detail }: { readonly source: string; readonly detail: object }): boolean {
  const name = "event" in detail && typeof detail.event === "string" ? detail.event : "";
  return source === flightEventSource && (isFlightEventName(name) || name === feedHeartbeat.event);
}
