import { jittered, pauseAfter } from "../flights/back-off";
import type { Clock } from "../flights/clock";
import { createFetchTurn, type FetchTurn } from "./fetch-turn";

/** Silence on an open connection after which it is asked for a sign of life. */
export const QUIET_MS = 8_000;
/** Time for that sign: with QUIET_MS, a connection that died in silence is noticed within 12 s. */
export const PING_TIMEOUT_MS = 4_000;
/** Time for the backend to answer a small request over HTTP. */
export const REACH_TIMEOUT_MS = 3_000;
/** Time for the subscriptions to be acknowledged. */
export const ACKNOWLEDGE_TIMEOUT_MS = 4_000;
/** Time to fetch all that was missed. */
export const CATCH_UP_TIMEOUT_MS = 20_000;
/** Time to fetch everything anew, date by date: nobody waits for it. */
export const REFRESH_TIMEOUT_MS = 120_000;
/** First pause after a loss (`BackOff`), jittered. */
export const FIRST_RETRY_MS = 250;
/**
 * Longest pause: a board is live again within 5 s after the backend returned, which leaves 2.5 s for coming back itself. An
 * attempt that hung has waited already; what it waited counts towards the pause.
 */
export const LONGEST_RETRY_MS = 2_500;
/** Everything is fetched anew this often, in case a message was lost on a connection that seemed well. */
export const REFRESH_MS = 300_000;
/** The first such refresh after a reconnection, spread over as much again for a fleet's sake. */
export const REFRESH_AFTER_LOSS_MS = 30_000;
/** While the backend answers but grants no subscription, the board lives on fetching at most this often. */
export const POLL_MS = 15_000;

/** Where the supervised connection stands. */
export type ConnectionPhase = "stopped" | "waiting" | "reaching" | "subscribing" | "catchingUp" | "live";

/** How much to fetch: what was missed, with dates that the board has not had yet; these alone; or all anew. */
export type FetchScope = "changes" | "newDates" | "everything";

/** What the supervisor does its work with; every promise may also hang, the supervisor has its own time limits. */
export interface SupervisedLink {
  /** Asks the backend over HTTP; rejects where it does not answer. */
  reach(): Promise<void>;
  /** Opens the subscription; `lost` may come at any time, also instead of `acknowledged`. */
  subscribe(events: { readonly acknowledged: () => void; readonly lost: (reason: string) => void }): void;
  /**
   * Lets go of the subscription and its connection at once, so that the next one is a new one. A fetch goes on: it may
   * live without one.
   */
  drop(): void;
  /** Resolves once a message went to the backend and back on the open connection. */
  ping(): Promise<void>;
  /** Fetches and merges; `signal` gives it up. */
  catchUp(scope: FetchScope, signal: AbortSignal): Promise<void>;
}

/** What the supervisor tells. */
export interface SupervisorEvents {
  readonly phase: (phase: ConnectionPhase, failures: number) => void;
  /** Something went wrong that the supervisor deals with itself. */
  readonly report: (message: string) => void;
}

/**
 * Keeps a board live: reach the backend, subscribe, then fetch, then merge, in this order, so that nothing is missed
 * between; watch the connection; start over at any failure. Knows no socket and no real time.
 */
export class ConnectionSupervisor {
  private phase: ConnectionPhase = "stopped";
  /** Grows with every change of phase: what belongs to an earlier phase is ignored. */
  private epoch = 0;
  private failures = 0;
  private lossesSinceStart = 0;
  private lastHeard = 0;
  /** When the attempt under way began. */
  private attemptedAt = 0;
  private lastCaughtUp = Number.NEGATIVE_INFINITY;
  /** Of the fetch under way: there is one at most. */
  private fetching: AbortController | undefined;
  private readonly newDatesTurn: FetchTurn;
  /** Epoch in which the subscription in use was opened. */
  private subscribedIn = 0;
  private cancelPhaseTimer: () => void = () => undefined;
  private cancelRefresh: () => void = () => undefined;

