import {
  flightEvents,
  schedulingEvent,
  type FlightDirection,
  type FlightEventName,
} from "../../events/flight-event.js";
import { capitals, consistsOf, digits } from "./alphabet.js";
import { isCalendarDate, millisecondsBetween, utcTime } from "./calendar.js";
import { infoTypeOf, type EventInfo } from "./event-info.js";
import { eventTimeOf } from "./event-time.js";
import { expectations, factOf, mostMinutes } from "./fact.js";
import { carrierOf, highestFlightNumber } from "./flight-number.js";
import { isProblem, problem, type Problem } from "./problem.js";

const idAlphabet = `${capitals}${capitals.toLowerCase()}${digits}._:-`;
const longestId = 128;

const millisecondsPerHour = 3_600_000;
/** Local dates reach 14 hours before noon UTC to 24 hours after it; the rest is for flights that move. */
const scheduleHoursFromNoon = 36;
/** So much may a flight of the latest schedule be late; further on, the year is mistyped. */
const estimateHoursFromNoon = scheduleHoursFromNoon + mostMinutes / 60;

/** `StatusUpdateInput` of the schema, as AppSync hands it over. */
export interface StatusUpdateInput {
  readonly num: number;
  readonly carrier: string;
  readonly date: string;
  readonly event: string;
  readonly message?: string | null;
  readonly extra?: string | null;
  readonly id?: string | null;
  readonly time?: string | null;
  readonly direction?: string | null;
}

/** An event as the backend takes it: checked, and every field in its one canonical form. */
export interface StatusUpdate {
  readonly num: number;
  /** Upper case. */
  readonly carrier: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly event: FlightEventName;
  readonly direction: FlightDirection;
  /** The event's own time, UTC: YYYY-MM-DDTHH:mm:ss.SSSZ. */
  readonly time: string;
  /** The publisher's id; absent where it gave none. */
  readonly id?: string;
  readonly info: EventInfo;
}

/** Which of the two mutations an event came to. */
export type MutationName = "scheduleFlight" | "updateFlightStatus";

/** The text, or undefined where there is none: an input transformer writes "" for what an event lacks. */
export function present(text: string | null | undefined): string | undefined {
  return text === null || text === "" ? undefined : text;
}

function isFlightEvent(name: string): name is FlightEventName {
  return Object.hasOwn(flightEvents, name);
}

/** The event, where it is one and came to its own mutation. */
function eventOf(event: string, mutation: MutationName): { readonly event: FlightEventName } | Problem {
  if (!isFlightEvent(event)) {
    return problem("event", "the name of a flight event", event, "See StatusEvent in the schema for all names.");
  }
  if (mutation === "scheduleFlight" && event !== schedulingEvent) {
    return problem("event", schedulingEvent, event, "Send it to updateFlightStatus instead.");
  }
  if (mutation === "updateFlightStatus" && event === schedulingEvent) {
    return problem("event", `any event but ${schedulingEvent}`, event, "Send it to scheduleFlight instead.");
  }
  return { event };
}

/** The info that `extra` and `message` make for an event. */
function infoOf(
  event: FlightEventName,
  extra: Readonly<Record<string, unknown>>,
  message: string | undefined,
): { readonly info: EventInfo } | Problem {
  const type = infoTypeOf(event);
  const facts: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(message === undefined ? extra : { ...extra, message })) {
    const kind = type.facts[name];
    const fact = kind === undefined ? undefined : factOf(kind, value);
    const field = name === "message" ? name : `extra.${name}`;
    if (kind === undefined || !Object.hasOwn(type.facts, name)) {
      const known = Object.keys(type.facts).join(", ");
      problems.push(problem(field, `a fact of ${event} (${known})`, value, "Leave it out or correct its name."));
    } else if (value !== null && value !== "" && fact === undefined) {
      problems.push(problem(field, expectations[kind], value, "Correct it or leave it out."));
    } else if (fact !== undefined) {
      facts[name] = fact;
    }
  }
  for (const choices of type.required) {
    if (!choices.some((name) => facts[name] !== undefined)) {
      problems.push(problem(`extra.${choices.join(" or extra.")}`, `it with ${event}`, undefined, "Add it."));
    }
  }
  return problems[0] ?? { info: { __typename: type.typename, ...facts } };
}

