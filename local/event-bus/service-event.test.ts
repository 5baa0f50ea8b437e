import { rm } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { manualClock } from "../manual-clock.js";
import { memoryLog } from "../memory-log.js";
import type { RuleModel } from "../synth/backend-model.js";
import { temporaryDirectory } from "../temporary-directory.js";
import type { TargetInvoker } from "./delivery.js";
import { createEventBus, type EventBus } from "./event-bus.js";
import { sampleBus, sampleEntry, sampleRule, sampleTarget } from "./sample-bus.js";

const s3Events = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html";

const created = {
  source: "aws.s3",
  "detail-type": "Object Created",
  resources: ["arn:aws:s3:::lake"],
  detail: { version: "0", bucket: { name: "lake" }, object: { key: "companies/a.csv", size: 5 } },
} as const;

function ruleOn(eventBusName: string, eventPattern: unknown): RuleModel {
  return { ...sampleRule, eventBusName, eventPattern, targets: [{ ...sampleTarget, inputPath: undefined }] };
}

async function startBus(rule: RuleModel, deliver: TargetInvoker, directory?: string): Promise<EventBus> {
  return createEventBus({
    accountId: "123456789012",
    region: "us-east-1",
    buses: [sampleBus],
    rules: [rule],
    directory: directory ?? (await temporaryDirectory()),
    clock: manualClock(Date.parse("2026-02-01T08:00:00.400Z")),
    random: () => 0.5,
    newId: () => "id-1",
    deliver,
    deadLetter: () => Promise.reject(new Error("nothing is given up")),
    log: memoryLog(),
  });
}

describe("events of AWS services", () => {
  test.each([
    { event: created, time: "2026-02-01T08:00:00Z", resources: ["arn:aws:s3:::lake"] },
    {
      event: { ...created, time: "2026-01-31T23:59:59.999Z" },
      time: "2026-01-31T23:59:59Z",
      resources: ["arn:aws:s3:::lake"],
    },
    {
      event: { source: created.source, "detail-type": created["detail-type"], detail: created.detail },
      time: "2026-02-01T08:00:00Z",
      resources: [],
    },
  ] as const)(
    `reach the rules of the default bus in an envelope at $time [${s3Events}]`,
    async ({ event, time, resources }) => {
      const events: unknown[] = [];
      const bus = await startBus(
        ruleOn("default", { source: ["aws.s3"], detail: { bucket: { name: ["lake"] } } }),
        async (_target, payload) => {
          events.push(JSON.parse(payload));
          return { status: "delivered" };
        },
      );
      await bus.publish(event);
      await bus.idle();
      expect(events).toEqual([
        {
          version: "0",
          id: "id-1",
          "detail-type": "Object Created",
          source: "aws.s3",
          account: "123456789012",
          time,
          region: "us-east-1",
          resources,
          detail: created.detail,
        },
      ]);
      await bus.dispose();
    },
  );

  test.each([
    { name: "another bus", rule: ruleOn(sampleBus.name, { source: ["aws.s3"] }) },
    { name: "another pattern", rule: ruleOn("default", { source: ["aws.glue"] }) },
  ])("do not reach a rule of $name", async ({ rule }) => {
    const bus = await startBus(rule, () => Promise.reject(new Error("must not be called")));
    await bus.publish(created);
    await bus.idle();
    await bus.dispose();
  });

  test("are delivered after a restart when they were not before", async () => {
    const directory = await temporaryDirectory();
    const rule = ruleOn("default", { source: ["aws.s3"] });
    const first = await startBus(
      rule,
      async () => ({ status: "retryable", code: "TEST", message: "later" }),
      directory,
    );
    await first.publish(created);
    await first.dispose();
    const delivered: string[] = [];
    const clock = manualClock(Date.parse("2026-02-01T09:00:00Z"));
    const second = await createEventBus({
      accountId: "123456789012",
      region: "us-east-1",
      buses: [],
      rules: [rule],
      directory,
      clock,
      random: () => 0.5,
      newId: () => "id-2",
      deliver: async (_target, _payload, { eventId }) => {
        delivered.push(eventId);
        return { status: "delivered" };
      },
      deadLetter: () => Promise.reject(new Error("nothing is given up")),
      log: memoryLog(),
    });
    await second.idle();
    expect(delivered).toEqual(["id-1"]);
    await second.dispose();
  });

  test("come from services only: PutEvents refuses the source", async () => {
    const bus = await startBus(ruleOn("default", { source: ["aws.s3"] }), () =>
      Promise.reject(new Error("must not be called")),
    );
    const { EventBusName: _bus, ...entry } = sampleEntry(1);
    expect(await bus.putEvents([{ ...entry, Source: "aws.s3" }])).toEqual([
      { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." },
    ]);
    await bus.dispose();
  });

  test("are refused with a time that is none", async () => {
    const bus = await startBus(ruleOn("default", { source: ["aws.s3"] }), () =>
      Promise.reject(new Error("must not be called")),
    );
    await expect(bus.publish({ ...created, time: "yesterday" })).rejects.toThrow(
      "aws.s3 Object Created: time: expected ISO 8601, got yesterday",
    );
    await bus.dispose();
  });

  test("are refused when the journal cannot be written", async () => {
    const directory = await temporaryDirectory();
    const bus = await startBus(
      ruleOn("default", { source: ["aws.s3"] }),
      () => Promise.reject(new Error("must not be called")),
      directory,
    );
    await bus.dispose();
    await rm(directory, { recursive: true });
    await expect(bus.publish(created)).rejects.toThrow("is closed");
  });
});
