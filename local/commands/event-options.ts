import type { Airport } from "../../amplify/airport.js";
import { infoTypeOf } from "../../amplify/data/status-update/event-info.js";
import { flightEvents, type FlightDirection, type FlightEventName } from "../../amplify/events/flight-event.js";
import { flightEvent, secondsPrecise, type FlightBusEvent } from "../flight-events/bus-event.js";
import { refusalByBackend } from "../flight-events/contract.js";
import { isFlightEventName } from "../flight-events/event-facts.js";
import * as fields from "../flight-events/flight-fields.js";
import { dateOf, parseDate, parseLocalMoment, parseMoment } from "../flight-events/local-time.js";
import { UnexpectedValue, shown } from "../flight-events/unexpected-value.js";
import { CommandError } from "./command-error.js";

/** What is known when an option is read. */
interface Flight {
  readonly date: string;
  readonly direction: FlightDirection;
  readonly airport: Airport;
}

/** An option of `events send` that carries a fact of some events. */
interface FactOption {
  /** As commander declares it. */
  readonly flags: string;
  readonly description: string;
  readonly events: readonly FlightEventName[];
  /** Name of the fact in the event's info. */
  fact(flight: Flight): string;
  /** @throws UnexpectedValue */
  read(field: string, text: string, flight: Flight): unknown;
}

const localTime = (field: string, text: string, { date, airport }: Flight): string =>
  secondsPrecise(parseLocalMoment(field, text, date, airport.timeZone));

/** Options that carry facts, by the name that commander gives their values. */
export const factOptions = {
  minutes: {
    flags: "--minutes <minutes>",
    description: "minutes later than scheduled",
    events: ["FlightDelayed"],
    fact: () => "delayMinutes",
    read: fields.parseMinutes,
  },
  newTime: {
    flags: "--new-time <time>",
    description: "new estimated time: HH:mm at the airport, or ISO 8601 with zone",
    events: ["FlightDelayed"],
    fact: ({ direction }) => (direction === "ARRIVAL" ? "newArrTime" : "newDepTime"),
    read: localTime,
  },
  delayCode: {
    flags: "--delay-code <code>",
    description: "IATA delay code: 93 is late aircraft",
    events: ["FlightDelayed"],
    fact: () => "delayCode",
    read: fields.parseDelayCode,
  },
  gate: {
    flags: "--gate <gate>",
    description: "gate",
    events: ["FlightGateChanged", "FlightScheduled"],
    fact: () => "gate",
    read: fields.parsePlace,
  },
  terminal: {
    flags: "--terminal <terminal>",
    description: "terminal",
    events: ["FlightGateChanged", "FlightScheduled"],
    fact: () => "terminal",
    read: (field, text, { airport }) => fields.parseTerminal(field, text, airport),
  },
  reason: {
    flags: "--reason <text>",
    description: "why the flight is cancelled",
    events: ["FlightCancelled"],
    fact: () => "reason",
    read: (_field, text) => text,
  },
  airport: {
    flags: "--airport <code>",
    description: "IATA code of the airport that the flight goes to, or comes from",
    events: ["FlightDiverted", "FlightScheduled"],
    fact: () => "airport",
    read: fields.parseAirport,
  },
  belt: {
    flags: "--belt <belt>",
    description: "baggage belt",
    events: ["FlightBaggageOnBelt"],
    fact: () => "belt",
    read: fields.parsePlace,
  },
  scheduledTime: {
    flags: "--scheduled-time <time>",
    description: "scheduled time: HH:mm at the airport, or ISO 8601 with zone",
    events: ["FlightScheduled"],
    fact: () => "scheduledTime",
    read: localTime,
  },
  via: {
    flags: "--via <codes>",
    description: "IATA codes of the stops between, parted by commas",
    events: ["FlightScheduled"],
    fact: () => "via",
    read: fields.parseAirports,
  },
  codeshare: {
    flags: "--codeshare <flights>",
    description: "partners' flight numbers, like AA4321, parted by commas",
    events: ["FlightScheduled"],
    fact: () => "codeshares",
    read: fields.parseCodeshares,
  },
} as const satisfies Record<string, FactOption>;

type FactOptionName = keyof typeof factOptions;

