import {
  EventBridgeClient,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  TestEventPatternCommand,
} from "@aws-sdk/client-eventbridge";
import { randomUUID } from "node:crypto";
import { describe, expect, onTestFinished, test } from "vitest";
import { createAwsJsonHandler } from "../aws-json/aws-json-handler.js";
import { testServer } from "../aws-json/test-server.js";
import { systemClock } from "../clock.js";
import { anyCaller } from "../iam/any-caller.js";
import { memoryLog } from "../memory-log.js";
import { temporaryDirectory } from "../temporary-directory.js";
import type { RuleModel } from "../synth/backend-model.js";
import { createEventBus, type EventBus } from "./event-bus.js";
import { sampleBus, sampleEntry, sampleRule, sampleTarget } from "./sample-bus.js";

interface Sample {
  readonly client: EventBridgeClient;
  readonly bus: EventBus;
  readonly payloads: string[];
  readonly warnings: readonly string[];
}

async function start(rules: readonly RuleModel[] = [sampleRule]): Promise<Sample> {
  const log = memoryLog();
  const payloads: string[] = [];
  const bus = await createEventBus({
    accountId: "123456789012",
    region: "us-east-1",
    buses: [sampleBus],
    rules,
    directory: await temporaryDirectory(),
    clock: systemClock,
    random: () => 0,
    newId: randomUUID,
    deliver: async (_target, payload) => {
      payloads.push(payload);
      return { status: "delivered" };
    },
    deadLetter: async () => undefined,
    log,
  });
  onTestFinished(() => bus.dispose());
  const origin = await testServer(
    createAwsJsonHandler({ services: { AWSEvents: bus.service }, callers: anyCaller(), log }),
  );
  const client = new EventBridgeClient({
    endpoint: `${origin}/aws`,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  onTestFinished(() => {
    client.destroy();
  });
  return { client, bus, payloads, warnings: log.warnings };
}

describe("EventBridge as the AWS SDK speaks it", () => {
  test("PutEvents answers entry by entry", async () => {
    const { client, bus, payloads } = await start();
    const output = await client.send(
      new PutEventsCommand({
        Entries: [
          { ...sampleEntry(1), Time: new Date("2024-01-25T16:58:37Z"), Resources: ["arn:gate"], TraceHeader: "Root=1" },
          { ...sampleEntry(2), Detail: "no JSON" },
          { ...sampleEntry(3), EventBusName: sampleBus.arn },
          { ...sampleEntry(4), Source: "aws.ec2" },
        ],
      }),
    );
    expect(output.FailedEntryCount).toBe(2);
    expect(output.Entries).toMatchObject([
      { EventId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
      { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." },
      { EventId: expect.any(String) as string },
      { ErrorCode: "NotAuthorizedForSourceException" },
    ]);
    await bus.idle();
    expect(payloads).toEqual(['{"event":"FlightDelayed","num":1}', '{"event":"FlightDelayed","num":3}']);
  });

  test("an event on another bus reaches no rule of this one", async () => {
    const { client, bus, payloads, warnings } = await start();
    const { EventBusName: _, ...onDefaultBus } = sampleEntry(1);
    const output = await client.send(
      new PutEventsCommand({ Entries: [onDefaultBus, { ...sampleEntry(2), EventBusName: "nowhere" }] }),
    );
    expect(output.FailedEntryCount).toBe(0);
    await bus.idle();
    expect(payloads).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining("there is no event bus nowhere")]);
  });

  test("a rule of the default bus", async () => {
    const { client, bus, payloads } = await start([{ ...sampleRule, eventBusName: "default" }]);
    await client.send(new PutEventsCommand({ Entries: [{ ...sampleEntry(5), EventBusName: "default" }] }));
    await bus.idle();
    expect(payloads).toEqual(['{"event":"FlightDelayed","num":5}']);
  });

  test("an event that no pattern lets through is accepted and goes nowhere", async () => {
    const { client, bus, payloads } = await start();
    const Detail = JSON.stringify({ event: "BaggageLoaded" });
    const output = await client.send(new PutEventsCommand({ Entries: [{ ...sampleEntry(1), Detail }] }));
    expect(output.Entries?.[0]?.EventId).toBeDefined();
    await bus.idle();
    expect(payloads).toEqual([]);
  });

  test("too many entries are a ValidationException", async () => {
    const { client } = await start();
    const Entries = Array.from({ length: 11 }, (_, num) => sampleEntry(num));
    await expect(client.send(new PutEventsCommand({ Entries }))).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("less than or equal to 10") as string,
      $metadata: { httpStatusCode: 400, requestId: expect.any(String) as string },
    });
  });

  test("TestEventPattern", async () => {
    const { client } = await start();
    const event = { id: "1", account: "1", source: "a", time: "t", region: "r", "detail-type": "d" };
    const run = async (EventPattern: string, Event: unknown): Promise<boolean | undefined> =>
      (await client.send(new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(Event) }))).Result;
    expect(await run('{"source":["a"]}', event)).toBe(true);
    expect(await run('{"source":["b"]}', event)).toBe(false);
    await expect(run('{"source":"a"}', event)).rejects.toMatchObject({
      name: "InvalidEventPatternException",
      message:
        'Event pattern is not valid. Reason: "source" must be an object or an array\n' +
        ' at [Source: (String)"{"source":"a"}"; line: 1, column: 12]',
    });
    const incomplete = { name: "ValidationException", message: "Parameter Event is not valid." };
    await expect(run('{"source":["a"]}', { source: "a" })).rejects.toMatchObject(incomplete);
    await expect(run('{"source":["a"]}', [event])).rejects.toMatchObject(incomplete);
    await expect(run(`{"source":["${"a".repeat(4_096)}"]}`, event)).rejects.toMatchObject({
      name: "ValidationException",
    });
  });

  test("DescribeRule", async () => {
    const { client } = await start();
    expect(await client.send(new DescribeRuleCommand({ Name: "status", EventBusName: "airport" }))).toMatchObject({
      Name: "status",
      Arn: sampleRule.arn,
      EventBusName: "airport",
      State: "ENABLED",
      EventPattern: JSON.stringify(sampleRule.eventPattern),
      Description: "Passenger events",
      CreatedBy: "123456789012",
    });
    await expect(client.send(new DescribeRuleCommand({ Name: "status" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Rule status does not exist on EventBus default.",
    });
    await expect(client.send(new DescribeRuleCommand({ Name: "x", EventBusName: "y" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Event bus y does not exist.",
    });
    await expect(client.send(new DescribeRuleCommand({ Name: undefined }))).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("Value null at 'name'") as string,
    });
  });

  test("ListRules by prefix and page", async () => {
    const names = ["schedule", "status-b", "status-a"];
    const { client } = await start(names.map((name) => ({ ...sampleRule, name, arn: `arn:${name}` })));
    const list = async (input: { NamePrefix?: string; Limit?: number; NextToken?: string }): Promise<unknown> => {
      const { Rules, NextToken } = await client.send(new ListRulesCommand({ EventBusName: "airport", ...input }));
      return { names: Rules?.map(({ Name }) => Name), more: NextToken !== undefined };
    };
    expect(await list({})).toEqual({ names: ["schedule", "status-a", "status-b"], more: false });
    expect(await list({ NamePrefix: "status" })).toEqual({ names: ["status-a", "status-b"], more: false });
    expect(await list({ Limit: 2 })).toEqual({ names: ["schedule", "status-a"], more: true });
    const { NextToken } = await client.send(new ListRulesCommand({ EventBusName: "airport", Limit: 2 }));
    expect(await list({ Limit: 2, ...(NextToken === undefined ? {} : { NextToken }) })).toEqual({
      names: ["status-b"],
      more: false,
    });
    await expect(list({ Limit: 101 })).rejects.toMatchObject({ name: "ValidationException" });
    await expect(list({ NextToken: "mine" })).rejects.toMatchObject({ name: "ValidationException" });
    expect((await client.send(new ListRulesCommand({}))).Rules).toEqual([]);
  });

  test("ListTargetsByRule", async () => {
    const { client } = await start();
    const output = await client.send(new ListTargetsByRuleCommand({ Rule: "status", EventBusName: "airport" }));
    expect(output.Targets).toEqual([
      {
        Id: "api",
        Arn: sampleTarget.arn,
        RoleArn: sampleTarget.roleArn,
        InputPath: "$.detail",
        DeadLetterConfig: { Arn: sampleTarget.deadLetterArn },
        RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3_600 },
        AppSyncParameters: { GraphQLOperation: sampleTarget.graphqlOperation },
      },
    ]);
  });

  test("ListEventBuses and DescribeEventBus", async () => {
    const { client } = await start();
    const { EventBuses } = await client.send(new ListEventBusesCommand({}));
    expect(EventBuses?.map(({ Name }) => Name)).toEqual(["airport", "default"]);
    expect(await client.send(new DescribeEventBusCommand({ Name: "airport" }))).toMatchObject({ Arn: sampleBus.arn });
  });

  test("an operation that changes the definition is not there, by name", async () => {
    const { client } = await start();
    await expect(client.send(new PutRuleCommand({ Name: "x" }))).rejects.toMatchObject({
      name: "UnknownOperationException",
      message: expect.stringContaining("no operation PutRule") as string,
    });
  });
});
