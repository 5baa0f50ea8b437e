import { describe, expect, test } from "vitest";
import { boardRow, type BoardRow } from "../flights/board-row";
import { scheduledFlight } from "../flights/flight-samples";
import { createManualClock } from "../flights/manual-clock";
import type { Connection } from "./board-store";
import {
  createDisplayReporter,
  RECEIPT_RETRY_MS,
  RECEIPT_SPREAD_MS,
  REPORT_EVERY_MS,
  REPORT_SPACING_MS,
  type DisplayState,
} from "./display-reporter";

function row(gate: string): BoardRow {
  const made = boardRow(scheduledFlight());
  if (made === undefined) throw new Error("the sample flight has a schedule");
  return { ...made, gate };
}

function createBench() {
  const clock = createManualClock(1_000_000);
  const sent: (DisplayState & { readonly at: number })[] = [];
  const counts: number[] = [];
  let connection: Connection = "live";
  let answer: () => Promise<void> = () => Promise.resolve();
  const reporter = createDisplayReporter({
    clock,
    serviceClock: { now: () => clock.now() - 500 },
    random: () => 0.5,
    connection: () => connection,
    send: (state) => {
      sent.push({ ...state, at: clock.now() });
      return answer();
    },
    failed: (count) => counts.push(count),
  });
  return {
    clock,
    counts,
    reporter,
    sent,
    paint: (gate: string, takeoverId?: string) => {
      reporter.painted({ rows: [row(gate)], beyond: 2, takeoverId });
    },
    connect: (next: Connection) => {
      connection = next;
      reporter.connectionChanged();
    },
    answerWith: (next: () => Promise<void>) => {
      answer = next;
    },
  };
}

const longestSpacing = REPORT_SPACING_MS * 1.5;
const refuse = () => Promise.reject(new Error("refused"));

test("the first paint is reported, and nothing before it", async () => {
  const { clock, connect, paint, sent } = createBench();
  connect("live");
  await clock.advance(300_000);
  expect(sent).toEqual([]);
  paint("1");
  await clock.advance(0);
  expect(sent).toEqual([
    expect.objectContaining({ rows: 1, rowsBeyond: 2, connection: "live", takeoverId: undefined, at: clock.now() }),
  ]);
});

test("a board that changes at every event reports once in 10 to 15 s, and last what it shows last", async () => {
  const { clock, paint, sent } = createBench();
  for (let event = 0; event < 3_000; event += 1) {
    paint(String(event));
    await clock.advance(20);
  }
  await clock.advance(longestSpacing);
  const gaps = sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(REPORT_SPACING_MS);
  expect(sent.length).toBeGreaterThanOrEqual(60_000 / longestSpacing);
  const { digest } = sent.at(-1) ?? {};
  paint("2999");
  await clock.advance(longestSpacing);
  expect(sent.at(-1)?.digest).toBe(digest);
});

test("one that does not change reports at least every minute", async () => {
  const { clock, paint, sent } = createBench();
  paint("1");
  await clock.advance(10 * REPORT_EVERY_MS);
  const gaps = sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(REPORT_EVERY_MS);
  expect(sent.length).toBeLessThan(14);
});

test("painting the same again is no change", async () => {
  const { clock, paint, sent } = createBench();
  for (let time = 0; time < 40; time += 1) {
    paint("1");
    await clock.advance(1_000);
  }
  expect(sent).toHaveLength(1);
});

test("a change of the connection is reported", async () => {
  const { clock, connect, paint, sent } = createBench();
  paint("1");
  await clock.advance(20_000);
  connect("reconnecting");
  await clock.advance(longestSpacing);
  expect(sent.map(({ connection }) => connection)).toEqual(["live", "reconnecting"]);
});

describe("a takeover's receipt", () => {
  test("goes at once, with when it was painted by the service's clock, and so does its end", async () => {
    const { clock, paint, sent } = createBench();
    paint("1");
    await clock.advance(1_000);
    paint("1", "t");
    const paintedAt = clock.now() - 500;
    await clock.advance(RECEIPT_SPREAD_MS);
    expect(sent.at(-1)).toMatchObject({ takeoverId: "t", takeoverPaintedAt: paintedAt });
    paint("1", "t");
    await clock.advance(1_000);
    paint("1");
    await clock.advance(RECEIPT_SPREAD_MS);
    expect(sent.map(({ takeoverId }) => takeoverId)).toEqual([undefined, "t", undefined]);
    expect(sent.at(-1)?.takeoverPaintedAt).toBeUndefined();
  });

  test("keeps the time of the first paint", async () => {
    const { clock, paint, sent } = createBench();
    paint("1", "t");
    const paintedAt = clock.now() - 500;
    await clock.advance(5_000);
    paint("2", "t");
    await clock.advance(REPORT_EVERY_MS);
    expect(new Set(sent.map((each) => each.takeoverPaintedAt))).toEqual(new Set([paintedAt]));
  });

  test("follows a report that is under way", async () => {
    const { answerWith, clock, paint, sent } = createBench();
    let done: () => void = () => undefined;
    answerWith(() => new Promise((resolve) => (done = resolve)));
    paint("1");
    await clock.advance(0);
    paint("1", "t");
    await clock.advance(1_000);
    expect(sent).toHaveLength(1);
    answerWith(() => Promise.resolve());
    done();
    await clock.advance(0);
    expect(sent.at(-1)?.takeoverId).toBe("t");
  });

  test("is tried again until it gets through", async () => {
    const { answerWith, clock, counts, paint, sent } = createBench();
    answerWith(refuse);
    paint("1", "t");
    await clock.advance(30_000);
    expect(sent.length).toBeGreaterThan(30_000 / (RECEIPT_RETRY_MS * 2));
    answerWith(() => Promise.resolve());
    await clock.advance(RECEIPT_RETRY_MS * 2);
    const { length } = sent;
    await clock.advance(20_000);
    expect(sent).toHaveLength(length);
    expect(counts.at(-1)).toBe(length - 1);
  });
});

test("failures are counted, and the next report comes in its time", async () => {
  const { answerWith, clock, counts, paint, sent } = createBench();
  answerWith(refuse);
  paint("1");
  await clock.advance(0);
  expect([sent.length, counts]).toEqual([1, [1]]);
  await clock.advance(60_000);
  expect(sent.length).toBeLessThanOrEqual(1 + 60_000 / REPORT_SPACING_MS);
  expect(counts).toHaveLength(sent.length);
});

test("stopping leaves no timer", async () => {
  const { clock, paint, reporter, sent } = createBench();
  paint("1");
  await clock.advance(0);
  reporter.stop();
  paint("2");
  await clock.advance(300_000);
  expect([clock.pending, sent.length]).toEqual([0, 1]);
});