/** The values of `events send`, as they were typed. */
export type SendValues = Readonly<
  Partial<Record<FactOptionName | "carrier" | "number" | "date" | "direction" | "message" | "time" | "id", string>>
>;

/** The options that belong to an event, as typed: `--gate`. */
export function optionsOfEvent(event: FlightEventName): string[] {
  return factEntries().flatMap(([, option]) => (option.events.includes(event) ? [longFlag(option)] : []));
}

/**
 * Makes the event that the values describe.
 * @param now milliseconds since 1970, for what was left out
 * @throws CommandError for an unknown event and for options that are missing or belong to other events
 * @throws UnexpectedValue for values of another form
 */
export function eventFromOptions(eventName: string, values: SendValues, airport: Airport, now: number): FlightBusEvent {
  const event = knownEvent(eventName);
  refuseForeignOptions(event, values);
  const date = values.date === undefined ? dateOf(now, airport.timeZone) : parseDate("--date", values.date);
  const given = values.direction === undefined ? undefined : fields.parseDirection("--direction", values.direction);
  const implied = flightEvents[event].direction;
  if (given !== undefined && implied !== undefined && given !== implied) {
    throw new UnexpectedValue("--direction", `${implied}, the only direction that has a ${event}`, shown(given));
  }
  const flight: Flight = { date, direction: given ?? implied ?? "DEPARTURE", airport };
  const carrier = fields.parseCarrier("--carrier", needed(event, "--carrier", values.carrier));
  const number = fields.parseFlightNumber("--number", needed(event, "--number", values.number));

  const made = flightEvent({
    event,
    flight: { date, carrier, number, ...(given === undefined ? {} : { direction: given }) },
    time: values.time === undefined ? now : parseMoment("--time", values.time),
    // The table of options and infoTypeOf name the same facts (a test holds them together).
    facts: factsOf(event, values, flight),
    message: values.message,
    id: values.id === undefined ? undefined : fields.parseEventId("--id", values.id),
  });
  const refusal = refusalByBackend(made, secondsPrecise(now));
  if (refusal !== undefined)
    throw new CommandError(refusal, `Options of ${event}: ${optionsOfEvent(event).join(", ")}.`);
  return made;
}

function knownEvent(name: string): FlightEventName {
  if (isFlightEventName(name)) return name;
  throw new CommandError(
    `${shown(name)} is not a flight event.`,
    `Events are ${Object.keys(flightEvents).join(", ")}.`,
  );
}

function refuseForeignOptions(event: FlightEventName, values: SendValues): void {
  const foreign = factEntries().filter(
    ([name, option]) => values[name] !== undefined && !option.events.includes(event),
  );
  if (foreign.length === 0) return;
  const own = optionsOfEvent(event);
  const flags = foreign.map(([, option]) => longFlag(option)).join(", ");
  throw new CommandError(
    `${flags}: not ${foreign.length === 1 ? "an option" : "options"} of ${event}.`,
    own.length === 0
      ? `${event} carries no facts; --message is free text with any event.`
      : `Options of ${event}: ${own.join(", ")}.`,
  );
}

function factsOf(event: FlightEventName, values: SendValues, flight: Flight): Record<string, unknown> {
  const options = factEntries().filter(([, option]) => option.events.includes(event));
  for (const choices of infoTypeOf(event).required) {
    const fitting = options.filter(([, option]) => choices.includes(option.fact(flight)));
    if (fitting.some(([name]) => values[name] !== undefined)) continue;
    throw new CommandError(
      `${event} needs ${fitting.map(([, option]) => longFlag(option)).join(" or ")}.`,
      `Options of ${event}: ${optionsOfEvent(event).join(", ")}.`,
    );
  }
  return Object.fromEntries(
    options.flatMap(([name, option]) => {
      const text = values[name];
      return text === undefined ? [] : [[option.fact(flight), option.read(longFlag(option), text, flight)]];
    }),
  );
}

function needed(event: FlightEventName, flag: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new CommandError(
    `${event} needs ${flag}.`,
    `For example: npm run events -- send ${event} --carrier JK --number 123`,
  );
}

/** The table as a list, its entries seen as what they have in common. */
export function factEntries(): [FactOptionName, FactOption][] {
  return Object.entries(factOptions) as [FactOptionName, FactOption][];
}

function longFlag(option: FactOption): string {
  return option.flags.replace(/ .*/, "");
}
