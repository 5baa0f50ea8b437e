import { flightEventSource } from "../../amplify/events/flight-event.js";
import { secondsPrecise, type BusEvent } from "../flight-events/bus-event.js";
import { seededRandom } from "../random.js";
import { flightKey, type SampleDay } from "./sample-flight.js";

const minute = 60_000;

/** Work behind the scenes that is told on the same bus; no rule for passengers' displays lets it through. */
const kinds = [
  { source: flightEventSource, detailType: "Operations: Baggage loaded", event: "BaggageLoaded", minutesBefore: 25 },
  { source: flightEventSource, detailType: "Operations: Catering loaded", event: "CateringLoaded", minutesBefore: 40 },
  {
    source: "airport-maintenance",
    detailType: "Maintenance: Check finished",
    event: "CheckFinished",
    minutesBefore: 70,
  },
  { source: "airport-crew", detailType: "Crew: Crew on board", event: "CrewOnBoard", minutesBefore: 60 },
] as const;

/** The day's events that are not for passengers, one for about every second flight. */
export function backgroundEvents(day: SampleDay): BusEvent[] {
  const random = seededRandom(`${day.seed}/${day.airport.iata}/${day.date}/background`);
  return day.flights.flatMap((flight) => {
    if (!random.chance(0.5)) return [];
    const { source, detailType, event, minutesBefore } = random.pick(kinds);
    const time = flight.scheduled - (minutesBefore + random.integer(0, 10)) * minute + random.integer(0, 59) * 1_000;
    return [
      {
        source,
        "detail-type": detailType,
        time: secondsPrecise(time),
        detail: {
          flightNum: flight.number,
          carrierCode: flight.carrier,
          date: flight.date,
          event,
          id: `day-${flightKey(flight)}-${event}`,
        },
      },
    ];
  });
}
