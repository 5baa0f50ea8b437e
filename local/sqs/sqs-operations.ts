import { z } from "zod";
import { AwsError, serializationError } from "../aws-json/aws-error.js";
import type { AwsJsonContext, AwsJsonOperation } from "../aws-json/aws-json-handler.js";
import type { Clock } from "../clock.js";
import { digestOfAttributes, digestOfBody, type MessageAttributes } from "./message-digest.js";
import type { Message, Queue } from "./queue.js";
import type { QueueStore } from "./sqs.js";

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
const MOST_MESSAGES = 10;
const LONGEST_WAIT_SECONDS = 20;
const DEFAULT_VISIBILITY_SECONDS = 30;
const LONGEST_VISIBILITY_SECONDS = 43_200;
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
const LONGEST_DELAY_SECONDS = 900;
const LARGEST_MESSAGE_BYTES = 1_048_576;

const names = z.array(z.string()).nullish();
const queueUrl = { QueueUrl: z.string() };
const attributeSchema = z.looseObject({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
const sendSchema = z.looseObject({
  ...queueUrl,
  MessageBody: z.string(),
  DelaySeconds: z.number().nullish(),
  MessageAttributes: z.record(z.string(), attributeSchema).nullish(),
});
const receiveSchema = z.looseObject({
  ...queueUrl,
  MaxNumberOfMessages: z.number().nullish(),
  VisibilityTimeout: z.number().nullish(),
  WaitTimeSeconds: z.number().nullish(),
  AttributeNames: names,
  MessageSystemAttributeNames: names,
  MessageAttributeNames: names,
});
const receiptSchema = z.looseObject({ ...queueUrl, ReceiptHandle: z.string() });

/** What a dead-letter queue needs of the API of SQS, over AWS JSON 1.0 (`AmazonSQS.*`). */
export function sqsOperations(
  { accountId, clock, newId }: { readonly accountId: string; readonly clock: Clock; readonly newId: () => string },
  store: QueueStore,
): Readonly<Record<string, AwsJsonOperation>> {
  const queueNamed = (name: string | undefined): Queue => {
    const queue = store.queues.find(({ model }) => model.name === name);
    if (queue !== undefined) return queue;
    throw new AwsError("com.amazonaws.sqs#QueueDoesNotExist", "The specified queue does not exist.", {
      queryCode: "AWS.SimpleQueueService.NonExistentQueue",
    });
  };
  const queueAt = (url: string): Queue => queueNamed(url.split("/").at(-1));
  // Clients may send requests to the queue's own URL, so that path is not part of the endpoint.
  const urlOf = (queue: Queue, { url }: AwsJsonContext): string =>
    `${url.replace(new RegExp(`/${accountId}/[^/]+$`), "")}/${accountId}/${queue.model.name}`;

  return {
    async GetQueueUrl(input, context) {
      const { QueueName } = read(z.looseObject({ QueueName: z.string() }), input);
      return { QueueUrl: urlOf(queueNamed(QueueName), context) };
    },

    async ListQueues(input, context) {
      const { QueueNamePrefix } = read(z.looseObject({ QueueNamePrefix: z.string().nullish() }), input);
      const found = store.queues.filter(({ model }) => model.name.startsWith(QueueNamePrefix ?? ""));
      return found.length === 0 ? {} : { QueueUrls: found.map((queue) => urlOf(queue, context)).sort() };
    },

    async GetQueueAttributes(input) {
      const { QueueUrl, AttributeNames } = read(z.looseObject({ ...queueUrl, AttributeNames: names }), input);
      const attributes = queueAttributes(queueAt(QueueUrl));
      const wanted = AttributeNames ?? [];
      const unknown = wanted.find((name) => name !== "All" && !Object.hasOwn(attributes, name));
      if (unknown !== undefined) {
        throw new AwsError("com.amazonaws.sqs#InvalidAttributeName", `Unknown Attribute ${unknown}.`, {
          queryCode: "InvalidAttributeName",
        });
      }
      const chosen = Object.entries(attributes).filter(([name]) => wanted.includes("All") || wanted.includes(name));
      return chosen.length === 0 ? {} : { Attributes: Object.fromEntries(chosen) };
    },

    async SendMessage(input) {
      const { QueueUrl, MessageBody, DelaySeconds, MessageAttributes } = read(sendSchema, input);
      const queue = queueAt(QueueUrl);
      if (MessageBody === "") throw missingParameter("MessageBody");
      if (Buffer.byteLength(MessageBody) > LARGEST_MESSAGE_BYTES) {
        throw invalidParameter(
          `One or more parameters are invalid. Reason: Message must be shorter than ${LARGEST_MESSAGE_BYTES} bytes.`,
        );
      }
      const delay = within("DelaySeconds", DelaySeconds, 0, LONGEST_DELAY_SECONDS, 0);
      const message = await store.send(queue, MessageBody, MessageAttributes ?? {}, delay * 1_000);
      return {
        MessageId: message.id,
        MD5OfMessageBody: digestOfBody(message.body),
        ...digested(message.attributes),
      };
    },

    async ReceiveMessage(input, { signal }) {
      const request = read(receiveSchema, input);
      const queue = queueAt(request.QueueUrl);
      const most = within("MaxNumberOfMessages", request.MaxNumberOfMessages, 1, MOST_MESSAGES, 1);
      const wait = within("WaitTimeSeconds", request.WaitTimeSeconds, 0, LONGEST_WAIT_SECONDS, 0);
      const visibility = readVisibility(request.VisibilityTimeout ?? DEFAULT_VISIBILITY_SECONDS);
      const deadline = clock.now() + wait * 1_000;
      let messages = queue.take(most, visibility * 1_000);
      while (messages.length === 0 && clock.now() < deadline && !signal.aborted) {
        await queue.change(deadline - clock.now(), signal);
        // A client that is gone would take its message with it.
        if (!signal.aborted) messages = queue.take(most, visibility * 1_000);
      }
      for (const message of messages) store.noteReceived(queue, message);
      if (messages.length === 0) return {};
      const systemNames = [...(request.AttributeNames ?? []), ...(request.MessageSystemAttributeNames ?? [])];
      return {
        Messages: messages.map((message) => ({
          MessageId: message.id,
          ReceiptHandle: Buffer.from(`${message.id} ${newId()}`).toString("base64"),
          MD5OfBody: digestOfBody(message.body),
          Body: message.body,
          ...systemAttributes(message, systemNames, accountId),
          ...chosenAttributes(message.attributes, request.MessageAttributeNames ?? []),
        })),
      };
    },

    async DeleteMessage(input) {
      const { QueueUrl, ReceiptHandle } = read(receiptSchema, input);
      await store.remove(queueAt(QueueUrl), messageIdOf(ReceiptHandle));
      return undefined;
    },

    async ChangeMessageVisibility(input) {
      const schema = receiptSchema.extend({ VisibilityTimeout: z.number() });
      const { QueueUrl, ReceiptHandle, VisibilityTimeout } = read(schema, input);
      const queue = queueAt(QueueUrl);
      const message = queue.get(messageIdOf(ReceiptHandle));
      if (message === undefined) throw invalidReceipt();
      message.visibleAt = clock.now() + readVisibility(VisibilityTimeout) * 1_000;
      store.noteReceived(queue, message);
      queue.put(message);
      return undefined;
    },

    async PurgeQueue(input) {
      await store.purge(queueAt(read(z.looseObject(queueUrl), input).QueueUrl));
      return undefined;
    },
  };
}

function read<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = issue?.path.join(".") ?? "";
  if ((input as Readonly<Record<string, unknown>> | null)?.[name] == null) throw missingParameter(name);
  throw serializationError(`${name}: ${issue?.message ?? "is not valid"}`);
}

function missingParameter(name: string): AwsError {
  return new AwsError("MissingParameter", `The request must contain the parameter ${name}.`, {
    queryCode: "MissingParameter",
  });
}

function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterValue", message, { queryCode: "InvalidParameterValue" });
}

