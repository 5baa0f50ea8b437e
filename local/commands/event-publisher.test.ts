import type { PutEventsResultEntry } from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import type { Clock } from "../clock.js";
import { seededRandom } from "../random.js";
import type { EventEntry } from "./event-entry.js";
import {
  callsOf,
  createEventPublisher,
  maximumBytesPerCall,
  type PublishOutcome,
  type PutEvents,
} from "./event-publisher.js";
import { createPublishQueue } from "./publish-queue.js";

/** A clock whose waits are over at once; it remembers them. */
function eagerClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: () => waits.reduce((sum, wait) => sum + wait, 0),
    schedule(delayMs, action) {
      waits.push(delayMs);
      queueMicrotask(action);
      return () => undefined;
    },
  };
}

function entry(name: string): EventEntry {
  return { Source: "test", DetailType: name, Detail: "{}" };
}

function publisherWith(
  putEvents: PutEvents,
  attempts = 4,
): { clock: ReturnType<typeof eagerClock>; publish: (names: string[]) => Promise<readonly PublishOutcome[]> } {
  const clock = eagerClock();
  const publisher = createEventPublisher({ putEvents, clock, random: seededRandom("publisher"), attempts });
  return { clock, publish: (names) => publisher.publish(names.map(entry)) };
}

function resultOf(outcome: PublishOutcome): string {
  return `${outcome.entry.DetailType} ${"eventId" in outcome ? outcome.eventId : outcome.errorCode}`;
}

describe("createEventPublisher", () => {
  it("sends again only what failed, and keeps the order of the answers", async () => {
    const calls: string[][] = [];
    const { publish, clock } = publisherWith((entries) => {
      calls.push(entries.map(({ DetailType }) => DetailType));
      const throttled = (name: string): boolean => name === "b" && calls.length < 3;
      return Promise.resolve(
        entries.map(({ DetailType }): PutEventsResultEntry =>
          throttled(DetailType)
            ? { ErrorCode: "ThrottlingException", ErrorMessage: "slow down" }
            : { EventId: `id-${DetailType}` },
        ),
      );
    });
    expect((await publish(["a", "b", "c"])).map(resultOf)).toEqual(["a id-a", "b id-b", "c id-c"]);
    expect(calls).toEqual([["a", "b", "c"], ["b"], ["b"]]);
    expect(clock.waits).toHaveLength(2);
  });

  it("waits longer every time, and gives up after its attempts", async () => {
    const { publish, clock } = publisherWith(
      () => Promise.reject(Object.assign(new Error("refused"), { code: "ECONNREFUSED" })),
      12,
    );
    expect((await publish(["a"])).map(resultOf)).toEqual(["a ConnectionFailed"]);
    expect(clock.waits).toHaveLength(11);
    clock.waits.forEach((wait, index) => {
      const longest = Math.min(200 * 2 ** index, 5_000);
      expect(wait).toBeGreaterThan(longest / 2 - 1);
      expect(wait).toBeLessThanOrEqual(longest);
    });
  });

  it.each([
    {
      source: "an entry that the bus refuses",
      answer: { ErrorCode: "MalformedDetail", ErrorMessage: "no JSON" },
      expected: "a MalformedDetail",
    },
    {
      source: "not allowed",
      answer: { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "" },
      expected: "a NotAuthorizedForSourceException",
    },
  ])("does not repeat what cannot succeed: $source", async ({ answer, expected }) => {
    const { publish, clock } = publisherWith(() => Promise.resolve([answer]));
    expect((await publish(["a"])).map(resultOf)).toEqual([expected]);
    expect(clock.waits).toEqual([]);
  });

  it("does not repeat a call that was answered with a refusal, but one that the service failed at", async () => {
    const failing =
      (httpStatusCode: number): PutEvents =>
      () =>
        Promise.reject(Object.assign(new Error("no"), { name: "SomeException", $metadata: { httpStatusCode } }));
    const refused = publisherWith(failing(400));
    expect((await refused.publish(["a"])).map(resultOf)).toEqual(["a SomeException"]);
    expect(refused.clock.waits).toEqual([]);
    const broken = publisherWith(failing(503));
    expect((await broken.publish(["a"])).map(resultOf)).toEqual(["a InternalFailure"]);
    expect(broken.clock.waits).toHaveLength(3);
  });
});

describe("callsOf", () => {
  const sized = (bytes: number): EventEntry => ({ Source: "", DetailType: "", Detail: "x".repeat(bytes) });

  it.each([
    { entries: [], expected: [], source: "nothing" },
    { entries: Array.from({ length: 21 }, () => sized(2)), expected: [10, 10, 1], source: "ten entries" },
    { entries: [sized(maximumBytesPerCall - 1), sized(2), sized(2)], expected: [1, 2], source: "bytes" },
    { entries: [sized(maximumBytesPerCall + 1)], expected: [1], source: "one too large: the bus says so" },
  ])("cuts at $source", ({ entries, expected }) => {
    expect(callsOf(entries).map(({ length }) => length)).toEqual(expected);
  });
});

describe("createPublishQueue", () => {
  it("keeps at most four calls under way, and tells of every entry", async () => {
    let underWay = 0;
    let most = 0;
    const told: string[] = [];
    const queue = createPublishQueue(
      {
        async publish(entries) {
          underWay += 1;
          most = Math.max(most, underWay);
          await new Promise((resolve) => setImmediate(resolve));
          underWay -= 1;
          return entries.map((sent) => ({ entry: sent, eventId: sent.DetailType }));
        },
      },
      ({ entry: { DetailType } }) => told.push(DetailType),
    );
    for (let index = 0; index < 95; index += 1) await queue.add(entry(String(index)));
    await queue.drain();
    expect(most).toBe(4);
    expect(told.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 95 }, (_, index) => index));
  });
});