  constructor(
    private readonly link: SupervisedLink,
    private readonly clock: Clock,
    /** In [0, 1). */
    private readonly random: () => number,
    private readonly events: SupervisorEvents,
  ) {
    this.newDatesTurn = createFetchTurn(clock, random);
  }

  /** Begins; does nothing where already begun. */
  start(): void {
    if (this.phase === "stopped") this.reach();
  }

  /** Lets go of everything; `start` begins anew. */
  stop(): void {
    if (this.phase === "stopped") return;
    this.cancelRefresh();
    this.fetching?.abort(GIVEN_UP);
    this.enter("stopped");
    this.link.drop();
  }

  /** To be called for every message that comes over the connection. */
  heard(): void {
    this.lastHeard = this.clock.now();
  }

  /** The client found that the connection broke. */
  disrupted(reason: string): void {
    // While subscribing it may be one of the client's own attempts; the time limit decides then.
    if (this.isConnected()) this.fail(`connection lost: ${reason}`);
  }

  /** The device says that its network is gone; whether that is true shows at the next attempt. */
  networkLost(): void {
    if (this.phase !== "stopped") this.fail("the device reports no network");
  }

  /** The device says that its network is back: no reason to wait any longer. */
  networkBack(): void {
    if (this.phase === "waiting") this.reach();
  }

  /** The device may have slept: asks the connection for a sign of life, or tries at once, rather than wait its time. */
  wake(): void {
    if (this.phase === "waiting") this.reach();
    else if (this.phase === "live") this.ask();
  }

  /**
   * To be called every few seconds while there are dates that the board has not had yet: fetches them when it is their
   * turn. Where the board is not live, they come with what was missed.
   */
  fetchNewDates(pressing: boolean): void {
    if (this.phase !== "live" || this.fetching !== undefined || !this.newDatesTurn.isDue(pressing)) return;
    void this.fetchAside("newDates", CATCH_UP_TIMEOUT_MS).then((fetched) => {
      if (!fetched) this.newDatesTurn.failed();
    });
  }

  private enter(phase: ConnectionPhase): number {
    this.cancelPhaseTimer();
    this.cancelPhaseTimer = () => undefined;
    this.phase = phase;
    this.epoch += 1;
    this.events.phase(phase, this.failures);
    return this.epoch;
  }

  /** Runs `action` after `delayMs` unless the phase has changed by then. */
  private later(delayMs: number, action: () => void): void {
    const epoch = this.epoch;
    this.cancelPhaseTimer();
    this.cancelPhaseTimer = this.clock.schedule(delayMs, () => {
      if (epoch === this.epoch) action();
    });
  }

  /** Goes on with `next` once `work` is done in this phase, or fails. */
  private expect(work: Promise<void>, what: string, limitMs: number, next: () => void): void {
    const epoch = this.epoch;
    this.later(limitMs, () => {
      this.fail(`${what}: no answer within ${String(limitMs)} ms`);
    });
    work.then(
      () => {
        if (epoch === this.epoch) next();
      },
      (reason: unknown) => {
        if (epoch === this.epoch) this.fail(`${what}: ${describe(reason)}`);
      },
    );
  }

  private reach(): void {
    this.enter("reaching");
    this.attemptedAt = this.clock.now();
    this.expect(this.link.reach(), "reaching the backend", REACH_TIMEOUT_MS, () => {
      this.subscribe();
    });
  }

  private subscribe(): void {
    const epoch = this.enter("subscribing");
    this.subscribedIn = epoch;
    this.later(ACKNOWLEDGE_TIMEOUT_MS, () => {
      this.failSubscribing(`no acknowledgement within ${String(ACKNOWLEDGE_TIMEOUT_MS)} ms`);
    });
    this.link.subscribe({
      acknowledged: () => {
        if (epoch === this.epoch) this.catchUp();
      },
      lost: (reason) => {
        if (epoch === this.epoch) this.failSubscribing(reason);
        else if (epoch === this.subscribedIn && this.isConnected()) this.fail(`subscription lost: ${reason}`);
      },
    });
  }

  private isConnected(): boolean {
    return this.phase === "catchingUp" || this.phase === "live";
  }

