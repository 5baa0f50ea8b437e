import { describe, expect, onTestFinished, test } from "vitest";
import { createAwsJsonHandler } from "../aws-json/aws-json-handler.js";
import { callAwsJson, testServer } from "../aws-json/test-server.js";
import { anyCaller } from "../iam/any-caller.js";
import { manualClock, type ManualClock } from "../manual-clock.js";
import { memoryLog } from "../memory-log.js";
import { temporaryDirectory } from "../temporary-directory.js";
import type { QueueModel } from "../synth/backend-model.js";
import { digestOfAttributes, digestOfBody } from "./message-digest.js";
import { createSqs, type Sqs } from "./sqs.js";

const accountId = "123456789012";
const queue: QueueModel = {
  name: "dead-letters",
  arn: `arn:aws:sqs:us-east-1:${accountId}:dead-letters`,
  messageRetentionPeriod: 1_209_600,
  path: "airside/DeadLetters",
  logicalId: "DeadLetters",
};

interface ReceivedMessage {
  readonly MessageId: string;
  readonly Body: string;
  readonly ReceiptHandle: string;
  readonly Attributes?: Readonly<Record<string, string>>;
}

interface Sample {
  readonly sqs: Sqs;
  readonly clock: ManualClock;
  readonly url: string;
  readonly queueUrl: string;
  readonly call: (operation: string, input: object) => Promise<unknown>;
  readonly receive: (input?: object) => Promise<readonly ReceivedMessage[]>;
}

async function start(directory: string, clock = manualClock(1_000_000)): Promise<Sample> {
  const log = memoryLog();
  let ids = 0;
  const sqs = await createSqs({ accountId, queues: [queue], directory, clock, newId: () => `m${(ids += 1)}`, log });
  onTestFinished(() => sqs.dispose());
  const url = `${await testServer(createAwsJsonHandler({ services: { AmazonSQS: sqs.service }, callers: anyCaller(), log }))}/aws`;
  const queueUrl = `${url}/${accountId}/dead-letters`;
  const call = async (operation: string, input: object): Promise<unknown> =>
    // Clients send requests about a queue to its own URL.
    (await callAwsJson(queueUrl, `AmazonSQS.${operation}`, input)).body;
  const receive = async (input: object = {}): Promise<readonly ReceivedMessage[]> => {
    const output = (await call("ReceiveMessage", { QueueUrl: queueUrl, ...input })) as { Messages?: ReceivedMessage[] };
    return output.Messages ?? [];
  };
  return { sqs, clock, url, queueUrl, call, receive };
}

