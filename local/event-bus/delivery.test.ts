import { describe, expect, test } from "vitest";
import { manualClock, type ManualClock } from "../manual-clock.js";
import { memoryLog, type MemoryLog } from "../memory-log.js";
import { temporaryDirectory } from "../temporary-directory.js";
import type { RuleModel } from "../synth/backend-model.js";
import type { DeliveryResult, TargetInvoker } from "./delivery.js";
import { createEventBus, type EventBus } from "./event-bus.js";
import { sampleBus, sampleEntry, sampleRule, sampleTarget } from "./sample-bus.js";

interface Sample {
  readonly bus: EventBus;
  readonly clock: ManualClock;
  readonly log: MemoryLog;
  readonly deadLetters: { readonly queueArn: string; readonly body: string; readonly attributes: object }[];
}

const failed: DeliveryResult = { status: "retryable", code: "ERROR_FROM_TARGET", message: "try again" };
const refused: DeliveryResult = { status: "permanent", code: "NO_PERMISSIONS", message: "not you" };
const delivered: DeliveryResult = { status: "delivered" };

async function startBus(
  deliver: TargetInvoker,
  settings: { readonly directory?: string; readonly rule?: RuleModel; readonly clock?: ManualClock } = {},
): Promise<Sample> {
  const clock = settings.clock ?? manualClock(Date.parse("2026-02-01T08:00:00.400Z"));
  const log = memoryLog();
  const deadLetters: Sample["deadLetters"] = [];
  let ids = 0;
  const bus = await createEventBus({
    accountId: "123456789012",
    region: "us-east-1",
    buses: [sampleBus],
    rules: [settings.rule ?? sampleRule],
    directory: settings.directory ?? (await temporaryDirectory()),
    clock,
    random: () => 0.5,
    newId: () => `event-${(ids += 1)}`,
    deliver,
    deadLetter: async (queueArn, body, attributes) => {
      deadLetters.push({ queueArn, body, attributes });
    },
    log,
  });
  return { bus, clock, log, deadLetters };
}