  private failSubscribing(reason: string): void {
    this.fail(`subscribing: ${reason}`);
    // The backend answers over HTTP but grants no subscription (a proxy in between, say): better late than never.
    if (this.clock.now() - this.lastCaughtUp < POLL_MS || this.fetching !== undefined) return;
    void this.fetchAside("changes", CATCH_UP_TIMEOUT_MS);
  }

  private catchUp(): void {
    this.lastHeard = this.clock.now();
    this.enter("catchingUp");
    this.expect(this.fetch("changes"), "fetching what was missed", CATCH_UP_TIMEOUT_MS, () => {
      this.live();
    });
  }

  private live(): void {
    this.failures = 0;
    this.enter("live");
    const afterLoss = this.lossesSinceStart > 0;
    this.planRefresh(
      afterLoss ? REFRESH_AFTER_LOSS_MS * (1 + this.random()) : REFRESH_MS * (0.9 + 0.2 * this.random()),
    );
    this.listen();
  }

  /** Waits for silence, then asks. */
  private listen(): void {
    const quietFor = this.clock.now() - this.lastHeard;
    if (quietFor < QUIET_MS) {
      this.later(QUIET_MS - quietFor, () => {
        this.listen();
      });
      return;
    }
    this.ask();
  }

  private ask(): void {
    this.expect(this.link.ping(), "asking the connection for a sign of life", PING_TIMEOUT_MS, () => {
      this.heard();
      this.listen();
    });
  }

  private fail(reason: string): void {
    this.events.report(reason);
    this.cancelRefresh();
    // Without a connection, a fetch is what the board lives on.
    if (this.isConnected()) this.fetching?.abort(GIVEN_UP);
    const waited = this.isConnected() ? 0 : this.clock.now() - this.attemptedAt;
    this.failures += 1;
    this.lossesSinceStart += 1;
    this.enter("waiting");
    this.link.drop();
    const growing = pauseAfter(this.failures, { first: FIRST_RETRY_MS, longest: LONGEST_RETRY_MS });
    this.later(jittered(Math.max(FIRST_RETRY_MS, growing - waited), this.random), () => {
      this.reach();
    });
  }

  private planRefresh(delayMs: number): void {
    this.cancelRefresh();
    this.cancelRefresh = this.clock.schedule(delayMs, () => {
      this.fetchEverything();
    });
  }

  private fetchEverything(): void {
    void this.fetchAside("everything", REFRESH_TIMEOUT_MS).then(() => {
      if (this.phase === "live") this.planRefresh(REFRESH_MS * (0.9 + 0.2 * this.random()));
    });
  }

  /** Fetches without holding the connection up. False where it failed or took too long, which is reported. */
  private async fetchAside(scope: FetchScope, limitMs: number): Promise<boolean> {
    const cancelLimit = this.clock.schedule(limitMs, () => {
      this.fetching?.abort(new Error(`no answer within ${String(limitMs)} ms`));
    });
    try {
      await this.fetch(scope);
      return true;
    } catch (reason) {
      if (reason !== GIVEN_UP) this.events.report(`fetching flights: ${describe(reason)}`);
      return false;
    } finally {
      cancelLimit();
    }
  }

  /**
   * Fetches, and gives up what is being fetched: that may have been asked for before the subscription was acknowledged.
   * Rejects where it fails or is given up itself.
   */
  private async fetch(scope: FetchScope): Promise<void> {
    this.fetching?.abort(GIVEN_UP);
    const fetching = new AbortController();
    this.fetching = fetching;
    try {
      await Promise.race([this.link.catchUp(scope, fetching.signal), whenAborted(fetching.signal)]);
      this.lastCaughtUp = this.clock.now();
      this.newDatesTurn.done();
    } finally {
      // Where a part failed, the others are of no use.
      fetching.abort();
      if (this.fetching === fetching) this.fetching = undefined;
    }
  }
}

/** Why a fetch ends with which nothing is wrong: another one begins, or its connection is lost. */
const GIVEN_UP = new Error("given up");

/** Rejects with the reason of `signal`. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => {
      reject(signal.reason as Error);
    });
  });
}

function describe(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
