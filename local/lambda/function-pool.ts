import type { Clock } from "../clock.js";
import type { Log } from "../log.js";
import type { FunctionModel } from "../synth/backend-model.js";
import type { Death, FunctionWorker } from "./function-worker.js";
import {
  cutShort,
  failureOf,
  failureOfDeath,
  resultOf,
  timedOut,
  type InvocationFailure,
  type InvocationResult,
} from "./invocation-result.js";
import type { OutputStream } from "./runtime/messages.js";
import { idleMs, initializationMs, longestWorkerLifeMs, mostConcurrentCalls, mostWorkers } from "./service-limits.js";

/** What the workers of a function are started with. */
export interface PoolOptions {
  readonly model: FunctionModel;
  readonly startWorker: (
    output: (stream: OutputStream, line: string) => void,
    ended: (death: Death) => void,
  ) => FunctionWorker;
  readonly clock: Clock;
  readonly log: Log;
}

/** A call of the function. */
export interface PooledCall {
  readonly requestId: string;
  /** JSON text. */
  readonly event: string;
}

interface Member {
  readonly worker: FunctionWorker;
  readonly startedAt: number;
  cancelIdle: () => void;
}

/** The workers of one function: each has one call at a time, and they are as many as there are calls, up to ten. */
export class FunctionPool {
  private readonly members = new Set<Member>();
  /** Last used last: the first ones get old and end. */
  private readonly idle: Member[] = [];
  private readonly waiting: (() => void)[] = [];
  private calls = 0;
  private running = 0;
  private isDisposed = false;

  constructor(private readonly options: PoolOptions) {}

  /** True where Lambda would throttle a further call. */
  get isFull(): boolean {
    return this.calls >= mostConcurrentCalls;
  }

  /** Runs a call, as soon as one of the ten places is free. */
  async run(call: PooledCall): Promise<InvocationResult> {
    this.calls += 1;
    try {
      await this.takePlace();
      try {
        return this.isDisposed ? cutShort(call.requestId) : await this.runNow(call);
      } finally {
        this.leavePlace();
      }
    } finally {
      this.calls -= 1;
    }
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    for (const { cancelIdle } of this.members) cancelIdle();
    for (const goOn of this.waiting.splice(0)) goOn();
    await Promise.all([...this.members].map(({ worker }) => worker.end()));
  }

  private async takePlace(): Promise<void> {
    if (this.running >= mostWorkers) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
  }

  /** Whoever waits longest takes the place over. */
  private leavePlace(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running -= 1;
    else next();
  }

  private async runNow(call: PooledCall): Promise<InvocationResult> {
    const member = this.idleMember() ?? this.newMember();
    const result = await this.callWorker(member.worker, call);
    if (this.isDisposed && result.status === "failed") return cutShort(call.requestId);
    if (result.status === "failed") this.report(call, result);
    if (member.worker.isUsable) this.rest(member);
    return result;
  }

  private async callWorker(worker: FunctionWorker, { requestId, event }: PooledCall): Promise<InvocationResult> {
    const { timeout } = this.options.model;
    // A module that takes longer is loaded once more with the first call, whose timeout then counts.
    const death = await this.within(initializationMs + timeout * 1_000, worker, () => worker.initialized);
    if (death === "timed out") return timedOut(requestId, timeout);
    if (death !== undefined) return failureOfDeath(requestId, death);
    const timeoutMs = timeout * 1_000;
    const outcome = await this.within(timeoutMs, worker, () => worker.call({ requestId, event, timeoutMs }));
    if (outcome === "timed out") return timedOut(requestId, timeout);
    if (outcome.type === "succeeded") return resultOf(outcome.payload);
    return outcome.type === "failed" ? failureOf(outcome.error) : failureOfDeath(requestId, outcome.death);
  }

  /** Ends the worker where the time is over before it has answered. */
  private async within<Answer>(
    ms: number,
    worker: FunctionWorker,
    work: () => Promise<Answer>,
  ): Promise<Answer | "timed out"> {
    let isOver = false;
    const cancel = this.options.clock.schedule(ms, () => {
      isOver = true;
      this.end(worker);
    });
    const answer = await work();
    cancel();
    return isOver ? "timed out" : answer;
  }

  private idleMember(): Member | undefined {
    for (let member = this.idle.pop(); member !== undefined; member = this.idle.pop()) {
      member.cancelIdle();
      const isYoung = this.options.clock.now() - member.startedAt < longestWorkerLifeMs;
      if (isYoung && member.worker.isUsable) return member;
      this.end(member.worker);
    }
    return undefined;
  }

  private newMember(): Member {
    const { model, log, clock, startWorker } = this.options;
    const worker = startWorker(
      (stream, line) => {
        const text = `${model.functionName}: ${printable(line)}`;
        if (stream === "stdout") log.info(text);
        else log.error(text);
      },
      (death) => {
        this.leave(member, death);
      },
    );
    const member: Member = { worker, startedAt: clock.now(), cancelIdle: () => undefined };
    this.members.add(member);
    return member;
  }

  private rest(member: Member): void {
    member.cancelIdle = this.options.clock.schedule(idleMs, () => {
      this.idle.splice(this.idle.indexOf(member), 1);
      this.end(member.worker);
    });
    this.idle.push(member);
  }

  private leave(member: Member, death: Death): void {
    const { model, log } = this.options;
    this.members.delete(member);
    const place = this.idle.indexOf(member);
    if (place < 0) return;
    member.cancelIdle();
    this.idle.splice(place, 1);
    const { errorType, errorMessage } = failureOfDeath("none", death);
    log.warn(`${model.functionName}: ended between two calls: ${errorType}: ${printable(errorMessage)}`);
  }

  private end(worker: FunctionWorker): void {
    worker.end().catch((error: unknown) => {
      this.options.log.error(`${this.options.model.functionName}: a worker did not end: ${String(error)}`);
    });
  }

  private report({ requestId }: PooledCall, { errorType, errorMessage, trace }: InvocationFailure): void {
    const place = trace?.find((line) => /^\s*at /.test(line))?.trim();
    this.options.log.error(
      `${this.options.model.functionName}: request ${requestId} failed: ` +
        printable(`${errorType}: ${errorMessage}${place === undefined ? "" : ` (${place})`}`),
    );
  }
}

/** One line that neither moves the terminal's cursor nor passes for a line of the sandbox. */
function printable(text: string): string {
  return text.replace(/[\n\r]+/g, " ⏎ ").replace(/(?!\t)\p{Cc}/gu, "\uFFFD");
}
