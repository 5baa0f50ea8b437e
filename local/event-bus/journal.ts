import { z } from "zod";
import { openAppendLog, type AppendLog } from "../append-log.js";
import type { Disposable } from "../disposable.js";
import type { Log } from "../log.js";

/** An event on its way to one target of one rule. */
export interface Delivery {
  readonly event: AcceptedEvent;
  readonly ruleArn: string;
  readonly targetId: string;
  /** Calls of the target so far. */
  attempts: number;
  /** Milliseconds since 1970; undefined before the first attempt. */
  firstAttemptAt: number | undefined;
  /** Milliseconds since 1970; undefined: as soon as possible. */
  nextAttemptAt: number | undefined;
}

/** An event that was acknowledged and still has to reach someone. */
export interface AcceptedEvent {
  readonly id: string;
  /** Milliseconds since 1970: when the bus took it in. */
  readonly acceptedAt: number;
  /** The event with its envelope, JSON text. */
  readonly text: string;
  /** Those that are neither delivered nor given up. */
  readonly open: Set<Delivery>;
}

/** What an acknowledged event is on disk. */
export interface Journal extends Disposable {
  /** The events that were still open when the journal was opened, oldest first. */
  readonly recovered: readonly AcceptedEvent[];
  /**
   * Keeps an event for these targets. Resolves when it is on disk and `kill -9` can no longer lose it.
   * Rejects when the disk refuses; the event is then forgotten.
   */
  accept(event: NewEvent): Promise<AcceptedEvent>;
  /** Remembers an attempt that failed and when the next one is due. */
  postpone(delivery: Delivery): void;
  /** Remembers that nothing is left to do. Lost in a crash, the delivery is done once more: at least once. */
  settle(delivery: Delivery): void;
}

export interface NewEvent {
  readonly id: string;
  readonly acceptedAt: number;
  readonly text: string;
  readonly targets: readonly { readonly ruleArn: string; readonly targetId: string }[];
}

const target = z.tuple([z.string(), z.string()]);
const entrySchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("event"), id: z.string(), at: z.number(), targets: z.array(target), text: z.string() }),
  z.object({
    type: z.literal("failed"),
    id: z.string(),
    target,
    attempts: z.number(),
    firstAt: z.number(),
    nextAt: z.number(),
  }),
  z.object({ type: z.literal("settled"), id: z.string(), target }),
]);
type Entry = z.infer<typeof entrySchema>;

/**
 * Opens the journal in `directory` (files `journal.<number>.ndjson`) and reads what is open.
 *
 * @throws where the directory cannot be read or written
 */
export async function openJournal(options: {
  readonly directory: string;
  readonly log: Log;
  /** See AppendLogOptions. */
  readonly compactionBytes?: number;
}): Promise<Journal> {
  const events = new Map<string, AcceptedEvent>();
  const file = await openAppendLog<Entry>({
    ...options,
    name: "journal",
    parse: (value) => entrySchema.parse(value),
    replay: (entry) => {
      replay(events, entry);
    },
    snapshot: () => [...events.values()].flatMap(entriesOf),
  });
  return new FileJournal(events, file);
}

class FileJournal implements Journal {
  readonly recovered: readonly AcceptedEvent[];

  constructor(
    private readonly events: Map<string, AcceptedEvent>,
    private readonly file: AppendLog<Entry>,
  ) {
    this.recovered = [...events.values()];
  }

  async accept({ id, acceptedAt, text, targets }: NewEvent): Promise<AcceptedEvent> {
    const entry = {
      type: "event" as const,
      id,
      at: acceptedAt,
      targets: targets.map(({ ruleArn, targetId }): [string, string] => [ruleArn, targetId]),
      text,
    };
    const event = eventOf(entry);
    this.events.set(id, event);
    try {
      await this.file.append(entry);
    } catch (error) {
      this.events.delete(id);
      throw error;
    }
    return event;
  }

  postpone(delivery: Delivery): void {
    const entry = failureOf(delivery);
    if (entry !== undefined) this.file.note(entry);
  }

  settle(delivery: Delivery): void {
    const { event } = delivery;
    event.open.delete(delivery);
    if (event.open.size === 0) this.events.delete(event.id);
    this.file.note({ type: "settled", id: event.id, target: [delivery.ruleArn, delivery.targetId] });
  }

  dispose(): Promise<void> {
    return this.file.dispose();
  }
}

function replay(events: Map<string, AcceptedEvent>, entry: Entry): void {
  if (entry.type === "event") {
    events.set(entry.id, eventOf(entry));
    return;
  }
  const event = events.get(entry.id);
  const [ruleArn, targetId] = entry.target;
  const delivery = [...(event?.open ?? [])].find((open) => open.ruleArn === ruleArn && open.targetId === targetId);
  if (event === undefined || delivery === undefined) return;
  if (entry.type === "settled") {
    event.open.delete(delivery);
    if (event.open.size === 0) events.delete(event.id);
  } else {
    delivery.attempts = entry.attempts;
    delivery.firstAttemptAt = entry.firstAt;
    delivery.nextAttemptAt = entry.nextAt;
  }
}

function eventOf(entry: Extract<Entry, { type: "event" }>): AcceptedEvent {
  const event: AcceptedEvent = { id: entry.id, acceptedAt: entry.at, text: entry.text, open: new Set() };
  for (const [ruleArn, targetId] of entry.targets) {
    event.open.add({ event, ruleArn, targetId, attempts: 0, firstAttemptAt: undefined, nextAttemptAt: undefined });
  }
  return event;
}

/** The entries that give this event in its present state. */
function entriesOf(event: AcceptedEvent): Entry[] {
  const open = [...event.open];
  const targets = open.map(({ ruleArn, targetId }): [string, string] => [ruleArn, targetId]);
  const failures = open.flatMap((delivery) => failureOf(delivery) ?? []);
  return [{ type: "event", id: event.id, at: event.acceptedAt, targets, text: event.text }, ...failures];
}

function failureOf(delivery: Delivery): Entry | undefined {
  const { attempts, firstAttemptAt, nextAttemptAt } = delivery;
  if (firstAttemptAt === undefined || nextAttemptAt === undefined) return undefined;
  const target: [string, string] = [delivery.ruleArn, delivery.targetId];
  return { type: "failed", id: delivery.event.id, target, attempts, firstAt: firstAttemptAt, nextAt: nextAttemptAt };
}
