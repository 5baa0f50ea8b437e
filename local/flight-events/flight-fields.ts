import type { Airport } from "../../amplify/airport.js";
import type { FlightDirection } from "../../amplify/events/flight-event.js";
import { UnexpectedValue, shown } from "./unexpected-value.js";

const carrierPattern = /^[A-Z0-9]{2,3}$/;
const airportPattern = /^[A-Z]{3}$/;
const placePattern = /^[A-Z0-9-]{1,8}$/;
/** Asked before text is put into capitals: "ı" and "ß" become other letters of ASCII. */
const asciiPattern = /^[\x20-\x7e]*$/;
const flightNumberPattern = /^0*[1-9]\d{0,3}$/;
/** A designator has a letter in it: without that, "4321" would read as flight 21 of carrier 43. */
const codesharePattern = /^(?=\d*[A-Z])[A-Z0-9]{2,3}[1-9]\d{0,3}$/;
const delayCodePattern = /^\d{2}[A-Z]?$/;
const eventIdPattern = /^[A-Za-z0-9._:-]{1,128}$/;

const directionWords: Readonly<Record<string, FlightDirection>> = {
  A: "ARRIVAL",
  ARRIVAL: "ARRIVAL",
  D: "DEPARTURE",
  DEPARTURE: "DEPARTURE",
};

/** An airline designator, IATA or ICAO, in capitals. @throws UnexpectedValue */
export function parseCarrier(field: string, text: string): string {
  return matching(field, text, carrierPattern, "an airline code of two or three letters or digits");
}

/** A flight number, 1 to 9999; leading zeros are allowed. @throws UnexpectedValue */
export function parseFlightNumber(field: string, text: string): number {
  return Number(matching(field, text, flightNumberPattern, "a flight number, 1 to 9999"));
}

/** DEPARTURE or ARRIVAL, also D or A, in any case. @throws UnexpectedValue */
export function parseDirection(field: string, text: string): FlightDirection {
  const direction = directionWords[text.toUpperCase()];
  if (direction === undefined) throw new UnexpectedValue(field, "DEPARTURE or ARRIVAL", shown(text));
  return direction;
}

/** An IATA airport code in capitals. @throws UnexpectedValue */
export function parseAirport(field: string, text: string): string {
  return matching(field, text, airportPattern, "an IATA airport code, three letters");
}

/** A terminal of this airport. @throws UnexpectedValue that names the terminals there are. */
export function parseTerminal(field: string, text: string, airport: Airport): string {
  const code = text.toUpperCase();
  if (!airport.terminals.some((terminal) => terminal.code === code)) {
    const codes = airport.terminals.map((terminal) => terminal.code).join(", ");
    throw new UnexpectedValue(field, `a terminal of ${airport.iata} (${codes})`, shown(text));
  }
  return code;
}

/** A gate or belt: 1 to 8 letters, digits and hyphens, in capitals. @throws UnexpectedValue */
export function parsePlace(field: string, text: string): string {
  return matching(field, text, placePattern, "1 to 8 letters, digits or hyphens, like C72");
}

/** IATA codes of stops, parted by blanks, semicolons, bars or commas. @throws UnexpectedValue */
export function parseAirports(field: string, text: string): string[] {
  return parts(field, text).map((part) => parseAirport(field, part));
}

/** Flight numbers of partners, like AA4321, parted by blanks, semicolons, bars or commas. @throws UnexpectedValue */
export function parseCodeshares(field: string, text: string): string[] {
  return parts(field, text).map((part) =>
    matching(field, part, codesharePattern, "flight numbers with carrier, like AA4321"),
  );
}

/** An IATA delay code (AHM 730): two digits and, where it says more, a letter. @throws UnexpectedValue */
export function parseDelayCode(field: string, text: string): string {
  return matching(field, text, delayCodePattern, "an IATA delay code, like 93 or 71A");
}

/** A publisher's event id. @throws UnexpectedValue */
export function parseEventId(field: string, text: string): string {
  if (!eventIdPattern.test(text)) throw new UnexpectedValue(field, "1 to 128 of A-Z a-z 0-9 . _ : -", shown(text));
  return text;
}

/** A whole number of minutes, below 0 for earlier. @throws UnexpectedValue */
export function parseMinutes(field: string, text: string): number {
  return Number(matching(field, text, /^-?\d{1,5}$/, "a whole number of minutes"));
}

function matching(field: string, text: string, pattern: RegExp, expected: string): string {
  const capitals = text.toUpperCase();
  if (!asciiPattern.test(text) || !pattern.test(capitals)) throw new UnexpectedValue(field, expected, shown(text));
  return capitals;
}

function parts(field: string, text: string): string[] {
  const found = text.split(/[\s;|,]+/).filter((part) => part !== "");
  if (found.length === 0) throw new UnexpectedValue(field, "at least one, or nothing at all", shown(text));
  return found;
}
