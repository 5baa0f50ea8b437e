import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testExpressions } from "./expression-table.js";
import { formatDate } from "./java-date-format.js";
import { parseDate } from "./java-date-parse.js";

const FORMATTER = "https://docs.oracle.com/javase/8/docs/api/java/time/format/DateTimeFormatter.html";
const GUIDE = "https://docs.aws.amazon.com/appsync/latest/devguide/time-helpers-in-util-time-js.html";
const SMART = "https://docs.oracle.com/javase/8/docs/api/java/time/format/ResolverStyle.html#SMART";

/** 2024-01-25T16:58:37.120Z, a Thursday. */
const NOW = Date.UTC(2024, 0, 25, 16, 58, 37, 120);
const format = (pattern: string, zone?: string) =>
  `util.time.epochMilliSecondsToFormatted(${NOW}, ${[pattern, zone]
    .filter((part) => part !== undefined)
    .map((part) => JSON.stringify(part))
    .join(", ")})`;
const parse = (...args: string[]) =>
  `util.time.parseFormattedToEpochMilliSeconds(${args.map((part) => JSON.stringify(part)).join(", ")})`;

describe("util.time", () => {
  testExpressions([
    { expression: "util.time.nowISO8601()", expected: "2024-01-25T16:58:37.120Z", source: GUIDE },
    { expression: "util.time.nowEpochSeconds()", expected: 1706201917, source: GUIDE },
    { expression: "util.time.nowEpochMilliSeconds()", expected: NOW, source: GUIDE },
    {
      expression: 'util.time.nowFormatted("yyyy-MM-dd HH:mm:ssZ")',
      expected: "2024-01-25 16:58:37+0000",
      source: GUIDE,
    },
    {
      expression: 'util.time.nowFormatted("yyyy-MM-dd HH:mm:ssZ", "Australia/Perth")',
      expected: "2024-01-26 00:58:37+0800",
      source: GUIDE,
    },
    {
      expression: "util.time.epochMilliSecondsToSeconds(-1)",
      expected: -1,
      source: "floor, as java.time.Instant.getEpochSecond",
    },
    { expression: `util.time.epochMilliSecondsToISO8601(${NOW})`, expected: "2024-01-25T16:58:37.120Z", source: GUIDE },
    {
      expression: 'util.time.epochMilliSecondsToISO8601("1")',
      error: "expected milliseconds since 1970",
      source: GUIDE,
    },
    {
      expression: "util.time.nowFormatted()",
      error: "util.time.nowFormatted: the format must be a string",
      source: GUIDE,
    },
    { expression: "util.time.now()", error: "util.time.now is not implemented", source: GUIDE },
  ]);
});

describe("util.time.parseISO8601ToEpochMilliSeconds", () => {
  const iso = (text: string) => `util.time.parseISO8601ToEpochMilliSeconds(${JSON.stringify(text)})`;
  const ISO = `${FORMATTER}#ISO_OFFSET_DATE_TIME`;
  testExpressions([
    { expression: iso("2018-02-01T17:21:05.180+08:00"), expected: 1517476865180, source: GUIDE },
    { expression: iso("2024-01-25T16:58:37Z"), expected: NOW - 120, source: ISO },
    { expression: iso("2024-01-25T16:58Z"), expected: NOW - 37_120, source: ISO },
    { expression: iso("2024-01-25T11:58:37.120456789-05:00"), expected: NOW, source: ISO },
    { expression: iso("2024-02-29T00:00:00Z"), expected: Date.UTC(2024, 1, 29), source: ISO },
    { expression: iso("2023-02-29T00:00:00Z"), error: "there is no such time", source: "ISO formatters are strict" },
    { expression: iso("2024-01-25T16:58:37"), error: "timestamp with an offset", source: ISO },
    { expression: iso("yesterday"), error: "got 'yesterday'", source: ISO },
  ]);
});

