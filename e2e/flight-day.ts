import { airport } from "../amplify/airport.js";
import { seededRandom } from "../local/random.js";
import type { OracleEvent } from "./oracle.js";

/** A small day made for a test: its flights leave one a minute from five minutes from now. */
export interface FlightDay {
  /** Operating date of every flight, in the airport's zone. */
  readonly date: string;
  readonly schedule: readonly OracleEvent[];
  /** What happens to the flights, in order of time. */
  readonly events: readonly OracleEvent[];
}

/** The operating date of an instant at the airport. */
export function operatingDate(instant: Date): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: airport.timeZone }).format(instant);
}

const iso = (milliseconds: number): string => new Date(Math.floor(milliseconds / 1000) * 1000).toISOString();

/**
 * `count` departures around `now` and about four events for each, from a seed. Every event has an id and a time of its
 * own in whole seconds, the resolution of PutEvents; all of one flight are of one operating date.
 */
export function flightDay(seed: string, now: Date, count: number): FlightDay {
  const random = seededRandom(seed);
  const terminals = airport.terminals.map(({ code }) => code);
  const date = operatingDate(now);
  const schedule: OracleEvent[] = [];
  const events: OracleEvent[] = [];
  for (let index = 0; index < count; index += 1) {
    const scheduled = now.getTime() + (5 + index) * 60_000;
    const flight = { carrier: "JK", num: 100 + index, date, direction: "DEPARTURE" } as const;
    schedule.push({
      ...flight,
      id: `schedule-${flight.num}`,
      time: iso(now.getTime() - 3_600_000),
      event: "FlightScheduled",
      facts: {
        airport: random.pick(["LHR", "ORD", "FRA", "SJU", "LAX", "BOS"]),
        scheduledTime: iso(scheduled),
        terminal: random.pick(terminals),
        gate: String(random.integer(1, 40)),
      },
    });
    const what = [
      () => ({ event: "FlightBoarding", facts: {} }),
      () => ({ event: "FlightFinalCall", facts: {} }),
      () => ({ event: "FlightCancelled", facts: { reason: "weather" } }),
      () => ({ event: "FlightReinstated", facts: {} }),
      () => {
        const delayMinutes = random.integer(5, 90);
        return { event: "FlightDelayed", facts: { delayMinutes, newDepTime: iso(scheduled + delayMinutes * 60_000) } };
      },
      () => {
        const gate = String(random.integer(41, 80));
        const terminal = random.pick(terminals);
        return { event: "FlightGateChanged", facts: random.pick([{ gate, terminal }, { gate }, { terminal }]) };
      },
    ];
    for (let step = 0; step < 4; step += 1) {
      events.push({
        ...flight,
        ...random.pick(what)(),
        id: `event-${flight.num}-${step}`,
        time: iso(now.getTime() - 1_800_000 + random.integer(0, 1_700) * 1000),
      });
    }
  }
  return { date, schedule, events: events.sort((a, b) => (a.time < b.time ? -1 : 1)) };
}

/** The events in another order, one in five of them twice. */
export function shuffledWithRepeats<Event>(events: readonly Event[], seed: string): Event[] {
  const random = seededRandom(seed);
  return random.shuffled(events.flatMap((event) => (random.chance(0.2) ? [event, event] : [event])));
}
