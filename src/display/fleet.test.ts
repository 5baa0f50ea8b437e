import { describe, expect, test } from "vitest";
import { displayTitle, fleetAt, reachedBy, receiptsOf, zonesOfAddress, type DisplayReport } from "./fleet";

const now = Date.parse("2024-01-25T12:00:00Z");
const ago = (seconds: number) => new Date(now - seconds * 1_000).toISOString();

/** The service knows of a sign of life since. */
const alive = [now - 5_000];

function report(fields: Partial<DisplayReport> = {}): DisplayReport {
  return {
    id: "a",
    address: "/departures",
    version: "1",
    digest: "d1",
    rows: 12,
    rowsBeyond: 0,
    connection: "LIVE",
    feedAliveAt: ago(15),
    flightsAsOf: ago(60),
    takeoverId: null,
    takeoverPaintedAt: null,
    clockOffset: 0,
    width: 1920,
    height: 1080,
    startedAt: ago(3600),
    reportedAt: ago(10),
    ...fields,
  };
}

describe("how a display stands", () => {
  test.each([
    { given: report(), expected: "live", source: "as it should be" },
    { given: report({ connection: "RECONNECTING" }), expected: "troubled", source: "connection lost" },
    { given: report({ connection: "CONNECTING" }), expected: "troubled", source: "never had one" },
    { given: report({ feedAliveAt: ago(41) }), expected: "behind", source: "more than two heartbeats old" },
    { given: report({ feedAliveAt: ago(40) }), expected: "live", source: "two heartbeats" },
    { given: report({ feedAliveAt: null }), expected: "behind", source: "it has no data at all" },
    { given: report({ reportedAt: ago(150), feedAliveAt: ago(155) }), expected: "live", source: "just not silent" },
    { given: report({ reportedAt: ago(151), feedAliveAt: ago(151) }), expected: "silent", source: "no report" },
  ])("$expected ($source)", ({ given, expected }) => {
    const [entry] = fleetAt([given], now, alive);
    expect(entry?.standing).toBe(expected);
  });

  test.each([
    { own: ago(600), signs: [600], expected: "live", source: "the feed is frozen, and it knows the last of it" },
    { own: ago(660), signs: [600], expected: "behind", source: "the feed is frozen, and it has missed the last of it" },
    { own: ago(600), signs: [600, 2], expected: "live", source: "the feed is back, and it has not reported since" },
    { own: ago(600), signs: [2], expected: "behind", source: "nobody knows of a frozen feed" },
    { own: ago(300), signs: [300, 100, 5], expected: "behind", source: "the feed has gone on without it" },
    { own: null, signs: [600], expected: "behind", source: "it has no data at all" },
    { own: null, signs: [], expected: "live", source: "there has never been any" },
  ])("data of $own where the feed was alive $signs seconds ago: $expected ($source)", ({ own, signs, expected }) => {
    const instants = signs.map((seconds) => now - seconds * 1_000);
    const [entry] = fleetAt([report({ feedAliveAt: own })], now, instants);
    expect(entry?.standing).toBe(expected);
  });

  test("what other displays report is known of the feed, too", () => {
    const stuck = report({ id: "a", feedAliveAt: ago(300) });
    const other = report({ id: "b", feedAliveAt: ago(20), reportedAt: ago(15) });
    const fleet = fleetAt([stuck, other], now, [now - 300_000]);
    expect(fleet.map(({ report: { id }, standing }) => `${id} ${standing}`)).toEqual(["a behind", "b live"]);
  });

  test("what needs people comes first", () => {
    const fleet = fleetAt(
      [
        report({ id: "1" }),
        report({ id: "2", connection: "OFFLINE" }),
        report({ id: "3", reportedAt: ago(999) }),
        report({ id: "4", feedAliveAt: ago(500) }),
      ],
      now,
      alive,
    );
    expect(fleet.map(({ report: { id }, standing }) => `${id} ${standing}`)).toEqual([
      "3 silent",
      "2 troubled",
      "4 behind",
      "1 live",
    ]);
  });
});

test("displays of one address that show other rows are told apart, once they had time to report", () => {
  const others = [
    report({ id: "b", digest: "d2", reportedAt: ago(40) }),
    report({ id: "c", digest: "d2", reportedAt: ago(5) }),
    report({ id: "d", digest: "d2", reportedAt: ago(40), address: "/arrivals" }),
    report({ id: "e", digest: "d2", reportedAt: ago(40), version: "2" }),
  ];
  const fleet = fleetAt([report(), ...others], now, alive);
  expect(fleet.find((entry) => entry.report.id === "a")?.differsFrom).toBe(1);
  expect(fleet.find((entry) => entry.report.id === "d")?.differsFrom).toBe(0);
});

const terminals = ["A", "B"];

test.each([
  { address: "/departures", expected: ["all"], source: "the whole airport" },
  { address: "/departures?terminal=B", expected: ["all", "terminal/B"], source: "shows one terminal" },
  { address: "/departures?terminal=B&location=A", expected: ["all", "terminal/A"], source: "hangs in another" },
  { address: "/gates/B44?terminal=B", expected: ["all", "terminal/B", "gate/B44"], source: "a gate" },
  { address: "/somewhere", expected: ["all"], source: "no display's address" },
])("$address is in $expected ($source)", ({ address, expected }) => {
  expect(zonesOfAddress(address, terminals)).toEqual(expected);
});

const oneSilent = fleetAt(
  [
    report({ id: "1", address: "/departures?terminal=B", takeoverId: "t" }),
    report({ id: "2", address: "/gates/B44?terminal=B" }),
    report({ id: "3", address: "/arrivals?terminal=A", takeoverId: "t" }),
    report({ id: "4", address: "/belts/4?terminal=B", reportedAt: ago(999) }),
  ],
  now,
  alive,
);

test.each([
  { zone: "all", expected: ["1", "2", "3"], source: "what a silent one shows nobody knows" },
  { zone: "terminal/B", expected: ["1", "2"], source: "hang in B, and report" },
  { zone: "gate/B44", expected: ["2"], source: "the gate's own" },
  { zone: "gate/B45", expected: [], source: "no display there" },
])("a takeover of $zone reaches $expected ($source)", ({ zone, expected }) => {
  const reached = reachedBy(zone, oneSilent, terminals);
  expect(reached.map((entry) => entry.report.id).sort()).toEqual(expected);
});

test("receipts count the displays of the zone that report", () => {
  const receipts = receiptsOf({ id: "t", zone: "terminal/B" }, oneSilent, terminals);
  expect([receipts.expected, receipts.painted]).toEqual([2, 1]);
  expect(receipts.missing.map((entry) => entry.report.id)).toEqual(["2"]);
});

test("a display is called by its path; its settings stand behind", () => {
  expect(displayTitle("/gates/b44?lang=en,es", terminals)).toEqual({ title: "/gates/B44", query: "lang=en,es" });
  expect(displayTitle("/x", terminals)).toEqual({ title: "/x", query: "" });
});