describe("SQS", () => {
  test("finds the queue by name, at a URL that it answers on", async () => {
    const { call, queueUrl } = await start(await temporaryDirectory());
    expect(await call("GetQueueUrl", { QueueName: "dead-letters" })).toEqual({ QueueUrl: queueUrl });
    expect(await call("ListQueues", {})).toEqual({ QueueUrls: [queueUrl] });
    expect(await call("ListQueues", { QueueNamePrefix: "x" })).toEqual({});
  });

  test("gives a message once, with digests that SDKs check", async () => {
    const { sqs, call, queueUrl, receive } = await start(await temporaryDirectory());
    await sqs.send(queue.arn, "lost", { ERROR_CODE: "TIMEOUT", RULE_ARN: "arn:rule" });
    const MessageAttributes = {
      ERROR_CODE: { DataType: "String", StringValue: "TIMEOUT" },
      RULE_ARN: { DataType: "String", StringValue: "arn:rule" },
    };
    expect(await receive({ MessageAttributeNames: ["All"], AttributeNames: ["All"] })).toEqual([
      {
        MessageId: "m1",
        ReceiptHandle: expect.any(String) as string,
        Body: "lost",
        MD5OfBody: digestOfBody("lost"),
        MessageAttributes,
        MD5OfMessageAttributes: digestOfAttributes(MessageAttributes),
        Attributes: {
          SenderId: accountId,
          SentTimestamp: "1000000",
          ApproximateReceiveCount: "1",
          ApproximateFirstReceiveTimestamp: "1000000",
        },
      },
    ]);
    expect(await receive()).toEqual([]);
    expect(await call("GetQueueAttributes", { QueueUrl: queueUrl, AttributeNames: ["All"] })).toMatchObject({
      Attributes: {
        QueueArn: queue.arn,
        ApproximateNumberOfMessages: "0",
        ApproximateNumberOfMessagesNotVisible: "1",
        MessageRetentionPeriod: "1209600",
      },
    });
  });

  test("chooses attributes by name and prefix", async () => {
    const { sqs, clock, receive } = await start(await temporaryDirectory());
    await sqs.send(queue.arn, "lost", { ERROR_CODE: "A", ERROR_MESSAGE: "B", RULE_ARN: "C" });
    const names = async (MessageAttributeNames: readonly string[]): Promise<readonly string[]> => {
      const [message] = await receive({ MessageAttributeNames });
      clock.advance(30_000);
      return Object.keys((message as { MessageAttributes?: object } | undefined)?.MessageAttributes ?? {});
    };
    expect(await names([])).toEqual([]);
    expect(await names(["RULE_ARN", "nothing"])).toEqual(["RULE_ARN"]);
    expect(await names(["ERROR_.*"])).toEqual(["ERROR_CODE", "ERROR_MESSAGE"]);
    expect(await names([".*"])).toHaveLength(3);
  });

  test("gives it again when the visibility timeout is over, until it is deleted", async () => {
    const { sqs, clock, call, queueUrl, receive } = await start(await temporaryDirectory());
    await sqs.send(queue.arn, "lost", {});
    expect(await receive({ VisibilityTimeout: 10 })).toHaveLength(1);
    clock.advance(9_999);
    expect(await receive()).toEqual([]);
    clock.advance(1);
    const [again] = await receive({ MessageSystemAttributeNames: ["ApproximateReceiveCount"] });
    expect(again?.Attributes).toEqual({ ApproximateReceiveCount: "2" });
    const ReceiptHandle = again?.ReceiptHandle;
    await call("ChangeMessageVisibility", { QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 });
    expect(await receive()).toHaveLength(1);
    expect(await call("DeleteMessage", { QueueUrl: queueUrl, ReceiptHandle })).toEqual({});
    clock.advance(3_600_000);
    expect(await receive()).toEqual([]);
    expect(await call("DeleteMessage", { QueueUrl: queueUrl, ReceiptHandle })).toEqual({});
  });

  test("waits for a message as long as it is asked to", async () => {
    const { sqs, clock, receive } = await start(await temporaryDirectory());
    const waiting = receive({ WaitTimeSeconds: 20 });
    await until(() => clock.scheduled.length > 0);
    await sqs.send(queue.arn, "late", {});
    expect(await waiting).toMatchObject([{ Body: "late" }]);

    const nothing = receive({ WaitTimeSeconds: 20 });
    await until(() => clock.scheduled.length > 0);
    expect(clock.scheduled).toEqual([20_000]);
    clock.advance(20_000);
    expect(await nothing).toEqual([]);

    const visibleAgain = receive({ WaitTimeSeconds: 20 });
    await until(() => clock.scheduled.length > 0);
    expect(clock.scheduled).toEqual([10_000]);
    clock.advance(10_000);
    expect(await visibleAgain).toMatchObject([{ Body: "late" }]);
  });

  test("messages, receipts and deletions outlive the process", async () => {
    const directory = await temporaryDirectory();
    const first = await start(directory);
    for (const body of ["kept", "deleted", "received"]) await first.sqs.send(queue.arn, body, { a: body });
    const all = await first.receive({ MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
    expect(all.map(({ Body }) => Body)).toEqual(["kept", "deleted", "received"]);
    await first.call("DeleteMessage", { QueueUrl: first.queueUrl, ReceiptHandle: all[1]?.ReceiptHandle });
    await first.sqs.dispose();

    const second = await start(directory);
    const rest = await second.receive({ MaxNumberOfMessages: 10, AttributeNames: ["ApproximateReceiveCount"] });
    expect(rest.map(({ Body, Attributes }) => [Body, Attributes?.["ApproximateReceiveCount"]])).toEqual([
      ["kept", "2"],
      ["received", "2"],
    ]);
    await second.call("PurgeQueue", { QueueUrl: second.queueUrl });
    await second.sqs.dispose();

    const third = await start(directory, manualClock(9_000_000));
    expect(await third.receive()).toEqual([]);
  });

  test("drops what is older than the retention period", async () => {
    const { sqs, clock, receive } = await start(await temporaryDirectory());
    await sqs.send(queue.arn, "old", {});
    clock.advance(1_000);
    await sqs.send(queue.arn, "new", {});
    clock.advance(queue.messageRetentionPeriod * 1_000);
    expect((await receive({ MaxNumberOfMessages: 10 })).map(({ Body }) => Body)).toEqual(["new"]);
  });

  test("takes messages over the wire, with a delay where wanted", async () => {
    const { clock, call, queueUrl, receive } = await start(await temporaryDirectory());
    const output = await call("SendMessage", { QueueUrl: queueUrl, MessageBody: "later", DelaySeconds: 5 });
    expect(output).toEqual({ MessageId: "m1", MD5OfMessageBody: digestOfBody("later") });
    expect(await receive()).toEqual([]);
    clock.advance(5_000);
    expect(await receive()).toHaveLength(1);
  });

  test.each([
    {
      operation: "GetQueueUrl",
      input: { QueueName: "x" },
      type: "com.amazonaws.sqs#QueueDoesNotExist",
      message: "The specified queue does not exist.",
    },
    {
      operation: "ReceiveMessage",
      input: {},
      type: "MissingParameter",
      message: "The request must contain the parameter QueueUrl.",
    },
    {
      operation: "ReceiveMessage",
      input: { QueueUrl: "dead-letters", MaxNumberOfMessages: 11 },
      type: "InvalidParameterValue",
      message: "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
    },
    {
      operation: "ReceiveMessage",
      input: { QueueUrl: "dead-letters", WaitTimeSeconds: 21 },
      type: "InvalidParameterValue",
      message: "between 0 and 20",
    },
    {
      operation: "DeleteMessage",
      input: { QueueUrl: "dead-letters", ReceiptHandle: "x" },
      type: "com.amazonaws.sqs#ReceiptHandleIsInvalid",
      message: "The input receipt handle is invalid.",
    },
    {
      operation: "GetQueueAttributes",
      input: { QueueUrl: "dead-letters", AttributeNames: ["Size"] },
      type: "com.amazonaws.sqs#InvalidAttributeName",
      message: "Unknown Attribute Size.",
    },
    {
      operation: "SendMessage",
      input: { QueueUrl: "dead-letters", MessageBody: 7 },
      type: "SerializationException",
      message: "MessageBody",
    },
    {
      operation: "SendMessage",
      input: { QueueUrl: "dead-letters", MessageBody: "x".repeat(1_048_577) },
      type: "InvalidParameterValue",
      message: "must be shorter than 1048576 bytes",
    },
  ])("$operation refuses with $type: $message", async ({ operation, input, type, message }) => {
    const { call } = await start(await temporaryDirectory());
    expect(await call(operation, input)).toEqual({ __type: type, message: expect.stringContaining(message) as string });
  });

  test("a queue that the definition does not have takes no dead letters", async () => {
    const { sqs } = await start(await temporaryDirectory());
    await expect(sqs.send("arn:nowhere", "lost", {})).rejects.toThrow("The definition has no queue arn:nowhere.");
  });
});

/** Gives way to input and output until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