describe("formatting", () => {
  testExpressions([
    { expression: format("dd MMM uuuu"), expected: "25 Jan 2024", source: FORMATTER },
    { expression: format("EEEE, d MMMM yy"), expected: "Thursday, 25 January 24", source: FORMATTER },
    { expression: format("E MMMMM EEEEE"), expected: "Thu J T", source: FORMATTER },
    { expression: format("h:mm a"), expected: "4:58 PM", source: FORMATTER },
    { expression: format("hh KK kk H"), expected: "04 04 16 16", source: FORMATTER },
    { expression: format("D DDD Q QQ QQQ QQQQ"), expected: "25 025 1 01 Q1 1st quarter", source: FORMATTER },
    { expression: format("s.S s.SSSSSS n"), expected: "37.1 37.120000 120000000", source: FORMATTER },
    { expression: format("A"), expected: "61117120", source: FORMATTER },
    { expression: format("G GGGG"), expected: "AD Anno Domini", source: FORMATTER },
    { expression: format("HH'h'mm 'o''clock' ''"), expected: "16h58 o'clock '", source: FORMATTER },
    { expression: format("yyyy-MM-dd[ HH:mm]"), expected: "2024-01-25 16:58", source: FORMATTER },
    { expression: format("X XX XXX x xx xxx"), expected: "Z Z Z +00 +0000 +00:00", source: FORMATTER },
    {
      expression: format("X XX XXX Z ZZZZ ZZZZZ O OOOO", "Asia/Kolkata"),
      expected: "+0530 +0530 +05:30 +0530 GMT+05:30 +05:30 GMT+5:30 GMT+05:30",
      source: FORMATTER,
    },
    { expression: format("HH:mm x", "America/New_York"), expected: "11:58 -05", source: FORMATTER },
    { expression: format("HH:mm XXX VV", "Europe/Berlin"), expected: "17:58 +01:00 Europe/Berlin", source: FORMATTER },
    { expression: format("z zzzz", "America/New_York"), expected: "EST Eastern Standard Time", source: FORMATTER },
    {
      expression: format("HH:mm", "+05:30"),
      expected: "22:28",
      source: "https://docs.oracle.com/javase/8/docs/api/java/time/ZoneId.html#of-java.lang.String-",
    },
    {
      expression: format("HH:mm", "UTC+2"),
      expected: "18:58",
      source: "https://docs.oracle.com/javase/8/docs/api/java/time/ZoneId.html#of-java.lang.String-",
    },
    {
      expression: format("HH:mm", "Mars/Olympus"),
      error: "Unknown time-zone ID: Mars/Olympus",
      source: "java.time.ZoneId.of",
    },
    {
      expression: format("YYYY-MM-dd"),
      error: "The letter Y of the date pattern 'YYYY-MM-dd' is not implemented",
      source: FORMATTER,
    },
    { expression: format("HHH"), error: "Pattern letter count of H is wrong: 3", source: FORMATTER },
    { expression: format("J"), error: "Unknown pattern letter: J", source: FORMATTER },
    { expression: format("'open"), error: "ends inside a quoted literal", source: FORMATTER },
    { expression: format("{yyyy}"), error: "reserved character '{'", source: FORMATTER },
    { expression: format("yyyy]"), error: "] without [", source: FORMATTER },
  ]);
});

describe("parsing", () => {
  testExpressions([
    {
      expression: parse("2018-02-01 17:21:05.180 +0800", "yyyy-MM-dd HH:mm:ss.SSS Z"),
      expected: 1517476865180,
      source: GUIDE,
    },
    {
      expression: parse("2024-01-25 11:58", "yyyy-MM-dd HH:mm", "America/New_York"),
      expected: NOW - 37_120,
      source: GUIDE,
    },
    {
      expression: parse("20240125165837120", "yyyyMMddHHmmssSSS"),
      expected: NOW,
      source: `${FORMATTER}: adjacent values`,
    },
    { expression: parse("25 January 2024 4:58 PM", "d MMMM yyyy h:mm a"), expected: NOW - 37_120, source: FORMATTER },
    { expression: parse("Thu, 25 Jan 24 16", "EEE, d MMM yy HH"), expected: Date.UTC(2024, 0, 25, 16), source: SMART },
    { expression: parse("2024-025 00:00", "yyyy-DDD HH:mm"), expected: Date.UTC(2024, 0, 25), source: FORMATTER },
    { expression: parse("2024-01-25T16:58Z", "yyyy-MM-dd'T'HH:mm[:ss]X"), expected: NOW - 37_120, source: FORMATTER },
    {
      expression: parse("2024-01-25 16:58 Europe/Berlin", "yyyy-MM-dd HH:mm VV"),
      expected: NOW - 37_120 - 3_600_000,
      source: FORMATTER,
    },
    { expression: parse("2023-02-31 10:00", "yyyy-MM-dd HH:mm"), expected: Date.UTC(2023, 1, 28, 10), source: SMART },
    { expression: parse("2024-01-24 24:00", "yyyy-MM-dd HH:mm"), expected: Date.UTC(2024, 0, 25), source: SMART },
    { expression: parse("2024-01-25 24:01", "yyyy-MM-dd HH:mm"), error: "invalid hour 24", source: SMART },
    { expression: parse("2024-01-25 16:60", "yyyy-MM-dd HH:mm"), error: "invalid minute 60", source: SMART },
    { expression: parse("2024-13-25 16:58", "yyyy-MM-dd HH:mm"), error: "invalid month 13", source: SMART },
    {
      expression: parse("Fri 2024-01-25 16:58", "E yyyy-MM-dd HH:mm"),
      error: "day of the week is not that of the date",
      source: SMART,
    },
    {
      expression: parse("2024-01-25", "yyyy-MM-dd"),
      error: "the hour is missing",
      source: "a date alone names no instant",
    },
    {
      expression: parse("01-25 16:58", "MM-dd HH:mm"),
      error: "the year is missing",
      source: "a date alone names no instant",
    },
    {
      expression: parse("2024-1-25 16:58", "yyyy-MM-dd HH:mm"),
      error: "could not be parsed at index 5",
      source: FORMATTER,
    },
    {
      expression: parse("2024-01-25 16:58 !", "yyyy-MM-dd HH:mm"),
      error: "could not be parsed at index 16",
      source: FORMATTER,
    },
  ]);

  const SEED = 20130208;
  test(`a formatted time is read back, in every zone (seed ${SEED})`, () => {
    const patterns = [
      "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
      "d MMM yyyy hh:mm:ss.SSS a Z",
      "yyyyMMddHHmmssSSSxx",
      "EEEE D yyyy HH:mm:ss.SSS OOOO",
    ];
    const zones = ["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/St_Johns"];
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1971, 0, 1), max: Date.UTC(2099, 0, 1) }),
        fc.constantFrom(...patterns),
        fc.constantFrom(...zones),
        (milliseconds, pattern, zone) => {
          expect(parseDate(formatDate(milliseconds, pattern, zone), pattern, undefined)).toBe(milliseconds);
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });
});
