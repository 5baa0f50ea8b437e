// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { boardTimeFormat, type BoardTimeFormat } from "./board-time";
import { zoneOffset } from "./zone-offset";
import { languages, type Language } from "./vocabulary";

const MINUTE = 60_000;
const tzdb = "IANA time zone database 2024a";

interface ClockChange {
  readonly zone: string;
  /** The first instant of the new offset. */
  readonly at: string;
  /** Local time of the minute before the change, and of the change itself. */
  readonly before: string;
  readonly after: string;
  /** Minutes that the clocks move forward. */
  readonly shift: number;
  readonly date: string;
  readonly zones: readonly [string, string];
}

const changes: readonly ClockChange[] = [
  {
    zone: "America/New_York",
    at: "2024-03-10T07:00:00Z",
    before: "01:59",
    after: "03:00",
    shift: 60,
    date: "2024-03-10",
    zones: ["EST", "EDT"],
  },
  {
    zone: "America/New_York",
    at: "2024-11-03T06:00:00Z",
    before: "01:59",
    after: "01:00",
    shift: -60,
    date: "2024-11-03",
    zones: ["EDT", "EST"],
  },
  {
    zone: "Europe/Madrid",
    at: "2024-03-31T01:00:00Z",
    before: "01:59",
    after: "03:00",
    shift: 60,
    date: "2024-03-31",
    zones: ["Central European Time", "Central European Time"],
  },
  {
    zone: "Europe/Madrid",
    at: "2024-10-27T01:00:00Z",
    before: "02:59",
    after: "02:00",
    shift: -60,
    date: "2024-10-27",
    zones: ["Central European Time", "Central European Time"],
  },
  {
    zone: "Australia/Lord_Howe",
    at: "2024-04-06T15:00:00Z",
    before: "01:59",
    after: "01:30",
    shift: -30,
    date: "2024-04-07",
    zones: ["Lord Howe Time", "Lord Howe Time"],
  },
  {
    zone: "Australia/Lord_Howe",
    at: "2024-10-05T15:30:00Z",
    before: "01:59",
    after: "02:30",
    shift: 30,
    date: "2024-10-06",
    zones: ["Lord Howe Time", "Lord Howe Time"],
  },
];

/** Device zones that would each disturb another case: no change of clocks, opposite season, half hours, date line. */
const deviceZones = ["UTC", "Asia/Tokyo", "America/St_Johns", "Pacific/Kiritimati", "Europe/London"];