function invalidReceipt(): AwsError {
  return new AwsError("com.amazonaws.sqs#ReceiptHandleIsInvalid", "The input receipt handle is invalid.", {
    statusCode: 404,
    queryCode: "ReceiptHandleIsInvalid",
  });
}

function within(name: string, value: number | null | undefined, low: number, high: number, fallback: number): number {
  if (value == null) return fallback;
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw invalidParameter(
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${low} and ${high}, if provided.`,
  );
}

function readVisibility(seconds: number): number {
  return within("VisibilityTimeout", seconds, 0, LONGEST_VISIBILITY_SECONDS, DEFAULT_VISIBILITY_SECONDS);
}

function messageIdOf(receiptHandle: string): string {
  const [id = "", nonce] = Buffer.from(receiptHandle, "base64").toString().split(" ");
  if (nonce === undefined) throw invalidReceipt();
  return id;
}

function queueAttributes(queue: Queue): Readonly<Record<string, string>> {
  const { visible, inFlight, delayed } = queue.counts();
  return {
    QueueArn: queue.model.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    VisibilityTimeout: String(DEFAULT_VISIBILITY_SECONDS),
    MaximumMessageSize: String(LARGEST_MESSAGE_BYTES),
    MessageRetentionPeriod: String(queue.model.messageRetentionPeriod),
    DelaySeconds: "0",
    ReceiveMessageWaitTimeSeconds: "0",
  };
}

function systemAttributes(
  message: Message,
  wanted: readonly string[],
  senderId: string,
): { readonly Attributes?: Readonly<Record<string, string>> } {
  const all = {
    SenderId: senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
  };
  const chosen = Object.entries(all).filter(([name]) => wanted.includes("All") || wanted.includes(name));
  return chosen.length === 0 ? {} : { Attributes: Object.fromEntries(chosen) };
}

/** `All`, `.*`, `prefix.*` or whole names. The digest is that of the chosen ones (recorded on AWS). */
function chosenAttributes(all: MessageAttributes, wanted: readonly string[]): Readonly<Record<string, unknown>> {
  const isWanted = (name: string): boolean =>
    wanted.some(
      (pattern) =>
        pattern === "All" || (pattern.endsWith(".*") ? name.startsWith(pattern.slice(0, -2)) : name === pattern),
    );
  const chosen = Object.fromEntries(Object.entries(all).filter(([name]) => isWanted(name)));
  return Object.keys(chosen).length === 0 ? {} : { MessageAttributes: chosen, ...digested(chosen) };
}

function digested(attributes: MessageAttributes): { readonly MD5OfMessageAttributes?: string } {
  return Object.keys(attributes).length === 0 ? {} : { MD5OfMessageAttributes: digestOfAttributes(attributes) };
}
