import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { airport, type Airport } from "../../amplify/airport.js";
import { flightEvents, type FlightEventName } from "../../amplify/events/flight-event.js";
import type { BusEvent, FlightBusEvent } from "../flight-events/bus-event.js";
import { refusalByBackend } from "../flight-events/contract.js";
import { isFlightEventName } from "../flight-events/event-facts.js";
import { dateOf } from "../flight-events/local-time.js";
import { sampleAirlines } from "./airlines.js";
import { eventsOf, timelineOf } from "./day-timeline.js";
import { flightsPerDay, sampleDay } from "./sample-day.js";
import type { FlightCourse } from "./flight-course.js";

const heathrow: Airport = {
  iata: "LHR",
  name: "London Heathrow",
  city: "London",
  timeZone: "Europe/London",
  terminals: [
    { code: "2", name: "Terminal 2" },
    { code: "3", name: "Terminal 3" },
    { code: "4", name: "Terminal 4" },
    { code: "5", name: "Terminal 5" },
  ],
};
const oneTerminal: Airport = {
  ...heathrow,
  iata: "BOG",
  timeZone: "America/Bogota",
  terminals: [{ code: "1", name: "1" }],
};
/** Clocks are changed at midnight: the day begins at 01:00. */
const cairo: Airport = { ...oneTerminal, iata: "CAI", timeZone: "Africa/Cairo" };

const cases = [
  { at: airport, date: "2026-01-15", source: "a winter day" },
  { at: airport, date: "2026-03-08", source: "clocks put forward at 02:00" },
  { at: airport, date: "2026-11-01", source: "clocks put back at 02:00" },
  { at: heathrow, date: "2026-07-01", source: "four terminals" },
  { at: oneTerminal, date: "2026-07-01", source: "one terminal" },
  { at: cairo, date: "2026-04-24", source: "no midnight" },
];

/** What may come directly after what, for displays; the other events can come at any time before boarding. */
const order: readonly FlightEventName[] = [
  "FlightBoarding",
  "FlightFinalCall",
  "FlightGateClosed",
  "FlightPushBack",
  "FlightTookOff",
  "FlightLanded",
  "FlightArrived",
  "FlightBaggageOnBelt",
];

function names(course: FlightCourse): FlightEventName[] {
  return course.events.map(({ detail }) => detail.event);
}

