import type { Clock } from "../clock.js";
import type { QueueModel } from "../synth/backend-model.js";
import type { MessageAttributes } from "./message-digest.js";

/** A message in a queue. Times in milliseconds since 1970. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly sentAt: number;
  receiveCount: number;
  firstReceivedAt: number | undefined;
  /** Not given out before. */
  visibleAt: number;
}

/** How many messages a queue has. */
export interface QueueCounts {
  readonly visible: number;
  /** Received and neither deleted nor visible again. */
  readonly inFlight: number;
  /** Sent with a delay that is not over. */
  readonly delayed: number;
}

/** One standard queue, in memory. Messages older than the retention period are gone. */
export class Queue {
  private readonly messages = new Map<string, Message>();
  private readonly waiters = new Set<() => void>();

  constructor(
    readonly model: QueueModel,
    private readonly clock: Clock,
  ) {}

  put(message: Message): void {
    this.messages.set(message.id, message);
    for (const wake of [...this.waiters]) wake();
  }

  get(id: string): Message | undefined {
    return this.messages.get(id);
  }

  remove(id: string): boolean {
    return this.messages.delete(id);
  }

  clear(): void {
    this.messages.clear();
  }

  all(): Iterable<Message> {
    this.expire();
    return this.messages.values();
  }

  counts(): QueueCounts {
    const now = this.clock.now();
    const all = [...this.all()];
    const hidden = all.filter(({ visibleAt }) => visibleAt > now);
    const inFlight = hidden.filter(({ receiveCount }) => receiveCount > 0).length;
    return { visible: all.length - hidden.length, inFlight, delayed: hidden.length - inFlight };
  }

  /** Gives out up to `most` visible messages, oldest first, and hides them for `visibilityMs`. */
  take(most: number, visibilityMs: number): Message[] {
    const now = this.clock.now();
    const taken: Message[] = [];
    for (const message of this.all()) {
      if (taken.length >= most) break;
      if (message.visibleAt > now) continue;
      message.receiveCount += 1;
      message.firstReceivedAt ??= now;
      message.visibleAt = now + visibilityMs;
      taken.push(message);
    }
    return taken;
  }

  /** Resolves when a message may have become visible, after `longestMs` at the latest, or when `signal` aborts. */
  async change(longestMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const now = this.clock.now();
    const nextVisible = Math.min(...[...this.all()].map(({ visibleAt }) => visibleAt));
    await new Promise<void>((resolve) => {
      const done = (): void => {
        cancel();
        this.waiters.delete(done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      const cancel = this.clock.schedule(Math.max(0, Math.min(longestMs, nextVisible - now)), done);
      this.waiters.add(done);
      signal.addEventListener("abort", done);
    });
  }

  private expire(): void {
    const oldest = this.clock.now() - this.model.messageRetentionPeriod * 1_000;
    for (const { id, sentAt } of this.messages.values()) {
      // Messages lie in the order of their sending.
      if (sentAt >= oldest) return;
      this.messages.delete(id);
    }
  }
}
