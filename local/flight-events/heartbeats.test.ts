import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { manualClock } from "../manual-clock.js";
import { heartbeatEvent } from "./heartbeat-event.js";
import { startHeartbeats, type HeartbeatsOptions } from "./heartbeats.js";

const start = Date.parse("2024-01-25T12:00:00.400Z");

function started(options: Partial<HeartbeatsOptions> = {}) {
  const clock = manualClock(start);
  const sent: string[] = [];
  const failures: string[] = [];
  const heartbeats = startHeartbeats({
    send: ({ time }) => {
      sent.push(time);
      return Promise.resolve();
    },
    onFailure: (error) => failures.push(String(error)),
    clock,
    everyMs: 15_000,
    ...options,
  });
  return {
    clock,
    sent,
    failures,
    heartbeats,
    /** Lets time pass, and what then comes due happen. */
    pass: async (ms: number): Promise<void> => {
      clock.advance(ms);
      await setImmediate();
    },
  };
}

describe("heartbeatEvent", () => {
  it("is the one that amplify/ documents, and is about no flight", () => {
    expect(heartbeatEvent(start)).toEqual({
      source: "airport-operations",
      "detail-type": "Operations: Feed heartbeat",
      time: "2024-01-25T12:00:00Z",
      detail: { event: "FeedHeartbeat" },
    });
  });
});

describe("startHeartbeats", () => {
  it("sends one at once and one at every interval, each with its own time, until it is disposed of", async () => {
    const { sent, pass, heartbeats, clock } = started();
    await pass(0);
    expect(sent).toEqual(["2024-01-25T12:00:00Z"]);
    await pass(14_999);
    expect(sent).toHaveLength(1);
    await pass(1);
    await pass(15_000);
    expect(sent).toEqual(["2024-01-25T12:00:00Z", "2024-01-25T12:00:15Z", "2024-01-25T12:00:30Z"]);
    await heartbeats.dispose();
    expect(clock.scheduled).toEqual([]);
    await pass(60_000);
    expect(sent).toHaveLength(3);
  });

  it("is done after as many as it was told", async () => {
    const { sent, pass, heartbeats, clock } = started({ count: 2 });
    await pass(0);
    await pass(15_000);
    await heartbeats.done;
    expect(sent).toHaveLength(2);
    expect(clock.scheduled).toEqual([]);
  });

  it("tells of one that failed, and sends the next", async () => {
    let calls = 0;
    const { failures, pass, heartbeats } = started({
      send: () => ((calls += 1) === 1 ? Promise.reject(new Error("the bus is away")) : Promise.resolve()),
    });
    await pass(0);
    await pass(15_000);
    expect([calls, failures]).toEqual([2, ["Error: the bus is away"]]);
    await heartbeats.dispose();
  });

  it("never sends two at a time: those that would have come meanwhile are left out", async () => {
    const pending: (() => void)[] = [];
    const { pass, heartbeats, clock } = started({
      send: () => new Promise((resolve) => void pending.push(resolve)),
    });
    await pass(50_000);
    expect(pending).toHaveLength(1);
    pending[0]?.();
    await pass(0);
    // The one that is due now, in place of three.
    await pass(0);
    expect(pending).toHaveLength(2);
    pending[1]?.();
    await pass(0);
    expect(clock.scheduled).toEqual([15_000]);
    await heartbeats.dispose();
  });
});
