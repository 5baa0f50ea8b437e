import type { Clock } from "../clock.js";
import type { Log } from "../log.js";
import type { FunctionModel } from "../synth/backend-model.js";
import type { Death, FunctionWorker } from "./function-worker.js";
import {
  cutShort,
  failureOf,
  failureOfDeath,
  reasonOf,
  resultOf,
  timedOut,
  type InvocationFailure,
  type InvocationResult,
} from "./invocation-result.js";
import type { OutputStream } from "./runtime/messages.js";
import {
  idleMs,
  initializationMs,
  longestWorkerLifeMs,
  mostConcurrentCalls,
  mostStarting,
  mostWorkers,
} from "./service-limits.js";

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

interface WaitingCall extends PooledCall {
  readonly resolve: (result: InvocationResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The workers of one function. Each has one call at a time; a call goes to whichever worker is free first, one that has
 * just started or one that has just answered. Workers start as long as calls wait, up to ten of them.
 */
export class FunctionPool {
  private readonly members = new Set<Member>();
  /** Last used last: the first ones get old and end. */
  private readonly idle: Member[] = [];
  private readonly waiting: WaitingCall[] = [];
  private starting = 0;
  private running = 0;
  private isDisposed = false;

  constructor(private readonly options: PoolOptions) {}

  /** True where Lambda would throttle a further call. */
  get isFull(): boolean {
    return this.waiting.length + this.running >= mostConcurrentCalls;
  }

  /** Runs a call as soon as a worker is free. Rejects where no worker can be started. */
  run(call: PooledCall): Promise<InvocationResult> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ ...call, resolve, reject });
      this.dispatch();
    });
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    for (const { cancelIdle } of this.members) cancelIdle();
    this.idle.length = 0;
    this.dispatch();
    await Promise.all([...this.members].map(({ worker }) => worker.end()));
  }

  private dispatch(): void {
    if (this.isDisposed) {
      for (const { requestId, resolve } of this.waiting.splice(0)) resolve(cutShort(requestId));
      return;
    }
    for (let call = this.waiting[0]; call !== undefined; call = this.waiting[0]) {
      const member = this.idleMember();
      if (member === undefined) break;
      this.waiting.shift();
      void this.serve(member, call);
    }
    const live = [...this.members].filter(({ worker }) => worker.isUsable).length;
    const wanted = Math.min(mostStarting, this.waiting.length) - this.starting;
    for (let more = Math.min(wanted, mostWorkers - live); more > 0; more -= 1) this.start();
  }

  private async serve(member: Member, call: WaitingCall): Promise<void> {
    this.running += 1;
    try {
      const result = await this.call(member.worker, call);
      this.rest(member);
      this.answer(call, result);
    } catch (error) {
      call.reject(error);
    } finally {
      this.running -= 1;
      this.dispatch();
    }
  }

  private async call(worker: FunctionWorker, { requestId, event }: PooledCall): Promise<InvocationResult> {
    const { timeout } = this.options.model;
    const timeoutMs = timeout * 1_000;
    const outcome = await this.within(timeoutMs, worker, () => worker.call({ requestId, event, timeoutMs }));
    if (outcome === "timed out") return timedOut(requestId, timeout);
    if (outcome.type === "succeeded") return resultOf(outcome.payload);
    return outcome.type === "failed" ? failureOf(outcome.error) : failureOfDeath(requestId, outcome.death);
  }

  private answer(call: WaitingCall, result: InvocationResult): void {
    if (result.status === "failed" && this.isDisposed) {
      call.resolve(cutShort(call.requestId));
      return;
    }
    if (result.status === "failed") this.report(call, result);
    call.resolve(result);
  }

  private start(): void {
    let member: Member;
    try {
      member = this.newMember();
    } catch (error) {
      this.waiting.shift()?.reject(error);
      return;
    }
    void this.initialize(member);
  }

  private async initialize(member: Member): Promise<void> {
    const { model, log } = this.options;
    this.starting += 1;
    // A module that takes longer is loaded once more with the first call, whose timeout then counts.
    const ms = initializationMs + model.timeout * 1_000;
    const death = await this.within(ms, member.worker, () => member.worker.initialized);
    this.starting -= 1;
    // A module that cannot be loaded is the failure of one call: the next one has it loaded again.
    const call = death === undefined ? undefined : this.waiting.shift();
    if (death === undefined) this.rest(member);
    else if (call === undefined) {
      if (!this.isDisposed)
        log.error(
          `${model.functionName}: a worker did not start: ${printable(death === "timed out" ? death : reasonOf(death))}`,
        );
    } else if (death === "timed out") this.answer(call, timedOut(call.requestId, model.timeout));
    else this.answer(call, failureOfDeath(call.requestId, death));
    this.dispatch();
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
    if (this.isDisposed || !member.worker.isUsable) return;
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
    log.warn(`${model.functionName}: a worker ended between two calls: ${printable(reasonOf(death))}`);
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