describe.each(deviceZones)("on a device in %s", (deviceZone) => {
  let makeFormat: typeof boardTimeFormat;
  beforeEach(async () => {
    vi.stubEnv("TZ", deviceZone);
    vi.resetModules();
    // A module of its own: formats are kept, and those made under another zone would prove nothing.
    ({ boardTimeFormat: makeFormat } = await import("./board-time"));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test("the device really is in that zone", () => {
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(deviceZone);
    const noon = Date.parse("2024-07-01T12:00:00Z");
    expect(new Date(noon).getTimezoneOffset() + zoneOffset(deviceZone).at(noon)).toBe(0);
  });

  test.each(changes)(`$zone, $at: from $before to $after (${tzdb})`, ({ zone, at, before, after, date, zones }) => {
    const format = makeFormat(zone, "en");
    const instant = Date.parse(at);
    expect([format.timeOfDay(instant - MINUTE), format.timeOfDay(instant)]).toEqual([before, after]);
    expect([format.timeWithSeconds(instant - 1_000), format.timeWithSeconds(instant)]).toEqual([
      `${before}:59`,
      `${after}:00`,
    ]);
    expect([format.date(instant - MINUTE), format.date(instant)]).toEqual([date, date]);
    expect([format.zoneName(instant - MINUTE), format.zoneName(instant)]).toEqual(zones);
  });

  test.each(changes)("$zone, $date: +1 exactly from midnight on", (change) => {
    const format = makeFormat(change.zone, "en");
    const today = change.date;
    const halves = timesOfDay(format, change, 30);
    const first = halves[0] ?? Number.NaN;
    const last = (halves.at(-1) ?? Number.NaN) + 29 * MINUTE;
    const daysFrom = (instant: number) => format.daysBetween(today, format.date(instant));
    expect([first - MINUTE, first, last, last + MINUTE].map(daysFrom)).toEqual([-1, 0, 0, 1]);
    // A day of 23 or 25 hours is one day.
    expect(daysFrom(last + MINUTE + 24 * 60 * MINUTE)).toBe(2);
  });
});

/** Every `step` minutes that have the date of the change, in order. */
function timesOfDay(format: BoardTimeFormat, change: ClockChange, step: number): readonly number[] {
  const around = Date.parse(change.at);
  const times: number[] = [];
  for (let instant = around - 36 * 60 * MINUTE; instant < around + 36 * 60 * MINUTE; instant += step * MINUTE) {
    if (format.date(instant) === change.date) times.push(instant);
  }
  return times;
}

test.each(changes)("$zone, $date: the day has every minute once, the doubled ones told apart", (change) => {
  const format = boardTimeFormat(change.zone, "en");
  const times = timesOfDay(format, change, 1);
  expect(times).toHaveLength(1440 - change.shift);
  const texts = times.map((instant) => format.timeOfDay(instant));
  expect([texts[0], texts.at(-1)]).toEqual(["00:00", "23:59"]);
  // No minute of the gap is ever written, and each of the doubled ones is written twice.
  expect(new Set(texts).size).toBe(1440 - Math.max(0, change.shift));
  expect(new Set(times.map(format.unmistakableTime)).size).toBe(times.length);
  const doubled = times.filter((instant) => format.repeatedTime(instant) !== undefined);
  expect(doubled).toHaveLength(2 * Math.max(0, -change.shift));
});

describe("the two instants of a doubled time", () => {
  test.each([
    { zone: "America/New_York", first: "2024-11-03T05:30:00Z", minutes: 60, expected: ["UTC−4", "UTC−5"] },
    { zone: "Europe/Madrid", first: "2024-10-27T00:30:00Z", minutes: 60, expected: ["UTC+2", "UTC+1"] },
    { zone: "Europe/London", first: "2024-10-27T00:30:00Z", minutes: 60, expected: ["UTC+1", "UTC+0"] },
    { zone: "Australia/Lord_Howe", first: "2024-04-06T14:45:00Z", minutes: 30, expected: ["UTC+11", "UTC+10:30"] },
    { zone: "Antarctica/Troll", first: "2024-10-27T00:30:00Z", minutes: 120, expected: ["UTC+2", "UTC+0"] },
  ])(`$zone: $expected (${tzdb})`, ({ zone, first, minutes, expected }) => {
    const format = boardTimeFormat(zone, "en");
    const one = Date.parse(first);
    const other = one + minutes * MINUTE;
    expect(format.timeOfDay(one)).toBe(format.timeOfDay(other));
    expect([format.repeatedTime(one), format.repeatedTime(other)]).toEqual(expected);
    expect(format.unmistakableTime(one)).toBe(`${format.timeOfDay(one)} ${expected[0] ?? ""}`);
  });

  test("a zone whose clocks never change has none", () => {
    const format = boardTimeFormat("Asia/Dubai", "ar");
    const noon = Date.parse("2024-11-03T08:00:00Z");
    expect([noon, noon + 12 * 60 * MINUTE].map(format.repeatedTime)).toEqual([undefined, undefined]);
  });
});

test("an unknown zone is refused", () => {
  expect(() => boardTimeFormat("Mars/Olympus", "en")).toThrow(RangeError);
});

describe("in every language", () => {
  const instant = Date.parse("2024-01-25T22:05:09Z");

  test.each(languages)("%s: 24-hour times in the digits 0 to 9", (language) => {
    const format = boardTimeFormat("Europe/Madrid", language);
    expect(format.timeOfDay(instant)).toBe("23:05");
    expect(format.timeWithSeconds(instant)).toBe("23:05:09");
    expect(format.timeOfDay(Date.parse("2024-01-25T23:00:00Z"))).toBe("00:00");
    expect(format.date(instant)).toBe("2024-01-25");
  });

  const dates: Readonly<Record<Language, string>> = {
    en: "Thursday, January 25",
    es: "jueves, 25 de enero",
    de: "Donnerstag, 25. Januar",
    fr: "jeudi 25 janvier",
    ar: "الخميس، 25 يناير",
    zh: "1月25日星期四",
    ja: "1月25日木曜日",
  };
  test.each(languages)("%s: long date as CLDR has it, in Latin digits", (language) => {
    expect(boardTimeFormat("Europe/Madrid", language).longDate(instant)).toBe(dates[language]);
  });

  const zones: readonly { readonly zone: string; readonly expected: Readonly<Record<Language, string>> }[] = [
    {
      zone: "America/New_York",
      expected: {
        en: "EST",
        es: "hora oriental",
        de: "Nordamerikanische Ostküstenzeit",
        fr: "heure de l’Est nord-américain",
        ar: "التوقيت الشرقي لأمريكا الشمالية",
        zh: "北美东部时间",
        ja: "米国東部時間",
      },
    },
    {
      zone: "Europe/Berlin",
      expected: {
        en: "Central European Time",
        es: "CET",
        de: "MEZ",
        fr: "heure d’Europe centrale",
        ar: "توقيت وسط أوروبا",
        zh: "中欧时间",
        ja: "中央ヨーロッパ時間",
      },
    },
  ];
  describe.each(zones)("$zone has a name", ({ zone, expected }) => {
    test.each(languages)("%s", (language) => {
      expect(boardTimeFormat(zone, language).zoneName(instant)).toBe(expected[language]);
    });
  });
});
