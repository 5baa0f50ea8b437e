import { z } from "zod";
import { openAppendLog } from "../append-log.js";
import type { AwsJsonService } from "../aws-json/aws-json-handler.js";
import type { Clock } from "../clock.js";
import type { Disposable } from "../disposable.js";
import type { Log } from "../log.js";
import type { QueueModel } from "../synth/backend-model.js";
import type { MessageAttributes } from "./message-digest.js";
import { Queue, type Message } from "./queue.js";
import { sqsOperations } from "./sqs-operations.js";

/** Where the queues live and what they work with. */
export interface SqsOptions {
  readonly accountId: string;
  readonly queues: readonly QueueModel[];
  /** Where the messages lie; made where it is missing. */
  readonly directory: string;
  readonly clock: Clock;
  /** Gives message ids, UUIDs. */
  readonly newId: () => string;
  readonly log: Log;
}

/** Standard SQS queues whose messages outlive `kill -9`. */
export interface Sqs extends Disposable {
  /** For the AWS JSON handler, under `AmazonSQS`. */
  readonly service: AwsJsonService;
  /**
   * Sends a message with attributes of type String and resolves when it is on disk: an event bus's dead letters.
   *
   * @throws Error where the definition has no such queue or the disk refuses
   */
  send(queueArn: string, body: string, attributes: Readonly<Record<string, string>>): Promise<void>;
}

/** The changes of queues, in memory and on disk. */
export interface QueueStore {
  readonly queues: readonly Queue[];
  send(queue: Queue, body: string, attributes: MessageAttributes, delayMs: number): Promise<Message>;
  /** Remembers who received what; lost in a crash, the message is visible at once. */
  noteReceived(queue: Queue, message: Message): void;
  remove(queue: Queue, id: string): Promise<void>;
  purge(queue: Queue): Promise<void>;
}

const attributeSchema = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
const entrySchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("sent"),
    queue: z.string(),
    id: z.string(),
    at: z.number(),
    visibleAt: z.number(),
    body: z.string(),
    attributes: z.record(z.string(), attributeSchema),
  }),
  z.object({
    type: z.literal("received"),
    queue: z.string(),
    id: z.string(),
    count: z.number(),
    firstAt: z.number(),
    visibleAt: z.number(),
  }),
  z.object({ type: z.literal("removed"), queue: z.string(), id: z.string() }),
  z.object({ type: z.literal("purged"), queue: z.string() }),
]);
type Entry = z.infer<typeof entrySchema>;

/** Starts the queues of a definition with the messages that are left. @throws where the directory cannot be used */
export async function createSqs(options: SqsOptions): Promise<Sqs> {
  const { directory, clock, newId, log } = options;
  const queues = options.queues.map((model) => new Queue(model, clock));
  const byName = new Map(queues.map((queue) => [queue.model.name, queue]));
  const file = await openAppendLog<Entry>({
    directory,
    name: "messages",
    log,
    parse: (value) => entrySchema.parse(value),
    replay: (entry) => {
      const queue = byName.get(entry.queue);
      if (queue !== undefined) replay(queue, entry);
    },
    snapshot: () => queues.flatMap(entriesOf),
  });

  const store: QueueStore = {
    queues,
    async send(queue, body, attributes, delayMs) {
      const at = clock.now();
      const name = queue.model.name;
      const entry = { type: "sent" as const, queue: name, id: newId(), at, visibleAt: at + delayMs, body };
      // First in memory: a compaction that comes while the entry is written takes the message up from there.
      const message = putSent(queue, { ...entry, attributes: { ...attributes } });
      try {
        await file.append({ ...entry, attributes: { ...attributes } });
      } catch (error) {
        queue.remove(message.id);
        throw error;
      }
      return message;
    },
    noteReceived(queue, message) {
      for (const entry of receiptOf(queue, message)) file.note(entry);
    },
    async remove(queue, id) {
      if (queue.remove(id)) await file.append({ type: "removed", queue: queue.model.name, id });
    },
    async purge(queue) {
      queue.clear();
      await file.append({ type: "purged", queue: queue.model.name });
    },
  };

  return {
    service: { operations: sqsOperations(options, store) },
    async send(queueArn, body, attributes) {
      const queue = queues.find(({ model }) => model.arn === queueArn);
      if (queue === undefined) throw new Error(`The definition has no queue ${queueArn}.`);
      const typed = Object.entries(attributes).map(([name, StringValue]) => [
        name,
        { DataType: "String", StringValue },
      ]);
      await store.send(queue, body, Object.fromEntries(typed) as MessageAttributes, 0);
    },
    dispose: () => file.dispose(),
  };
}

function replay(queue: Queue, entry: Entry): void {
  switch (entry.type) {
    case "sent":
      putSent(queue, entry);
      break;
    case "received": {
      const message = queue.get(entry.id);
      if (message === undefined) break;
      message.receiveCount = entry.count;
      message.firstReceivedAt = entry.firstAt;
      message.visibleAt = entry.visibleAt;
      break;
    }
    case "removed":
      queue.remove(entry.id);
      break;
    case "purged":
      queue.clear();
  }
}

function putSent(queue: Queue, entry: Extract<Entry, { type: "sent" }>): Message {
  const { id, body, attributes, at: sentAt, visibleAt } = entry;
  const message = { id, body, attributes, sentAt, visibleAt, receiveCount: 0, firstReceivedAt: undefined };
  queue.put(message);
  return message;
}

function entriesOf(queue: Queue): Entry[] {
  return [...queue.all()].flatMap((message): Entry[] => {
    const { id, body, sentAt: at, visibleAt } = message;
    const attributes = { ...message.attributes };
    return [
      { type: "sent", queue: queue.model.name, id, at, visibleAt, body, attributes },
      ...receiptOf(queue, message),
    ];
  });
}

function receiptOf(queue: Queue, { id, receiveCount: count, firstReceivedAt: firstAt, visibleAt }: Message): Entry[] {
  if (firstAt === undefined) return [];
  return [{ type: "received", queue: queue.model.name, id, count, firstAt, visibleAt }];
}