function directionOf(event: FlightEventName, info: EventInfo, given: string | undefined): FlightDirection | Problem {
  const implied: FlightDirection | undefined = flightEvents[event].direction;
  if (given === "ARRIVAL" || given === "DEPARTURE") {
    return implied === undefined || given === implied
      ? given
      : problem("direction", `${implied} or nothing with ${event}`, given, "Correct it or leave it out.");
  }
  if (given !== undefined) {
    return problem("direction", "ARRIVAL, DEPARTURE or nothing", given, "Correct it or leave it out.");
  }
  const byTimes = info.newArrTime !== undefined && info.newDepTime === undefined ? "ARRIVAL" : "DEPARTURE";
  return implied ?? byTimes;
}

/** A time of a flight must be near its date. */
function distanceProblem(
  name: "scheduledTime" | "newArrTime" | "newDepTime",
  info: EventInfo,
  date: string,
  mostHours: number,
): Problem | undefined {
  const time = info[name];
  const utc = time === undefined ? undefined : utcTime(time);
  const fromNoon = utc === undefined ? 0 : millisecondsBetween(`${date}T12:00:00.000Z`, utc);
  const most = mostHours * millisecondsPerHour;
  return fromNoon > most || fromNoon < -most
    ? problem(
        `extra.${name}`,
        `a time within ${mostHours} hours of noon UTC of date ${date}`,
        time,
        `Correct ${name} or date.`,
      )
    : undefined;
}

/** A delay must say something about this airport's end of the flight, and be one of its own date. */
function delayProblem(date: string, direction: FlightDirection, info: EventInfo): Problem | undefined {
  const estimate = direction === "ARRIVAL" ? "newArrTime" : "newDepTime";
  return info.__typename === "DelayEventInfo" && info.delayMinutes === undefined && info[estimate] === undefined
    ? problem(`extra.${estimate}`, `it or delayMinutes for ${direction}`, undefined, "Add one of them.")
    : distanceProblem(estimate, info, date, estimateHoursFromNoon);
}

/** A schedule must be of its own date, and a flight is no partner of itself. */
function scheduleProblem(date: string, flight: string, info: EventInfo): Problem | undefined {
  const { codeshares } = info;
  return codeshares !== undefined && codeshares.indexOf(flight) >= 0
    ? problem("extra.codeshares", `other flight numbers than the flight's own`, flight, "Leave it out of the list.")
    : distanceProblem("scheduledTime", info, date, scheduleHoursFromNoon);
}

/**
 * Checks an event and brings it into canonical form. `extra` is the parsed object of `input.extra`; `now`, the
 * service's clock (ISO 8601 with zone), stands in for an absent time. The first thing wrong is answered as a problem
 * that names its field.
 */
export function statusUpdateOf(
  input: StatusUpdateInput,
  extra: Readonly<Record<string, unknown>>,
  now: string,
  mutation: MutationName,
): { readonly update: StatusUpdate } | Problem {
  const { num, date } = input;
  const carrier = carrierOf(input.carrier);
  const id = present(input.id);
  if (num % 1 !== 0 || num < 1 || num > highestFlightNumber) {
    return problem("num", `a flight number from 1 to ${highestFlightNumber}`, num, "Send it without the carrier.");
  }
  if (carrier === undefined) {
    return problem("carrier", "two or three letters or digits", input.carrier, "Send the IATA or ICAO designator.");
  }
  if (!isCalendarDate(date)) {
    return problem("date", "a date of the calendar, YYYY-MM-DD", date, "Send the operating date at this airport.");
  }
  const known = eventOf(input.event, mutation);
  if (isProblem(known)) {
    return known;
  }
  const { event } = known;
  const time = eventTimeOf(present(input.time), now);
  if (typeof time !== "string") {
    return time;
  }
  if (id !== undefined && !consistsOf(id, idAlphabet, 1, longestId)) {
    return problem("id", `1 to ${longestId} of A-Z a-z 0-9 . _ : -`, id, "Leave it out to have one made.");
  }
  const taken = infoOf(event, extra, present(input.message));
  if (isProblem(taken)) {
    return taken;
  }
  const direction = directionOf(event, taken.info, present(input.direction));
  if (typeof direction !== "string") {
    return direction;
  }
  const refusedInfo =
    delayProblem(date, direction, taken.info) ?? scheduleProblem(date, `${carrier}${num}`, taken.info);
  if (refusedInfo !== undefined) {
    return refusedInfo;
  }
  const update = { num, carrier, date, event, direction, time, info: taken.info };
  return { update: id === undefined ? update : { ...update, id } };
}
