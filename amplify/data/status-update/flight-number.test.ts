import { describe, expect, it } from "vitest";
import { carrierOf, flightNumberOf } from "./flight-number.js";

describe("carrierOf", () => {
  it.each([
    { text: "JK", expected: "JK", source: "IATA, two letters" },
    { text: "jk", expected: "JK", source: "upper-cased" },
    { text: "U2", expected: "U2", source: "IATA, letter and digit" },
    { text: "9W", expected: "9W", source: "IATA, digit and letter" },
    { text: "BAW", expected: "BAW", source: "ICAO, three letters" },
    { text: "J", expected: undefined, source: "too short" },
    { text: "ABCD", expected: undefined, source: "too long" },
    { text: "J-", expected: undefined, source: "letters and digits only" },
    { text: "ÜK", expected: undefined, source: "A to Z only" },
    { text: "", expected: undefined, source: "nothing" },
  ])("$text: $expected ($source)", ({ text, expected }) => {
    expect(carrierOf(text)).toBe(expected);
  });
});

describe("flightNumberOf", () => {
  it.each([
    { text: "JK+123", expected: { carrier: "JK", num: 123 }, source: "published example" },
    { text: "JK123", expected: { carrier: "JK", num: 123 }, source: "as printed on tickets" },
    { text: "JK 123", expected: { carrier: "JK", num: 123 }, source: "+ in a URL is read as a space" },
    { text: "jk123", expected: { carrier: "JK", num: 123 }, source: "upper-cased" },
    { text: "BAW123", expected: { carrier: "BAW", num: 123 }, source: "three letters: ICAO" },
    { text: "BAW+123", expected: { carrier: "BAW", num: 123 }, source: "three letters: ICAO" },
    { text: "U2123", expected: { carrier: "U2", num: 123 }, source: "a digit in the designator: IATA" },
    { text: "9W12", expected: { carrier: "9W", num: 12 }, source: "a digit in the designator: IATA" },
    { text: "A1B+7", expected: { carrier: "A1B", num: 7 }, source: "the separator decides" },
    { text: "JK0007", expected: { carrier: "JK", num: 7 }, source: "leading zeros" },
    { text: "JK9999", expected: { carrier: "JK", num: 9999 }, source: "highest" },
    { text: "JK0", expected: undefined, source: "lowest is 1" },
    { text: "JK12345", expected: undefined, source: "four digits at most" },
    { text: "JK", expected: undefined, source: "no number" },
    { text: "JK+", expected: undefined, source: "no number" },
    { text: "+123", expected: undefined, source: "no carrier" },
    { text: "JK12A", expected: undefined, source: "operational suffixes are not part of it" },
    { text: "JK++12", expected: undefined, source: "one separator" },
    { text: "JK-12", expected: undefined, source: "not a separator" },
    { text: "", expected: undefined, source: "nothing" },
  ])("$text: $expected ($source)", ({ text, expected }) => {
    expect(flightNumberOf(text)).toEqual(expected);
  });
});
