import { consistsOf, decimalValue, digits, letters } from "./alphabet.js";

/** Flight numbers are 1 to 9999 (IATA SSIM, flight designator). */
export const highestFlightNumber = 9999;

/** A flight designator, taken apart. */
export interface FlightNumber {
  /** IATA (two) or ICAO (three) airline designator, upper case. */
  readonly carrier: string;
  /** 1 to 9999. */
  readonly num: number;
}

/** The airline designator in upper case, or undefined where the text is none: two or three letters or digits. */
export function carrierOf(text: string): string | undefined {
  return consistsOf(text, letters + digits, 2, 3) ? text.toUpperCase() : undefined;
}

/**
 * A flight designator as people and URLs write it: `JK123`, `JK 123`, `JK+123`, `BAW123`. With nothing between, three
 * letters are an ICAO designator, else the first two characters are an IATA one. Undefined where the text is none.
 */
export function flightNumberOf(text: string): FlightNumber | undefined {
  const plus = text.indexOf("+");
  const at = plus >= 0 ? plus : text.indexOf(" ");
  const designatorLength = consistsOf(text.slice(0, 3), letters, 3, 3) ? 3 : 2;
  const carrier = carrierOf(text.slice(0, at >= 0 ? at : designatorLength));
  const number = text.slice(at >= 0 ? at + 1 : designatorLength);
  if (carrier === undefined || !consistsOf(number, digits, 1, 4)) {
    return undefined;
  }
  const num = decimalValue(number);
  return num >= 1 && num <= highestFlightNumber ? { carrier, num } : undefined;
}
