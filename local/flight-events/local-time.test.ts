import { describe, expect, it } from "vitest";
import {
  dateOf,
  momentOfLocalTime,
  parseDate,
  parseLocalMoment,
  parseMoment,
  shiftDate,
  startOfDate,
} from "./local-time.js";

const newYork = "America/New_York";

describe("parseLocalMoment", () => {
  it.each([
    { text: "13:15", date: "2024-01-25", zone: newYork, expected: "2024-01-25T18:15:00Z", source: "winter" },
    { text: "13:15", date: "2024-07-25", zone: newYork, expected: "2024-07-25T17:15:00Z", source: "summer" },
    { text: "01:30", date: "2024-11-03", zone: newYork, expected: "2024-11-03T05:30:00Z", source: "twice: the first" },
    {
      text: "02:30",
      date: "2024-10-27",
      zone: "Europe/Berlin",
      expected: "2024-10-27T00:30:00Z",
      source: "twice: the first",
    },
    {
      text: "03:00",
      date: "2024-03-10",
      zone: newYork,
      expected: "2024-03-10T07:00:00Z",
      source: "right after the gap",
    },
    {
      text: "01:59",
      date: "2024-03-10",
      zone: newYork,
      expected: "2024-03-10T06:59:00Z",
      source: "right before the gap",
    },
    {
      text: "01:45",
      date: "2024-04-07",
      zone: "Australia/Lord_Howe",
      expected: "2024-04-06T14:45:00Z",
      source: "half-hour change, twice",
    },
    {
      text: "2024-01-25T13:15:00+01:00",
      date: "2024-01-25",
      zone: newYork,
      expected: "2024-01-25T12:15:00Z",
      source: "ISO",
    },
    {
      text: "2024-01-25T13:15Z",
      date: "2024-01-25",
      zone: newYork,
      expected: "2024-01-25T13:15:00Z",
      source: "ISO, no seconds",
    },
  ])("$text on $date in $zone is $expected ($source)", ({ text, date, zone, expected }) => {
    expect(parseLocalMoment("scheduled_time", text, date, zone)).toBe(Date.parse(expected));
  });

  it.each([
    {
      text: "02:30",
      date: "2024-03-10",
      zone: newYork,
      expected: /scheduled_time: .*occurs on 2024-03-10 .*"02:30"/,
      source: "gap",
    },
    { text: "00:30", date: "2024-04-26", zone: "Africa/Cairo", expected: /"00:30"/, source: "gap at midnight" },
    { text: "24:00", date: "2024-01-25", zone: newYork, expected: /HH:mm/, source: "not on a clock" },
    { text: "7:05", date: "2024-01-25", zone: newYork, expected: /HH:mm/, source: "one digit" },
    { text: "2024-01-25T13:15:00", date: "2024-01-25", zone: newYork, expected: /zone/, source: "no zone" },
    { text: "", date: "2024-01-25", zone: newYork, expected: /came nothing/, source: "empty" },
  ])("refuses $text on $date ($source)", ({ text, date, zone, expected }) => {
    expect(() => parseLocalMoment("scheduled_time", text, date, zone)).toThrow(expected);
  });
});

describe("parseMoment", () => {
  it.each(["2024-13-01T00:00:00Z", "2024-02-30T00:00:00Z", "today", "2024-01-25", "1706201917"])(
    "refuses %s",
    (text) => {
      expect(() => parseMoment("--time", text)).toThrow(/--time: expected a time with zone/);
    },
  );
});

describe("parseDate", () => {
  it.each(["2024-02-30", "2023-02-29", "25.01.2024", "2024-1-5", ""])("refuses %j", (text) => {
    expect(() => parseDate("date", text)).toThrow(/date: expected a date, YYYY-MM-DD/);
  });
  it("takes a leap day", () => {
    expect(parseDate("date", "2024-02-29")).toBe("2024-02-29");
  });
});

describe("dates in a zone", () => {
  it.each([
    { minutes: 1440, expected: "2024-01-26T05:00:00Z", source: "24:00 is the next midnight" },
    { minutes: 1500, expected: "2024-01-26T06:00:00Z", source: "past midnight" },
    { minutes: 0, expected: "2024-01-25T05:00:00Z", source: "midnight" },
  ])("$minutes minutes ($source)", ({ minutes, expected }) => {
    expect(momentOfLocalTime("2024-01-25", minutes, newYork)).toBe(Date.parse(expected));
  });

  it("names the local date and its first moment", () => {
    expect(dateOf(Date.parse("2024-01-26T04:59:59Z"), newYork)).toBe("2024-01-25");
    expect(startOfDate("2024-01-25", newYork)).toBe(Date.parse("2024-01-25T05:00:00Z"));
    expect(shiftDate("2024-03-01", -1)).toBe("2024-02-29");
  });
});
