import { flightEvent, secondsPrecise, type FlightBusEvent } from "../flight-events/bus-event.js";
import { isTooFarAhead } from "../flight-events/event-clock.js";
import { shiftDate, startOfDate } from "../flight-events/local-time.js";
import { zoneOfAirport } from "./airport-zones.js";
import { btsColumns, type BtsColumn } from "./bts-columns.js";
import { btsDeparture, originOf, type BtsDeparture } from "./bts-departure.js";
import type { ScheduleFormat } from "./schedule-format.js";

/** What {@link btsFormat} was told. */
export interface BtsFormatOptions {
  /** IATA code: only departures from there; undefined: all. */
  readonly airport: string | undefined;
  /** Time of the FlightScheduled events, milliseconds since 1970; undefined: 00:00 at the origin on the day before. */
  readonly stamp: number | undefined;
  /** The clock, milliseconds since 1970: an event must not be far ahead of it. */
  readonly now: number;
}

const minute = 60_000;

/** When passengers hear of a delay or a cancellation is not recorded: so many minutes before the scheduled time. */
const delayAnnouncedMinutes = 15;
const cancellationAnnouncedMinutes = 120;

/** From leaving the gate to the cancellation of a flight that left it and came back, minutes; not recorded either. */
const returnedToGateMinutes = 30;

/** US on-time performance rows as departures, with the events that they imply. */
export function btsFormat({ airport, stamp, now }: BtsFormatOptions): ScheduleFormat<BtsColumn> {
  return {
    columns: (header) => ({ places: btsColumns(header), unknown: [] }),
    flight(row) {
      if (airport !== undefined && originOf(row) !== airport) return "elsewhere";
      const departure = btsDeparture(row);
      if (departure === undefined) return undefined;
      const { date, carrier, number } = departure;
      const time = stamp ?? eveOf(departure);
      if (isTooFarAhead(time, now)) {
        row.refuse("date", "a date up to tomorrow, or a time for the events of all rows with --time", date);
        return undefined;
      }
      return {
        flight: { date, carrier, number, direction: "DEPARTURE" },
        scheduled: scheduledEvent(departure, time),
        implied: impliedEvents(departure),
      };
    },
  };
}

/** 00:00 at the origin on the day before: all that happens on the day is newer. */
function eveOf({ date, origin }: BtsDeparture): number {
  return startOfDate(shiftDate(date, -1), zoneOfAirport(origin) ?? "UTC");
}

function scheduledEvent(departure: BtsDeparture, time: number): FlightBusEvent {
  return flightEvent({
    event: "FlightScheduled",
    flight: flightOf(departure),
    time,
    facts: { airport: departure.destination, scheduledTime: secondsPrecise(departure.scheduled) },
    message: departure.scheduleRecorded ? undefined : "Scheduled time from comparable days (inferred)",
    id: idOf(departure, "scheduled"),
  });
}

/**
 * The events that a recorded departure implies, in the order of their times. The data has no announcements and often
 * no take-off: what stands in for them says "(inferred)" in its message.
 */
export function impliedEvents(departure: BtsDeparture): FlightBusEvent[] {
  const { scheduled, offBlock, takeOff, cancelled, reason } = departure;
  const flight = flightOf(departure);
  const events: FlightBusEvent[] = [];

  const delayMinutes = offBlock === undefined ? 0 : Math.round((offBlock - scheduled) / minute);
  if (offBlock !== undefined && delayMinutes >= 1) {
    events.push(
      flightEvent({
        event: "FlightDelayed",
        flight,
        time: scheduled - delayAnnouncedMinutes * minute,
        facts: { delayMinutes, newDepTime: secondsPrecise(offBlock) },
        message: `Delayed ${String(delayMinutes)} min; time of announcement (inferred)`,
        id: idOf(departure, "delayed"),
      }),
    );
  }
  if (offBlock !== undefined) {
    events.push(
      flightEvent({ event: "FlightPushBack", flight, time: offBlock, facts: {}, id: idOf(departure, "pushback") }),
    );
  }
  if (takeOff !== undefined) {
    events.push(
      flightEvent({
        event: "FlightTookOff",
        flight,
        time: takeOff.time,
        facts: {},
        message: takeOff.source === "recorded" ? undefined : `Take-off time from ${takeOff.source} (inferred)`,
        id: idOf(departure, "tookoff"),
      }),
    );
  }
  if (cancelled) {
    events.push(
      flightEvent({
        event: "FlightCancelled",
        flight,
        time:
          offBlock === undefined
            ? scheduled - cancellationAnnouncedMinutes * minute
            : offBlock + returnedToGateMinutes * minute,
        facts: reason === undefined ? {} : { reason },
        message: "Cancelled; time of announcement (inferred)",
        id: idOf(departure, "cancelled"),
      }),
    );
  }
  return events;
}

function flightOf({ date, carrier, number }: BtsDeparture): {
  date: string;
  carrier: string;
  number: number;
  direction: "DEPARTURE";
} {
  return { date, carrier, number, direction: "DEPARTURE" };
}

/** The same row always gives the same ids, so that importing or replaying it again changes nothing. */
function idOf({ date, carrier, number, origin }: BtsDeparture, what: string): string {
  return `bts-${date}-${origin}-${carrier}-${String(number)}-${what}`;
}
