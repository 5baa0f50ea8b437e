import { z } from "zod";
import { openAppendLog, type AppendLog } from "../append-log.js";
import type { Clock } from "../clock.js";
import type { Disposable } from "../disposable.js";
import type { Log } from "../log.js";
import type { InvocationFailure, InvocationResult } from "./invocation-result.js";
import { asyncRetryDelaysMs, mostAsyncCalls } from "./service-limits.js";

/** An accepted asynchronous call. */
export interface AsyncCall {
  /** The request id, the same for all attempts. */
  readonly id: string;
  readonly functionArn: string;
  /** JSON text. */
  readonly event: string;
  /** Those that are over. */
  attempts: number;
  /** Milliseconds since 1970; undefined: as soon as possible. */
  nextAttemptAt: number | undefined;
}

export interface AsyncQueueOptions {
  /** Where the accepted calls lie; made where it is missing. */
  readonly directory: string;
  /** Runs a call. Undefined: the definition has no such function any more. */
  readonly run: (call: AsyncCall) => Promise<InvocationResult> | undefined;
  /** Called with a call whose last attempt has failed, before it is dropped. */
  readonly giveUp: (call: AsyncCall, failure: InvocationFailure) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Lambda's queue of asynchronous calls. What it has accepted is tried until it succeeds or three attempts have failed
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html), `kill -9` or not: a call that was
 * under way when the process ended is begun again.
 */
export interface AsyncQueue extends Disposable {
  /** Resolves when the call is on disk. Rejects when the disk refuses; the call is then forgotten. */
  accept(id: string, functionArn: string, event: string): Promise<void>;
  /** Begins to run what is accepted. */
  start(): void;
  /** Resolves when no call is under way or due; those that wait for a retry do not count. */
  idle(): Promise<void>;
}

const entrySchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("accepted"), id: z.string(), functionArn: z.string(), event: z.string() }),
  z.object({ type: z.literal("failed"), id: z.string(), attempts: z.number(), nextAt: z.number() }),
  z.object({ type: z.literal("settled"), id: z.string() }),
]);
type Entry = z.infer<typeof entrySchema>;

/** @throws where the directory cannot be read or written */
export async function openAsyncQueue(options: AsyncQueueOptions): Promise<AsyncQueue> {
  const calls = new Map<string, AsyncCall>();
  const file = await openAppendLog<Entry>({
    directory: options.directory,
    name: "async-calls",
    parse: (value) => entrySchema.parse(value),
    replay: (entry) => {
      replay(calls, entry);
    },
    snapshot: () => [...calls.values()].flatMap(entriesOf),
    log: options.log,
  });
  return new FileAsyncQueue(options, calls, file);
}

class FileAsyncQueue implements AsyncQueue {
  /** By function. */
  private readonly lanes = new Map<string, Lane>();
  private readonly cancelRetries = new Set<() => void>();
  private readonly idleWaiters: (() => void)[] = [];
  /** Calls that are under way or due. */
  private busy = 0;
  private isStarted = false;
  private isDisposed = false;

  constructor(
    private readonly options: AsyncQueueOptions,
    private readonly calls: Map<string, AsyncCall>,
    private readonly file: AppendLog<Entry>,
  ) {
    for (const call of calls.values()) this.add(call);
  }

  async accept(id: string, functionArn: string, event: string): Promise<void> {
    const call: AsyncCall = { id, functionArn, event, attempts: 0, nextAttemptAt: undefined };
    // First in memory: a compaction that comes while the entry is written takes the call up from there.
    this.calls.set(id, call);
    try {
      await this.file.append({ type: "accepted", id, functionArn, event });
    } catch (error) {
      this.calls.delete(id);
      throw error;
    }
    this.add(call);
  }

  start(): void {
    this.isStarted = true;
    for (const lane of this.lanes.values()) this.startCalls(lane);
  }

