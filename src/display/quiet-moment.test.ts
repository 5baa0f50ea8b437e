import { describe, expect, test } from "vitest";
import { reloadDecision, type ReloadCircumstances, type ReloadDecision } from "./quiet-moment";

const now = Date.UTC(2024, 0, 25, 12);
const minutes = (count: number): number => count * 60_000;
const hours = (count: number): number => minutes(60 * count);

/** A moment at which nothing stands in the way. */
const quiet: ReloadCircumstances = {
  now,
  foundAt: now - minutes(30),
  serverAnswers: true,
  takeover: false,
  calledAt: undefined,
  nextTurn: Number.POSITIVE_INFINITY,
  spread: 0,
};

interface Row {
  readonly name: string;
  readonly differs: Partial<ReloadCircumstances>;
  readonly expected: ReloadDecision;
}

const reload = { reload: true } as const;
const not = (because: Exclude<ReloadDecision, { reload: true }>["because"], askAgainAt: number): ReloadDecision => ({
  reload: false,
  because,
  askAgainAt,
});

// Source of every row: issue 4, "a reload for a new version only when the server answers and at a quiet moment".
const rows: readonly Row[] = [
  { name: "nothing in the way", differs: {}, expected: reload },
  {
    name: "server silent",
    differs: { serverAnswers: false },
    expected: not("serverSilent", now + 30_000),
  },
  { name: "emergency message", differs: { takeover: true }, expected: not("takeover", now + 30_000) },
  {
    name: "called 1 min 59 s ago",
    differs: { calledAt: now - 119_000 },
    expected: not("flightCalled", now + 1_000),
  },
  { name: "called 2 min ago", differs: { calledAt: now - minutes(2) }, expected: reload },
  {
    name: "page turns in 2.9 s",
    differs: { nextTurn: now + 2_900 },
    expected: not("pageAboutToTurn", now + 2_900),
  },
  { name: "page turns in 3 s", differs: { nextTurn: now + 3_000 }, expected: reload },
  {
    name: "found now, spread over ten minutes: turn of this one after five",
    differs: { foundAt: now, spread: 0.5 },
    expected: not("notItsTurn", now + minutes(5)),
  },
  { name: "its turn", differs: { foundAt: now - minutes(5), spread: 0.5 }, expected: reload },
  {
    name: "called and turning, but found 24 h ago",
    differs: { foundAt: now - hours(24), calledAt: now, nextTurn: now + 1, spread: 0.9 },
    expected: reload,
  },
  {
    name: "called, found 23 h 59 min ago",
    differs: { foundAt: now - hours(24) + minutes(1), calledAt: now },
    expected: not("flightCalled", now + minutes(2)),
  },
  {
    name: "server silent, found 24 h ago: an empty screen is worse than an old version",
    differs: { foundAt: now - hours(24), serverAnswers: false },
    expected: not("serverSilent", now + 30_000),
  },
  {
    name: "emergency message, found 24 h ago",
    differs: { foundAt: now - hours(24), takeover: true },
    expected: not("takeover", now + 30_000),
  },
];

describe("reloadDecision", () => {
  test.each(rows)("$name", ({ differs, expected }) => {
    expect(reloadDecision({ ...quiet, ...differs })).toEqual(expected);
  });

  test("asked again when it says, with nothing new, gets one step further each time", () => {
    let circumstances: ReloadCircumstances = { ...quiet, foundAt: now, spread: 0.5, calledAt: now + minutes(4) };
    const obstacles: string[] = [];
    for (;;) {
      const decision = reloadDecision(circumstances);
      if (decision.reload) break;
      obstacles.push(decision.because);
      circumstances = { ...circumstances, now: decision.askAgainAt };
    }
    expect(obstacles).toEqual(["notItsTurn", "flightCalled"]);
    expect(circumstances.now).toBe(now + minutes(6));
  });
});
