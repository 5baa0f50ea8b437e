import { expect, test } from "vitest";
import { boardTimeFormat } from "./board-time";
import { boardWindow, operatingDates } from "./board-window";
import { defaultRetention } from "./leaving";

const issue = "a flight may be up to a day late";
const clocks = "IANA time zone database";

test.each([
  {
    zone: "America/New_York",
    now: "2024-01-25T11:00:00Z",
    expected: ["2024-01-24", "2024-01-25", "2024-01-26"],
    source: "06:00: late flights of yesterday",
  },
  {
    zone: "America/New_York",
    now: "2024-01-25T18:00:00Z",
    expected: ["2024-01-24", "2024-01-25", "2024-01-26"],
    source: `13:00: ${issue}`,
  },
  {
    zone: "America/New_York",
    now: "2024-01-26T04:59:59Z",
    expected: ["2024-01-24", "2024-01-25", "2024-01-26"],
    source: `23:59:59: ${issue}`,
  },
  {
    zone: "America/New_York",
    now: "2024-01-26T05:00:00Z",
    expected: ["2024-01-25", "2024-01-26", "2024-01-27"],
    source: "00:00: another day",
  },
  {
    zone: "America/New_York",
    now: "2024-03-02T02:00:00Z",
    expected: ["2024-02-29", "2024-03-01", "2024-03-02"],
    source: "leap day",
  },
  {
    zone: "America/New_York",
    now: "2024-03-11T04:30:00Z",
    expected: ["2024-03-10", "2024-03-11", "2024-03-12"],
    source: `${clocks}: 00:30 after a day of 23 hours`,
  },
  {
    zone: "America/New_York",
    now: "2024-11-04T04:30:00Z",
    expected: ["2024-11-02", "2024-11-03", "2024-11-04"],
    source: `${clocks}: 23:30 of a day of 25 hours`,
  },
  {
    zone: "Europe/Berlin",
    now: "2024-03-31T22:30:00Z",
    expected: ["2024-03-31", "2024-04-01", "2024-04-02"],
    source: `${clocks}: 00:30 after a day of 23 hours`,
  },
  {
    zone: "Europe/Berlin",
    now: "2024-10-27T22:30:00Z",
    expected: ["2024-10-26", "2024-10-27", "2024-10-28"],
    source: `${clocks}: 23:30 of a day of 25 hours`,
  },
])("dates to fetch at $now in $zone: $expected ($source)", ({ zone, now, expected }) => {
  const window = boardWindow(Date.parse(now), defaultRetention);
  expect(operatingDates(window, boardTimeFormat(zone, "en").date)).toEqual(expected);
});
