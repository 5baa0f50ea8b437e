import { describe, expect, it } from "vitest";
import { airport } from "../../amplify/airport.js";
import { infoTypeOf } from "../../amplify/data/status-update/event-info.js";
import { flightEvents, type FlightEventName } from "../../amplify/events/flight-event.js";
import { refusalByBackend } from "../flight-events/contract.js";
import { eventFromOptions, factEntries, optionsOfEvent, type SendValues } from "./event-options.js";

/** 23:30 of 25 January in New York. */
const now = Date.parse("2024-01-26T04:30:00Z");
const flight = { carrier: "JK", number: "123" };
const everyEvent = Object.keys(flightEvents) as FlightEventName[];

/** Values for every option, by event. */
const full: SendValues = {
  minutes: "15",
  newTime: "23:45",
  delayCode: "93",
  gate: "C72",
  terminal: "C",
  reason: "Weather",
  airport: "LHR",
  belt: "4",
  scheduledTime: "23:50",
  via: "KEF",
  codeshare: "AA4321",
};

function ownValues(event: FlightEventName): SendValues {
  const own = factEntries().filter(([, option]) => option.events.includes(event));
  return Object.fromEntries(own.map(([name]) => [name, full[name]]));
}

describe("options of events", () => {
  it.each(everyEvent)("%s: an option for every fact of its info type", (event) => {
    const own = factEntries().filter(([, option]) => option.events.includes(event));
    const facts = own.flatMap(([, option]) =>
      (["DEPARTURE", "ARRIVAL"] as const).map((direction) => option.fact({ date: "2024-01-25", direction, airport })),
    );
    const known = Object.keys(infoTypeOf(event).facts).filter((fact) => fact !== "message");
    expect([...new Set(facts)].sort()).toEqual(known.sort());
  });

  it.each(everyEvent)("%s: with all of its options the backend takes it, and all facts are in it", (event) => {
    const made = eventFromOptions(event, { ...flight, ...ownValues(event) }, airport, now);
    expect(refusalByBackend(made)).toBeUndefined();
    expect(Object.keys(JSON.parse(made.detail.info ?? "{}") as object)).toHaveLength(optionsOfEvent(event).length);
  });
});

describe("eventFromOptions", () => {
  it("means today at the airport, now, and its local times", () => {
    const made = eventFromOptions("FlightDelayed", { ...flight, newTime: "23:45" }, airport, now);
    expect(made.detail.date).toBe("2024-01-25");
    expect(made.time).toBe("2024-01-26T04:30:00Z");
    expect(made.detail.info).toBe('{"newDepTime":"2024-01-26T04:45:00Z"}');
  });

  it("writes an arrival's new time as such", () => {
    const made = eventFromOptions("FlightDelayed", { ...flight, newTime: "23:45", direction: "arrival" }, airport, now);
    expect(made.detail).toMatchObject({ direction: "ARRIVAL", info: '{"newArrTime":"2024-01-26T04:45:00Z"}' });
  });

  it("keeps id, time and message as given", () => {
    const made = eventFromOptions(
      "FlightCancelled",
      { ...flight, id: "mine-1", time: "2024-01-25T10:00:00+01:00", message: "No crew", date: "2024-02-29" },
      airport,
      now,
    );
    expect(made).toMatchObject({
      time: "2024-01-25T09:00:00Z",
      detail: { id: "mine-1", message: "No crew", date: "2024-02-29" },
    });
  });

  it("refuses a time that the backend's clock would refuse", () => {
    expect(() => eventFromOptions("FlightBoarding", { ...flight, time: "2024-01-26T05:30:01Z" }, airport, now)).toThrow(
      /^time: expected a time up to 1 hour ahead/,
    );
  });
});
