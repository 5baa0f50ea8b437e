import { expect, test } from "vitest";
import { boardTimeFormat } from "./board-time";

const dst = "IANA time zone database";
const timeCases = [
  { zone: "America/New_York", instant: "2024-01-25T17:45:09Z", expected: "12:45", date: "2024-01-25", source: "EST" },
  {
    zone: "America/New_York",
    instant: "2024-03-10T06:59:00Z",
    expected: "01:59",
    date: "2024-03-10",
    source: `${dst}: before spring forward`,
  },
  {
    zone: "America/New_York",
    instant: "2024-03-10T07:00:00Z",
    expected: "03:00",
    date: "2024-03-10",
    source: `${dst}: after spring forward`,
  },
  {
    zone: "Europe/Berlin",
    instant: "2024-10-27T00:30:00Z",
    expected: "02:30",
    date: "2024-10-27",
    source: `${dst}: before fall back`,
  },
  {
    zone: "Europe/Berlin",
    instant: "2024-10-27T01:30:00Z",
    expected: "02:30",
    date: "2024-10-27",
    source: `${dst}: after fall back`,
  },
  {
    zone: "Australia/Lord_Howe",
    instant: "2024-04-06T15:00:00Z",
    expected: "01:30",
    date: "2024-04-07",
    source: `${dst}: half an hour`,
  },
  {
    zone: "Asia/Kathmandu",
    instant: "2024-01-25T18:15:00Z",
    expected: "00:00",
    date: "2024-01-26",
    source: "UTC+5:45, midnight is 00",
  },
];

test.each(timeCases)("$instant in $zone is $expected ($source)", ({ zone, instant, expected, date }) => {
  const format = boardTimeFormat(zone, "en");
  expect([format.timeOfDay(Date.parse(instant)), format.date(Date.parse(instant))]).toEqual([expected, date]);
});

test("a format is made once for a zone and language", () => {
  expect(boardTimeFormat("Europe/Paris", "en")).toBe(boardTimeFormat("Europe/Paris", "en"));
  expect(boardTimeFormat("Europe/Paris", "en")).not.toBe(boardTimeFormat("Europe/Berlin", "en"));
});

test("days between local dates are whole, over a change of the clocks too", () => {
  const format = boardTimeFormat("America/New_York", "en");
  expect(format.daysBetween("2024-03-09", "2024-03-11")).toBe(2);
  expect(format.daysBetween("2024-03-01", "2024-02-29")).toBe(-1);
});