describe("delivery", () => {
  test("gives the target its input, at once", async () => {
    const calls: unknown[] = [];
    const { bus } = await startBus(async (target, payload, attempt) => {
      calls.push([target.id, payload, attempt.number, attempt.rule.name, attempt.eventId]);
      return delivered;
    });
    expect(await bus.putEvents([sampleEntry(1)])).toEqual([{ EventId: "event-1" }]);
    await bus.idle();
    expect(calls).toEqual([["api", '{"event":"FlightDelayed","num":1}', 1, "status", "event-1"]]);
    await bus.dispose();
  });

  test("tries again with growing waits, then gives up to the dead-letter queue", async () => {
    const attempts: number[] = [];
    const { bus, clock, log, deadLetters } = await startBus(async (_target, _payload, { number }) => {
      attempts.push(number);
      return failed;
    });
    await bus.putEvents([sampleEntry(1)]);
    await bus.idle();
    expect(clock.scheduled).toEqual([750]);
    clock.advance(749);
    await bus.idle();
    expect(attempts).toEqual([1]);
    clock.advance(1);
    await bus.idle();
    expect(clock.scheduled).toEqual([1_500]);
    clock.advance(1_500);
    await bus.idle();
    expect(attempts).toEqual([1, 2, 3]);
    expect(clock.scheduled).toEqual([]);
    expect(deadLetters).toEqual([
      {
        queueArn: sampleTarget.deadLetterArn,
        body: expect.stringContaining('"id":"event-1","detail-type":"Operations: Flight delayed"') as string,
        attributes: {
          RULE_ARN: sampleRule.arn,
          TARGET_ARN: sampleTarget.arn,
          ERROR_CODE: "ERROR_FROM_TARGET",
          ERROR_MESSAGE: "try again",
          EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
          RETRY_ATTEMPTS: "2",
        },
      },
    ]);
    expect(log.warnings).toEqual([expect.stringContaining("did not reach target api of rule status")]);
    await bus.dispose();
  });

  test("gives up when the next attempt would come too late", async () => {
    const retry = { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 60 };
    const rule = { ...sampleRule, targets: [{ ...sampleTarget, retry }] };
    const { bus, clock, deadLetters } = await startBus(async () => failed, { rule });
    await bus.putEvents([sampleEntry(1)]);
    for (let turn = 0; turn < 20 && deadLetters.length === 0; turn += 1) {
      await bus.idle();
      clock.advance(clock.scheduled[0] ?? 0);
    }
    expect(deadLetters[0]?.attributes).toMatchObject({
      EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds",
      RETRY_ATTEMPTS: "6",
    });
    await bus.dispose();
  });

  test("an error that no retry could mend goes to the dead-letter queue at once", async () => {
    const { bus, clock, deadLetters } = await startBus(async () => refused);
    await bus.putEvents([sampleEntry(1)]);
    await bus.idle();
    expect(clock.scheduled).toEqual([]);
    expect(deadLetters.map(({ attributes }) => attributes)).toEqual([
      {
        RULE_ARN: sampleRule.arn,
        TARGET_ARN: sampleTarget.arn,
        ERROR_CODE: "NO_PERMISSIONS",
        ERROR_MESSAGE: "not you",
        RETRY_ATTEMPTS: "0",
      },
    ]);
    await bus.dispose();
  });

  test("an input that is no JSON is not delivered", async () => {
    const inputTransformer = { inputPathsMap: { d: "$.detail" }, inputTemplate: '{"d":"<d>"}' };
    const rule = { ...sampleRule, targets: [{ ...sampleTarget, inputPath: undefined, inputTransformer }] };
    const { bus, deadLetters } = await startBus(
      () => {
        throw new Error("the target must not be called");
      },
      { rule },
    );
    await bus.putEvents([sampleEntry(1)]);
    await bus.idle();
    expect(deadLetters[0]?.attributes).toMatchObject({ ERROR_CODE: "INVALID_JSON" });
    await bus.dispose();
  });

  test("a target without a dead-letter queue drops the event and says so", async () => {
    const rule = { ...sampleRule, targets: [{ ...sampleTarget, deadLetterArn: undefined }] };
    const { bus, log, deadLetters } = await startBus(async () => refused, { rule });
    await bus.putEvents([sampleEntry(1)]);
    await bus.idle();
    expect(deadLetters).toEqual([]);
    expect(log.warnings).toEqual([expect.stringContaining("no dead-letter queue, so it is dropped")]);
    await bus.dispose();
  });

  test("a failing event holds up no other", async () => {
    const reached: string[] = [];
    const { bus } = await startBus(async (_target, payload) => {
      if (payload.includes('"num":1}')) return failed;
      reached.push(payload);
      return delivered;
    });
    await bus.putEvents(Array.from({ length: 40 }, (_, num) => sampleEntry(num)));
    await bus.idle();
    expect(reached).toHaveLength(39);
    await bus.dispose();
  });

  test("calls one target at most 16 times at once", async () => {
    let running = 0;
    let most = 0;
    const { bus } = await startBus(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return delivered;
    });
    await bus.putEvents(Array.from({ length: 100 }, (_, num) => sampleEntry(num)));
    await bus.idle();
    expect(most).toBe(16);
    await bus.dispose();
  });

  test("a target that throws is tried again, and the error is on the log", async () => {
    let calls = 0;
    const { bus, clock, log } = await startBus(async () => {
      calls += 1;
      if (calls === 1) throw new Error("no socket");
      return delivered;
    });
    await bus.putEvents([sampleEntry(1)]);
    await bus.idle();
    expect(log.errors).toEqual([expect.stringContaining("no socket")]);
    clock.advance(1_000);
    await bus.idle();
    expect(calls).toBe(2);
    await bus.dispose();
  });

  test("a target that does not answer is tried again after half a minute", async () => {
    let calls = 0;
    let called = (): void => undefined;
    const firstCall = new Promise<void>((resolve) => (called = resolve));
    const { bus, clock } = await startBus((): Promise<DeliveryResult> => {
      calls += 1;
      called();
      return calls === 1 ? new Promise(() => undefined) : Promise.resolve(delivered);
    });
    await bus.putEvents([sampleEntry(1)]);
    await firstCall;
    clock.advance(30_000);
    await bus.idle();
    clock.advance(1_000);
    await bus.idle();
    expect(calls).toBe(2);
    await bus.dispose();
  });

  test("goes on after a restart, with the attempts and the wait that it had", async () => {
    const directory = await temporaryDirectory();
    const first = await startBus(async () => failed, { directory });
    await first.bus.putEvents([sampleEntry(1)]);
    await first.bus.idle();
    await first.bus.dispose();
    expect(first.clock.scheduled).toEqual([]);

    const numbers: number[] = [];
    const clock = manualClock(first.clock.now() + 500);
    const second = await startBus(
      async (_target, _payload, { number }) => {
        numbers.push(number);
        return delivered;
      },
      { directory, clock },
    );
    expect(clock.scheduled).toEqual([250]);
    clock.advance(250);
    await second.bus.idle();
    expect(numbers).toEqual([2]);
    await second.bus.dispose();
  });

  test("an event for a target that the definition no longer has is let go, and the log says so", async () => {
    const directory = await temporaryDirectory();
    const first = await startBus(async () => failed, { directory });
    await first.bus.putEvents([sampleEntry(1)]);
    await first.bus.dispose();
    const rule = { ...sampleRule, targets: [{ ...sampleTarget, id: "other" }] };
    const second = await startBus(async () => delivered, { directory, rule });
    expect(second.log.warnings).toEqual([expect.stringContaining("which the definition no longer has")]);
    await second.bus.dispose();
    const third = await startBus(async () => delivered, { directory, rule });
    expect(third.log.warnings).toEqual([]);
    await third.bus.dispose();
  });

  test("a disabled rule delivers nothing", async () => {
    const { bus } = await startBus(
      () => {
        throw new Error("the target must not be called");
      },
      { rule: { ...sampleRule, state: "DISABLED" } },
    );
    expect(await bus.putEvents([sampleEntry(1)])).toEqual([{ EventId: "event-1" }]);
    await bus.idle();
    await bus.dispose();
  });

  test.each([
    [{ eventPattern: { source: "airport-operations" } }, '"source" must be an object or an array'],
    [{ targets: [{ ...sampleTarget, input: "{}" }] }, "Only one of Input, InputPath, or InputTransformer"],
  ])("refuses a rule that would not deploy, by name and place: %j", async (change, message) => {
    const start = startBus(async () => delivered, { rule: { ...sampleRule, ...change } });
    await expect(start).rejects.toThrow("Rule status (airside/Status) would not deploy");
    await expect(start).rejects.toThrow(message);
  });
});
