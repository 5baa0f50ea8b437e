import type { Airport } from "../../amplify/airport.js";
import type { FlightDirection } from "../../amplify/events/flight-event.js";
import { momentOfLocalTime, shiftDate, startOfDate } from "../flight-events/local-time.js";
import { seededRandom, type Random } from "../random.js";
import { overnightAirports, sampleAirlines, stopsOnTheWay, type SampleAirline } from "./airlines.js";
import { gatesOf, sampleSeed, type SampleDay, type SampleFlight } from "./sample-flight.js";

/** Departures and arrivals of a day together. */
export const flightsPerDay = 600;

const minute = 60_000;

/** How long an aircraft keeps a gate that no other may have meanwhile. */
const gateMinutes = 50;

/** The day's schedule is published one flight after the other, from 18:00 of the evening before. */
const publishedFromMinutes = 18 * 60;
const publishedEveryMs = 2_000;

/** How busy each hour of the clock is, 0 to 23: a morning bank, an evening bank, and a little all through the night. */
const busyHours: { readonly [Direction in FlightDirection]: readonly number[] } = {
  DEPARTURE: [0.5, 0.4, 0.4, 0.4, 0.5, 2, 5, 6, 6, 4.5, 3.5, 3, 3, 3.2, 3.6, 4.2, 5, 5.6, 5.4, 4.6, 3.6, 2.8, 2, 1.4],
  ARRIVAL: [1.2, 0.6, 0.4, 0.4, 0.8, 1.6, 2.2, 3, 4, 4.4, 4, 3.6, 3.4, 3.6, 4.2, 5, 5.6, 5.6, 5, 4.6, 4.4, 4, 3.2, 2.2],
};

/** Long-haul departures leave in the evening; arrivals from there come in the early afternoon. */
const overnightHours: { readonly [Direction in FlightDirection]: readonly number[] } = {
  DEPARTURE: Array.from({ length: 24 }, (_, hour) => (hour >= 17 && hour <= 22 ? 1 : 0)),
  ARRIVAL: Array.from({ length: 24 }, (_, hour) => (hour >= 12 && hour <= 19 ? 1 : 0)),
};

/**
 * The schedule of one operating day: the same airport, date and seed give the same flights, number for number.
 * @param date local date, YYYY-MM-DD
 */
export function sampleDay(airport: Airport, date: string, seed: string = sampleSeed): SampleDay {
  const random = seededRandom(`${seed}/${airport.iata}/${date}`);
  const drafts = (["DEPARTURE", "ARRIVAL"] as const).flatMap((direction) =>
    draftsOf(airport, date, direction, flightsPerDay / 2, random),
  );
  drafts.sort((a, b) => a.scheduled - b.scheduled || a.number - b.number);

  const gates = new GatePlan(airport, random);
  const evening = momentOfLocalTime(shiftDate(date, -1), publishedFromMinutes, airport.timeZone);
  const published = evening ?? startOfDate(date, airport.timeZone) - (24 * 60 - publishedFromMinutes) * minute;
  const flights = drafts.map((draft, index): SampleFlight => ({
    ...draft,
    gate: gates.take(draft.terminal, draft.scheduled),
    published: published + index * publishedEveryMs,
  }));
  return { airport, date, seed, from: startOfDate(date, airport.timeZone), flights };
}

type Draft = Omit<SampleFlight, "gate" | "published">;

function draftsOf(airport: Airport, date: string, direction: FlightDirection, count: number, random: Random): Draft[] {
  const flown = new Map<string, number>();
  const numbers = new Set<string>();
  const hours = hoursOf(date, airport.timeZone);
  const terminals = airport.terminals.map(({ code }) => code);
  // An airline that flies from nowhere but here has no route.
  const airlines = sampleAirlines
    .map((airline) => ({ airline, routes: airline.routes.split(" ").filter((code) => code !== airport.iata) }))
    .filter(({ routes }) => routes.length > 0);
  return Array.from({ length: count }, () => {
    const { airline, routes } = random.weighted(airlines, ({ airline: { code, weight, most } }) =>
      (flown.get(code) ?? 0) < most ? weight : 0,
    );
    flown.set(airline.code, (flown.get(airline.code) ?? 0) + 1);
    const otherEnd = random.pick(routes);
    return {
      date,
      carrier: airline.code,
      number: numberOf(airline, direction, numbers, random),
      direction,
      airport: otherEnd,
      via: stopsOnTheWay.get(`${airline.code} ${otherEnd}`) ?? [],
      codeshares: codesharesOf(airline, random),
      scheduled: scheduledTime(hours, direction, otherEnd, random),
      terminal: random.pick(airline.terminals.map((position) => terminals[position % terminals.length] ?? "")),
    };
  });
}

/** Flights out have odd numbers and flights in even ones, as most airlines number them. */
function numberOf(airline: SampleAirline, direction: FlightDirection, taken: Set<string>, random: Random): number {
  const parity = direction === "DEPARTURE" ? 1 : 0;
  const highest = airline.most > 20 ? 1249 : 149;
  for (;;) {
    const number = random.integer(1, highest) * 2 + parity;
    const key = `${airline.code}${String(number)}`;
    if (taken.has(key)) continue;
    taken.add(key);
    return number;
  }
}

/** Partners sell under four-digit numbers of their own. */
function codesharesOf({ partners }: SampleAirline, random: Random): string[] {
  const many = random.weighted([0, 1, 2, 3], (count) => [5, 3, 2, 1][count] ?? 0);
  return random
    .shuffled(partners)
    .slice(0, many)
    .map((partner) => `${partner}${String(random.integer(4000, 9899))}`);
}

function scheduledTime(hours: readonly Hour[], direction: FlightDirection, otherEnd: string, random: Random): number {
  const weights = overnightAirports.has(otherEnd) ? overnightHours[direction] : busyHours[direction];
  const { from } = random.weighted(hours, ({ hour }) => weights[hour] ?? 0);
  return from + random.integer(0, 11) * 5 * minute;
}

/** An hour of the clock on the day, and its first moment. */
interface Hour {
  readonly hour: number;
  readonly from: number;
}

/** The hours of a date in a zone; one that clocks leave out has no flights. */
function hoursOf(date: string, timeZone: string): Hour[] {
  return Array.from({ length: 24 }, (_, hour) => ({
    hour,
    from: momentOfLocalTime(date, hour * 60, timeZone),
  })).flatMap(({ hour, from }) => (from === undefined ? [] : [{ hour, from }]));
}

/** Gives gates so that no two aircraft need one at the same time, as long as there are gates. */
class GatePlan {
  private readonly freeFrom = new Map<string, number>();

  constructor(
    private readonly airport: Airport,
    private readonly random: Random,
  ) {}

  take(terminal: string, scheduled: number): string {
    const gates = gatesOf(this.airport, terminal);
    const free = gates.filter((gate) => (this.freeFrom.get(gate) ?? 0) <= scheduled);
    const gate = this.random.pick(free.length > 0 ? free : gates);
    this.freeFrom.set(gate, scheduled + gateMinutes * minute);
    return gate;
  }
}
