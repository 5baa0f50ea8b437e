import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { manualClock, type ManualClock } from "../manual-clock.js";
import { runProgram } from "./program.js";
import { recordedTerminal, type RecordedTerminal } from "./recorded-terminal.js";
import { startRecordingBus, type RecordingBus } from "./recording-bus.js";

const start = Date.parse("2024-01-25T12:00:00Z");

let directory: string;
let bus: RecordingBus;
let clock: ManualClock;
let terminal: RecordedTerminal;
/** Whether the bus takes heartbeats. */
let taken: boolean;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "airside-heartbeat-"));
  taken = true;
  bus = await startRecordingBus(() => (taken ? undefined : { ErrorCode: "AccessDenied", ErrorMessage: "not yours" }));
  clock = manualClock(start);
  terminal = recordedTerminal(directory, clock);
});

afterEach(async () => {
  await bus.dispose();
  await rm(directory, { recursive: true });
});

function run(command: string): Promise<number> {
  return runProgram([...command.split(" "), "--url", bus.url], terminal);
}

/** Goes on when so many things wait for the clock. */
async function waits(count: number): Promise<void> {
  while (clock.scheduled.length < count) await setImmediate();
}

const secondsOf = (event: string): number[] =>
  bus.received
    .filter(({ Detail }) => (JSON.parse(Detail) as { event: string }).event === event)
    .map(({ Time = 0 }) => Time - start / 1000);

describe("events heartbeat", () => {
  it("sends one, now", async () => {
    expect(await run("events heartbeat")).toBe(0);
    expect(bus.received).toEqual([
      {
        EventBusName: "flight-events",
        Source: "airport-operations",
        DetailType: "Operations: Feed heartbeat",
        Detail: '{"event":"FeedHeartbeat"}',
        Time: start / 1000,
      },
    ]);
    expect(terminal.output).toEqual(["sent heartbeat, 2024-01-25T12:00:00Z"]);
  });

  it("--every: sends one every 15 s until Ctrl-C", async () => {
    const done = run("events heartbeat --every");
    for (let sent = 1; sent <= 3; sent += 1) {
      await waits(1);
      expect(clock.scheduled).toEqual([15_000]);
      if (sent < 3) clock.advance(15_000);
    }
    terminal.interrupt();
    expect(await done).toBe(0);
    expect(secondsOf("FeedHeartbeat")).toEqual([0, 15, 30]);
    expect(terminal.output.at(-1)).toBe("3 heartbeats sent.");
    expect(clock.scheduled).toEqual([]);
  });

  it("--every N --count: ends after so many", async () => {
    const done = run("events heartbeat --every 5 --count 2");
    await waits(1);
    clock.advance(5_000);
    expect(await done).toBe(0);
    expect(secondsOf("FeedHeartbeat")).toEqual([0, 5]);
  });

  it("tells of one that the bus did not take, goes on, and ends with 1", async () => {
    taken = false;
    const done = run("events heartbeat --every 5 --count 2");
    await waits(1);
    taken = true;
    clock.advance(5_000);
    expect(await done).toBe(1);
    expect(terminal.errors).toEqual(["not sent: heartbeat: AccessDenied: not yours"]);
    expect(terminal.output).toEqual(["sent heartbeat, 2024-01-25T12:00:05Z", "1 heartbeat sent."]);
  });

  it.each([
    { words: "events heartbeat --count 3", code: 1, expected: "--count counts the heartbeats of --every" },
    { words: "events heartbeat --every 0", code: 2, expected: "Expected a number of seconds, 1 to 3600." },
    { words: "events heartbeat --every 5 --count 0", code: 2, expected: "Expected 1 or more." },
  ])("refuses $words", async ({ words, code, expected }) => {
    expect(await run(words)).toBe(code);
    expect(terminal.errors.join("\n")).toContain(expected);
    expect(bus.received).toEqual([]);
  });
});

describe("events replay", () => {
  const line = (second: number): string =>
    JSON.stringify({
      source: "airport-operations",
      "detail-type": "Operations: Flight landed",
      time: `2013-02-08T10:00:${String(second)}Z`,
      detail: { flightNum: second, carrierCode: "JK", date: "2013-02-08", event: "FlightLanded" },
    });

  it("sends a heartbeat at once and one every 15 s while it runs, with the time of now", async () => {
    await writeFile(path.join(directory, "day.ndjson"), [10, 30, 50].map(line).join("\n"));
    const done = run("events replay day.ndjson --speed 1");
    // Each turn, the replay waits for its next event and for the next heartbeat.
    for (const step of [15_000, 5_000, 10_000]) {
      await waits(2);
      clock.advance(step);
    }
    await waits(2);
    expect(clock.scheduled).toEqual([10_000, 15_000]);
    clock.advance(10_000);
    expect(await done).toBe(0);
    expect(secondsOf("FeedHeartbeat")).toEqual([0, 15, 30]);
    expect(bus.received.filter(({ Detail }) => Detail.includes("FlightLanded"))).toHaveLength(3);
    expect(terminal.output.at(-1)).toContain("3 events sent (0 repetitions among them)");
    expect(clock.scheduled).toEqual([]);
  });

  it("tells of heartbeats that were not taken, but it is about the events", async () => {
    await writeFile(path.join(directory, "day.ndjson"), line(10));
    await bus.dispose();
    bus = await startRecordingBus((_, { Detail }) =>
      Detail.includes("FeedHeartbeat") ? { ErrorCode: "AccessDenied", ErrorMessage: "not yours" } : undefined,
    );
    expect(await run("events replay day.ndjson --speed max")).toBe(0);
    expect(terminal.errors).toContain("not sent: heartbeat: AccessDenied: not yours");
  });
});
