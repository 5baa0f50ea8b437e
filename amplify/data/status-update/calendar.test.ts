import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCalendarDate, millisecondsBetween, utcTime } from "./calendar.js";

const seed = 20240229;

describe("isCalendarDate", () => {
  it.each([
    { text: "2024-01-25", expected: true, source: "ISO 8601 calendar date" },
    { text: "2024-02-29", expected: true, source: "Gregorian calendar: a year divisible by 4" },
    { text: "2023-02-29", expected: false, source: "Gregorian calendar: not a leap year" },
    { text: "2024-02-30", expected: false, source: "issue: a real date" },
    { text: "1900-02-29", expected: false, source: "Gregorian calendar: a century" },
    { text: "2000-02-29", expected: true, source: "Gregorian calendar: divisible by 400" },
    { text: "2024-04-31", expected: false, source: "April has 30 days" },
    { text: "2024-13-01", expected: false, source: "twelve months" },
    { text: "2024-00-10", expected: false, source: "months begin at 1" },
    { text: "2024-01-00", expected: false, source: "days begin at 1" },
    { text: "2024-1-5", expected: false, source: "ISO 8601: two digits" },
    { text: "20240125", expected: false, source: "extended format only" },
    { text: "2024-01-25Z", expected: false, source: "AWSDate allows a zone, an operating date has none" },
    { text: "0024-01-25", expected: false, source: "years 1900 to 2999" },
    { text: "", expected: false, source: "nothing is no date" },
  ])("$text: $expected ($source)", ({ text, expected }) => {
    expect(isCalendarDate(text)).toBe(expected);
  });
});

describe("utcTime", () => {
  it.each([
    { text: "2024-01-25T16:58:37Z", expected: "2024-01-25T16:58:37.000Z", source: "time of the contract's event" },
    { text: "2024-01-25T16:58:37.5Z", expected: "2024-01-25T16:58:37.500Z", source: "ISO 8601 fraction" },
    { text: "2024-01-25T16:58:37.123999Z", expected: "2024-01-25T16:58:37.123Z", source: "cut to milliseconds" },
    { text: "2024-01-25T16:58Z", expected: "2024-01-25T16:58:00.000Z", source: "ISO 8601 reduced precision" },
    { text: "2024-01-25T23:30:00-05:00", expected: "2024-01-26T04:30:00.000Z", source: "next day in UTC" },
    { text: "2024-01-01T01:00:00+05:30", expected: "2023-12-31T19:30:00.000Z", source: "the year before in UTC" },
    { text: "2024-02-28T23:00:00-02:00", expected: "2024-02-29T01:00:00.000Z", source: "leap day in UTC" },
    { text: "2024-03-01T00:30:00+01:00", expected: "2024-02-29T23:30:00.000Z", source: "back to the leap day" },
    { text: "2024-12-31T23:59:59-00:01", expected: "2025-01-01T00:00:59.000Z", source: "the year after in UTC" },
    { text: "2024-01-25T16:58:37", expected: undefined, source: "a zone is asked for" },
    { text: "2024-01-25 16:58:37Z", expected: undefined, source: "ISO 8601 has a T" },
    { text: "2024-02-30T00:00:00Z", expected: undefined, source: "no such day" },
    { text: "2024-01-25T24:00:00Z", expected: undefined, source: "hours 0 to 23 (java.time)" },
    { text: "2024-01-25T16:60:00Z", expected: undefined, source: "minutes 0 to 59" },
    { text: "2024-01-25T16:58:60Z", expected: undefined, source: "leap seconds have no place in AWSDateTime" },
    { text: "2024-01-25T16:58:37.Z", expected: undefined, source: "a fraction has digits" },
    { text: "2024-01-25T16:58:37+19:00", expected: undefined, source: "offsets up to 18 hours (java.time.ZoneOffset)" },
    { text: "2024-01-25T16:58:37+0100", expected: undefined, source: "AWSDateTime: ±hh:mm" },
    { text: "2024-01-25T16:58:37 01:00", expected: undefined, source: "a sign" },
    { text: "yesterday", expected: undefined, source: "free text" },
    { text: "", expected: undefined, source: "nothing" },
  ])("$text: $expected ($source)", ({ text, expected }) => {
    expect(utcTime(text)).toBe(expected);
  });

  it(`is what Date makes of any moment in any zone (seed ${seed})`, () => {
    const moment = fc.date({ min: new Date("1901-01-01"), max: new Date("2998-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.integer({ min: -1079, max: 1079 }), (date, offset) => {
        const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const minutes = Math.abs(offset);
        const zone = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
        expect(utcTime(`${local}${offset < 0 ? "-" : "+"}${zone}`)).toBe(date.toISOString());
      }),
      { seed },
    );
  });

  it(`takes no date that Date does not have (seed ${seed})`, () => {
    const digits = (from: number, to: number) => fc.integer({ min: from, max: to });
    fc.assert(
      fc.property(digits(1900, 2999), digits(0, 14), digits(0, 33), (year, month, day) => {
        const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
        const date = new Date(`${text}T00:00:00Z`);
        expect(isCalendarDate(text)).toBe(!Number.isNaN(date.getTime()) && date.toISOString().startsWith(text));
      }),
      { seed },
    );
  });
});

describe("millisecondsBetween", () => {
  it(`is what Date makes of any two moments (seed ${seed})`, () => {
    const moment = fc.date({ min: new Date("1900-01-01"), max: new Date("2999-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(moment, moment, (from, to) => {
        expect(millisecondsBetween(from.toISOString(), to.toISOString())).toBe(to.getTime() - from.getTime());
      }),
      { seed, numRuns: 1000 },
    );
  });
});