describe.each(cases)("sampleDay of $at.iata on $date ($source)", ({ at, date }) => {
  const timeline = timelineOf(sampleDay(at, date));
  const { flights } = timeline.day;

  it("has as many flights as it should, all on the date, each number once a direction", () => {
    expect(flights).toHaveLength(flightsPerDay);
    expect(new Set(flights.map(({ scheduled }) => dateOf(scheduled, at.timeZone)))).toEqual(new Set([date]));
    expect(
      new Set(flights.map(({ carrier, number, direction }) => `${carrier}${String(number)}${direction}`)).size,
    ).toBe(flightsPerDay);
  });

  it("flies known airlines to other airports from terminals that there are", () => {
    const terminals = at.terminals.map(({ code }) => code);
    for (const flight of flights) {
      expect(sampleAirlines.map(({ code }) => code)).toContain(flight.carrier);
      expect(terminals).toContain(flight.terminal);
      expect(flight.gate.startsWith(flight.terminal)).toBe(true);
      expect(flight.airport).not.toBe(at.iata);
      expect(flight.scheduled % 300_000).toBe(0);
    }
  });

  it("makes only events that the backend takes", () => {
    const events = timeline.courses.flatMap(({ events: all }) => all);
    expect(events.map((event) => refusalByBackend(event)).filter((refusal) => refusal !== undefined)).toEqual([]);
  });

  it("gives every event an id of its own", () => {
    const ids = timeline.events.map(({ detail }) => (detail as { id: string }).id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("begins every flight with its schedule, and keeps its events apart and in order", () => {
    for (const { events } of timeline.courses) {
      expect(events[0]?.detail.event).toBe("FlightScheduled");
      const times = events.map(({ time }) => Date.parse(time));
      times.slice(1).forEach((time, index) => expect(time).toBeGreaterThan(times[index] ?? Number.POSITIVE_INFINITY));
    }
  });

  it("ends every flight plausibly", () => {
    for (const course of timeline.courses) {
      const happened = names(course);
      const phases = happened.filter((name) => order.includes(name));
      expect(phases).toEqual([...phases].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
      const last = happened.at(-1);
      const endings =
        course.flight.direction === "DEPARTURE"
          ? ["FlightTookOff", "FlightCancelled"]
          : ["FlightBaggageOnBelt", "FlightCancelled", "FlightDiverted"];
      expect(endings).toContain(last);
      const boarding = happened.indexOf("FlightBoarding");
      const changes = happened.lastIndexOf("FlightDelayed");
      if (boarding !== -1) expect(changes).toBeLessThan(boarding);
      if (happened.includes("FlightReinstated")) {
        expect(happened.indexOf("FlightReinstated")).toBeGreaterThan(happened.indexOf("FlightCancelled"));
      }
    }
  });

  it("tells the truth with its last estimate", () => {
    for (const { flight, events, delay } of timeline.courses) {
      const last = events.findLast(({ detail }) => detail.event === "FlightDelayed");
      const end = events.find(({ detail }) => detail.event === "FlightPushBack" || detail.event === "FlightArrived");
      if (last === undefined || end === undefined) continue;
      const { delayMinutes } = JSON.parse(last.detail.info ?? "{}") as { delayMinutes: number };
      expect(delayMinutes).toBe(delay?.minutes);
      expect(Math.floor((Date.parse(end.time) - flight.scheduled) / 60_000)).toBe(delayMinutes);
    }
  });

  it("puts events on the bus that are not for passengers, under names that no rule knows", () => {
    const others = timeline.events.filter(({ detail }) => !isFlightEvent(detail));
    expect(others.length).toBeGreaterThan(100);
    const detailTypes = Object.values(flightEvents).map(({ detailType }): string => detailType);
    for (const event of others) expect(detailTypes).not.toContain(event["detail-type"]);
  });
});

describe("the day's shape", () => {
  const { flights } = sampleDay(airport, "2026-01-15");
  const departures = flights.filter(({ direction }) => direction === "DEPARTURE");
  const inHours = (from: number, to: number): number =>
    departures.filter(({ scheduled }) => {
      const { hour } = DateTime.fromMillis(scheduled, { zone: airport.timeZone });
      return hour >= from && hour < to;
    }).length;

  it("is busy in the morning and in the evening and quiet at night", () => {
    expect(inHours(6, 9)).toBeGreaterThan(inHours(11, 14));
    expect(inHours(16, 19)).toBeGreaterThan(inHours(11, 14));
    expect(inHours(0, 5)).toBeLessThan(20);
  });

  it("has codeshares and every terminal", () => {
    expect(flights.filter(({ codeshares }) => codeshares.length > 0).length).toBeGreaterThan(100);
    expect(new Set(flights.map(({ terminal }) => terminal))).toEqual(new Set(["A", "B", "C"]));
  });

  it("keeps two aircraft from one gate at a time", () => {
    const atGate = new Map<string, number>();
    for (const { gate, scheduled } of flights) {
      expect(scheduled - (atGate.get(gate) ?? 0)).toBeGreaterThanOrEqual(50 * 60_000);
      atGate.set(gate, scheduled);
    }
  });
});

describe("the seed", () => {
  const events = (date: string, seed?: string): readonly BusEvent[] => eventsOf(sampleDay(airport, date, seed));

  it("decides everything", () => {
    expect(events("2026-01-15")).toEqual(events("2026-01-15"));
    expect(events("2026-01-15")).not.toEqual(events("2026-01-15", "another"));
    expect(sampleDay(airport, "2026-01-15").flights[0]?.number).not.toBe(
      sampleDay(airport, "2026-01-16").flights[0]?.number,
    );
  });
});

function isFlightEvent(detail: object): detail is FlightBusEvent["detail"] {
  return "event" in detail && typeof detail.event === "string" && isFlightEventName(detail.event);
}