  async idle(): Promise<void> {
    if (this.busy > 0) await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    for (const cancel of this.cancelRetries) cancel();
    this.cancelRetries.clear();
    for (const resolve of this.idleWaiters.splice(0)) resolve();
    await this.file.dispose();
  }

  private add(call: AsyncCall): void {
    if (this.isDisposed) return;
    const delayMs = (call.nextAttemptAt ?? 0) - this.options.clock.now();
    if (delayMs <= 0) {
      this.makeReady(call);
      return;
    }
    const cancel = this.options.clock.schedule(delayMs, () => {
      this.cancelRetries.delete(cancel);
      this.makeReady(call);
    });
    this.cancelRetries.add(cancel);
  }

  private makeReady(call: AsyncCall): void {
    let lane = this.lanes.get(call.functionArn);
    if (lane === undefined) {
      lane = { ready: new Set(), running: 0 };
      this.lanes.set(call.functionArn, lane);
    }
    lane.ready.add(call);
    this.busy += 1;
    this.startCalls(lane);
  }

  private startCalls(lane: Lane): void {
    if (!this.isStarted || this.isDisposed) return;
    for (const call of lane.ready) {
      if (lane.running >= mostAsyncCalls) return;
      lane.ready.delete(call);
      lane.running += 1;
      this.attempt(call)
        .catch((error: unknown) => {
          this.options.log.error(`Asynchronous call ${call.id} of ${call.functionArn}: ${String(error)}`);
        })
        .finally(() => {
          lane.running -= 1;
          this.busy -= 1;
          this.startCalls(lane);
          if (this.busy === 0) for (const resolve of this.idleWaiters.splice(0)) resolve();
        });
    }
  }

  private async attempt(call: AsyncCall): Promise<void> {
    const { clock, log } = this.options;
    const run = this.options.run(call);
    if (run === undefined) {
      log.warn(
        `Call ${call.id} was accepted for ${call.functionArn}, which the definition no longer has: it is dropped`,
      );
      this.settle(call);
      return;
    }
    const result = await run;
    if (result.status === "succeeded") {
      this.settle(call);
      return;
    }
    // What the end of the sandbox cut short is no attempt.
    if (this.isDisposed) return;
    call.attempts += 1;
    const delayMs = asyncRetryDelaysMs[call.attempts - 1];
    if (delayMs === undefined) {
      log.error(
        `Asynchronous call ${call.id} of ${call.functionArn} has failed ${call.attempts} times and is dropped ` +
          `(${result.errorType}: ${result.errorMessage})`,
      );
      await this.options.giveUp(call, result);
      this.settle(call);
      return;
    }
    call.nextAttemptAt = clock.now() + delayMs;
    this.file.note({ type: "failed", id: call.id, attempts: call.attempts, nextAt: call.nextAttemptAt });
    this.add(call);
  }

  /** Lost in a crash, the call is made once more: at least once. */
  private settle(call: AsyncCall): void {
    this.calls.delete(call.id);
    this.file.note({ type: "settled", id: call.id });
  }
}

/** The calls of one function. */
interface Lane {
  /** In the order of their coming; not yet begun. */
  readonly ready: Set<AsyncCall>;
  running: number;
}

function replay(calls: Map<string, AsyncCall>, entry: Entry): void {
  if (entry.type === "accepted") {
    const { id, functionArn, event } = entry;
    calls.set(id, { id, functionArn, event, attempts: 0, nextAttemptAt: undefined });
    return;
  }
  const call = calls.get(entry.id);
  if (call === undefined) return;
  if (entry.type === "settled") {
    calls.delete(entry.id);
  } else {
    call.attempts = entry.attempts;
    call.nextAttemptAt = entry.nextAt;
  }
}

/** The entries that give this call in its present state. */
function entriesOf({ id, functionArn, event, attempts, nextAttemptAt }: AsyncCall): Entry[] {
  const accepted: Entry = { type: "accepted", id, functionArn, event };
  return nextAttemptAt === undefined ? [accepted] : [accepted, { type: "failed", id, attempts, nextAt: nextAttemptAt }];
}
