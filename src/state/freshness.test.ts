import { describe, expect, test } from "vitest";
import type { Connection } from "./board-store";
import { freshness, type BoardSource, type FreshnessKind } from "./freshness";

const now = 10_000_000;

interface Case {
  readonly connection: Connection;
  readonly from: BoardSource;
  /** Age of the feed's last sign of life, milliseconds; undefined: it never gave one. */
  readonly feed: number | undefined;
  readonly loaded: number | undefined;
  readonly expected: FreshnessKind;
  readonly empty: "loading" | "noFlights" | "notReachable";
  readonly source: string;
}

const cases: readonly Case[] = [
  {
    connection: "connecting",
    from: "nothing",
    feed: undefined,
    loaded: undefined,
    expected: "loading",
    empty: "loading",
    source: "nothing has come yet",
  },
  {
    connection: "offline",
    from: "nothing",
    feed: undefined,
    loaded: undefined,
    expected: "notReachable",
    empty: "notReachable",
    source: "issue 4: no flights and not reachable look different",
  },
  {
    connection: "live",
    from: "fetched",
    feed: 0,
    loaded: 0,
    expected: "current",
    empty: "noFlights",
    source: "live",
  },
  {
    connection: "live",
    from: "fetched",
    feed: 59_999,
    loaded: 900_000,
    expected: "current",
    empty: "noFlights",
    source: "under the threshold",
  },
  {
    connection: "live",
    from: "fetched",
    feed: 60_000,
    loaded: 900_000,
    expected: "stale",
    empty: "notReachable",
    source: "issue 4: freezing only the feed shows, all connections being up",
  },
  {
    connection: "live",
    from: "fetched",
    feed: undefined,
    loaded: 59_999,
    expected: "current",
    empty: "noFlights",
    source: "a feed that was never heard: since loading",
  },
  {
    connection: "live",
    from: "fetched",
    feed: undefined,
    loaded: 60_000,
    expected: "stale",
    empty: "notReachable",
    source: "the same, past the threshold",
  },
  {
    connection: "live",
    from: "fetched",
    feed: 3_600_000,
    loaded: 0,
    expected: "stale",
    empty: "notReachable",
    source: "loaded a moment ago, and old then: the feed's age counts",
  },
  {
    connection: "live",
    from: "fetched",
    feed: -5_000,
    loaded: 0,
    expected: "current",
    empty: "noFlights",
    source: "clocks differ by some seconds: no age below nothing",
  },
  {
    connection: "reconnecting",
    from: "fetched",
    feed: 1_000,
    loaded: 0,
    expected: "reconnecting",
    empty: "noFlights",
    source: "connection lost, data good",
  },
  {
    connection: "offline",
    from: "fetched",
    feed: 1_000,
    loaded: 0,
    expected: "offline",
    empty: "notReachable",
    source: "no server, data good",
  },
  {
    connection: "offline",
    from: "fetched",
    feed: 60_000,
    loaded: 0,
    expected: "stale",
    empty: "notReachable",
    source: "age goes first",
  },
  {
    connection: "connecting",
    from: "saved",
    feed: 30_000,
    loaded: 0,
    expected: "saved",
    empty: "loading",
    source: "started again a moment ago: an empty saved board is none",
  },
  {
    connection: "offline",
    from: "saved",
    feed: 30_000,
    loaded: 0,
    expected: "saved",
    empty: "notReachable",
    source: "started again without a network: an empty saved board is not reachable",
  },
  {
    connection: "offline",
    from: "saved",
    feed: 7_200_000,
    loaded: 9_000_000,
    expected: "stale",
    empty: "notReachable",
    source: "issue 4: the last known flights, ageing",
  },
  {
    connection: "connecting",
    from: "saved",
    feed: 7_200_000,
    loaded: 9_000_000,
    expected: "stale",
    empty: "loading",
    source: "old and saved, and the backend not asked yet",
  },
];

const age = (milliseconds: number | undefined) => (milliseconds === undefined ? undefined : now - milliseconds);

test.each(cases)("$connection with $from flights, feed $feed ms ago, is $expected ($source)", (each) => {
  const standing = {
    connection: each.connection,
    source: each.from,
    feedAliveAt: age(each.feed),
    loadedAt: age(each.loaded),
  };
  expect(freshness(standing, now, 60)).toMatchObject({ kind: each.expected, empty: each.empty });
});

describe("the data's time", () => {
  const standing = { connection: "live", source: "fetched", loadedAt: now - 5_000 } as const;

  test("is the feed's last sign of life, whenever it was fetched", () => {
    const judged = freshness({ ...standing, feedAliveAt: now - 20_000 }, now, 60);
    expect([judged.dataTime, judged.ageMs]).toEqual([now - 20_000, 20_000]);
  });

  test("is when it was loaded where the feed gave no sign", () => {
    const judged = freshness({ ...standing, feedAliveAt: undefined }, now, 60);
    expect([judged.dataTime, judged.ageMs]).toEqual([now - 5_000, 5_000]);
  });

  test("the threshold is the display's own", () => {
    expect(freshness({ ...standing, feedAliveAt: now - 10_000 }, now, 10).kind).toBe("stale");
    expect(freshness({ ...standing, feedAliveAt: now - 10_000 }, now, 11).kind).toBe("current");
  });
});
