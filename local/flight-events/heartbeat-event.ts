import { feedHeartbeat, flightEventSource } from "../../amplify/events/flight-event.js";
import { secondsPrecise, type BusEvent } from "./bus-event.js";

/** The event by which a feed says that it is alive though nothing happens. @param time milliseconds since 1970 */
export function heartbeatEvent(time: number): BusEvent {
  return {
    source: flightEventSource,
    "detail-type": feedHeartbeat.detailType,
    time: secondsPrecise(time),
    detail: { event: feedHeartbeat.event },
  };
}
