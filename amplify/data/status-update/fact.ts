import { consistsOf, digits, letters } from "./alphabet.js";
import { utcTime } from "./calendar.js";
import type { FactKind } from "./event-info.js";
import { flightNumberOf } from "./flight-number.js";
import { isPlainText } from "./plain-text.js";

const longestMessage = 500;
const longestReason = 200;
/** Gates, terminals and belts are codes, not prose. */
const longestPlace = 8;
const mostStops = 8;
const mostCodeshares = 20;
/** A day early. */
const fewestMinutes = -1440;
/** Two days late; a wider gap is another flight. */
export const mostMinutes = 2880;

/** What a text must not have in it. */
const plain = "without control characters, controls of text direction and lone surrogates";

/** What each kind of fact must look like, for error messages. */
export const expectations: Readonly<Record<FactKind, string>> = {
  airport: "an IATA airport code of three letters",
  airports: `a list of at most ${mostStops} IATA airport codes`,
  delayCode: "an IATA delay code, two digits and perhaps a letter (93, 41A)",
  flightNumbers: `a list of at most ${mostCodeshares} flight numbers (AA4321)`,
  message: `a text of 1 to ${longestMessage} characters ${plain}`,
  minutes: `a whole number from ${fewestMinutes} to ${mostMinutes}`,
  place: `1 to ${longestPlace} letters, digits or hyphens, like C72`,
  reason: `a text of 1 to ${longestReason} characters ${plain}`,
  time: "a time in ISO 8601 with zone (2024-01-25T13:15:00Z)",
};

function airportOf(value: unknown): string | undefined {
  return typeof value === "string" && consistsOf(value, letters, 3, 3) ? value.toUpperCase() : undefined;
}

function codeshareOf(value: unknown): string | undefined {
  const designator = typeof value === "string" ? flightNumberOf(value) : undefined;
  return designator === undefined ? undefined : `${designator.carrier}${designator.num}`;
}

function textOf(value: unknown, longest: number): string | undefined {
  const text = typeof value === "string" && value.trim() !== "" && value.length <= longest ? value : undefined;
  return text !== undefined && isPlainText(text) ? text : undefined;
}

/** The code of a terminal, gate or belt in upper case, or undefined where the value is none. */
export function placeOf(value: unknown): string | undefined {
  return typeof value === "string" && consistsOf(value, letters + digits + "-", 1, longestPlace)
    ? value.toUpperCase()
    : undefined;
}

/** The publisher's own text where AWSDateTime can carry it: it asks for seconds. */
function timeOf(value: unknown): string | undefined {
  if (typeof value !== "string") {
    return undefined;
  }
  const utc = utcTime(value);
  return utc !== undefined && value.charAt(16) === ":" ? value : utc;
}

function delayCodeOf(value: unknown): string | undefined {
  if (typeof value !== "string" || !consistsOf(value.slice(0, 2), digits, 2, 2)) {
    return undefined;
  }
  return value.length === 2 || consistsOf(value.slice(2), letters, 1, 1) ? value.toUpperCase() : undefined;
}

function minutesOf(value: unknown): number | undefined {
  const whole = typeof value === "number" && value % 1 === 0;
  return whole && value >= fewestMinutes && value <= mostMinutes ? value : undefined;
}

/** The elements of a list; none where the value is no list. */
function elementsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * What every element of a list became, or undefined where the value is no list or one of them was refused. A list of none
 * says that there are none.
 */
function complete(value: unknown, became: (string | undefined)[], most: number): readonly string[] | undefined {
  const taken = became.filter((element) => element !== undefined);
  return Array.isArray(value) && taken.length === became.length && became.length <= most ? taken : undefined;
}

/** The fact that a value of `extra` states, codes in upper case, or undefined where it is none of that kind. */
export function factOf(kind: FactKind, value: unknown): string | number | readonly string[] | undefined {
  switch (kind) {
    case "airport":
      return airportOf(value);
    case "airports":
      return complete(
        value,
        elementsOf(value).map((stop) => airportOf(stop)),
        mostStops,
      );
    case "delayCode":
      return delayCodeOf(value);
    case "flightNumbers":
      return complete(
        value,
        elementsOf(value).map((flight) => codeshareOf(flight)),
        mostCodeshares,
      );
    case "message":
      return textOf(value, longestMessage);
    case "minutes":
      return minutesOf(value);
    case "place":
      return placeOf(value);
    case "reason":
      return textOf(value, longestReason);
    case "time":
      return timeOf(value);
  }
}
