import { airport } from "../amplify/airport.js";
import { seededRandom, type Random } from "../local/random.js";
import { operatingDate } from "./flight-day.js";
import type { OracleEvent } from "./oracle.js";

/** Carriers of a long day, of which each flight of the list has the next. */
export const carriers = ["JK", "UA", "AA", "DL", "B6", "LH"] as const;
const airports = ["LHR", "ORD", "FRA", "SJU", "LAX", "BOS", "MIA", "CDG", "NRT", "MUC"] as const;
/** Flights of one carrier, by number: so many that 9,000 have numbers of at most four digits. */
const FIRST_NUMBER = 100;
const MINUTE_MS = 60_000;
/** When the first and the last flight of the day go, minutes after its beginning: inside the board's 24 hours. */
const FIRST_MINUTE = 60;
const LAST_MINUTE = 22 * 60;

const iso = (milliseconds: number): string => new Date(Math.floor(milliseconds / 1000) * 1000).toISOString();

/** `count` departures of the 21 hours that begin an hour after `now`, none of which goes while a test runs. */
export function longDay(seed: string, now: Date, count: number): OracleEvent[] {
  const random = seededRandom(seed);
  const terminals = airport.terminals.map(({ code }) => code);
  return Array.from({ length: count }, (_, index) => {
    const minutes = FIRST_MINUTE + Math.floor((index / count) * (LAST_MINUTE - FIRST_MINUTE));
    const scheduled = new Date(now.getTime() + minutes * MINUTE_MS);
    const carrier = carriers[index % carriers.length] ?? "JK";
    return {
      id: `schedule-${String(index)}`,
      time: iso(now.getTime() - 60 * MINUTE_MS),
      event: "FlightScheduled",
      carrier,
      num: FIRST_NUMBER + Math.floor(index / carriers.length),
      date: operatingDate(scheduled),
      direction: "DEPARTURE",
      facts: {
        airport: random.pick(airports),
        scheduledTime: iso(scheduled.getTime()),
        terminal: random.pick(terminals),
        gate: String(random.integer(1, 60)),
      },
    };
  });
}

/**
 * What happens next to a flight of the day: a status, a gate, a terminal or a time, none of which takes it off the board.
 * `index` counts the events; of two in the same second, the resolution of PutEvents, the higher one is the later one.
 */
export function nextEvent(random: Random, flight: OracleEvent, index: number, now: number): OracleEvent {
  const terminals = airport.terminals.map(({ code }) => code);
  const delayMinutes = random.integer(5, 120);
  const newDepTime = iso(Date.parse(String(flight.facts.scheduledTime)) + delayMinutes * MINUTE_MS);
  const gate = String(random.integer(1, 90));
  const { event, facts } = random.pick<Pick<OracleEvent, "event" | "facts">>([
    { event: "FlightBoarding", facts: {} },
    { event: "FlightFinalCall", facts: {} },
    { event: "FlightCancelled", facts: { reason: "weather" } },
    { event: "FlightReinstated", facts: {} },
    { event: "FlightDelayed", facts: { delayMinutes, newDepTime } },
    { event: "FlightDelayed", facts: { delayMinutes, newDepTime } },
    { event: "FlightGateChanged", facts: { gate } },
    { event: "FlightGateChanged", facts: { gate, terminal: random.pick(terminals) } },
  ]);
  return { ...flight, id: `event-${String(index).padStart(8, "0")}`, time: iso(now), event, facts };
}
