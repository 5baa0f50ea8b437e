import { reloadDecision, type ReloadCircumstances } from "../display/quiet-moment";
import type { Clock } from "../flights/clock";
import type { AppWorker } from "./app-worker";

/** A display looks for a new version this often, milliseconds, give or take a fifth. */
export const CHECK_EVERY_MS = 300_000;
/** It looks this soon after its start, and up to as much later. */
export const FIRST_CHECK_MS = 3_000;
/** Whoever has just loaded the page wants what there is: a version found so soon after its start is taken at once. */
export const FRESH_MS = 30_000;
/** A version that is known and not yet here is looked for again after so long. */
export const RETRY_MS = 60_000;
/** A page that is still the old one after it loaded anew does not load anew again for so long. */
export const TRIED_MS = 3_600_000;

/** Key of `sessionStorage` for the version that the page was last loaded anew for, and when. */
export const TRIED_KEY = "airside.tried-version";

/** What a page is made of: when one of the two is another, it is to be loaded anew. */
export interface AppVersion {
  /** Version of the build (local/web-app/app-version-plugin.ts). */
  readonly build: string;
  /** The configuration as a text: keys expire, and backends move. */
  readonly configuration: string;
}

/** What a watch works with. */
export interface VersionWatchOptions {
  /** The device's steady clock. */
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly running: AppVersion;
  /** Asks the server; rejects where it does not answer. */
  readonly ask: () => Promise<AppVersion>;
  readonly worker: AppWorker;
  /** What else decides on the moment, by the board's clock. */
  readonly circumstances: () => Pick<ReloadCircumstances, "now" | "takeover" | "calledAt" | "nextTurn">;
  /** Outlives the page, not the window; undefined where the browser keeps nothing. */
  readonly memory: Pick<Storage, "getItem" | "setItem"> | undefined;
  readonly reload: () => void;
  readonly report: (message: string) => void;
}

/**
 * Looks for new versions of the app and of its configuration, and loads the page anew for one: once it is stored, when the
 * server answers, and at a quiet moment. The answer ends it.
 */
export function watchVersions(options: VersionWatchOptions): () => void {
  const { clock, random, running, worker } = options;
  const startedAt = clock.now();
  const spread = random();
  let found: { readonly target: string; readonly at: number } | undefined;
  let stopped = false;
  let cancel: () => void = () => undefined;

  const plan = (delayMs: number): void => {
    if (stopped) return;
    cancel = clock.schedule(delayMs, () => {
      void check();
    });
  };

  const check = async (): Promise<void> => {
    const isFresh = clock.now() - startedAt < FRESH_MS;
    let answer: AppVersion;
    try {
      answer = await options.ask();
    } catch (reason) {
      options.report(`asking for the version: ${String(reason)}`);
      plan(found === undefined ? everyTime() : RETRY_MS);
      return;
    }
    const state = await worker.update();
    const isOther = answer.build !== running.build || answer.configuration !== running.configuration;
    if (!isOther && state !== "waiting") {
      found = undefined;
      plan(everyTime());
      return;
    }
    if (answer.build !== running.build && state === "current") {
      options.report(`version ${answer.build} is not stored yet`);
      plan(RETRY_MS);
      return;
    }
    await handOver(JSON.stringify([answer.build, answer.configuration, state]), isFresh);
  };

  const handOver = async (target: string, isFresh: boolean): Promise<void> => {
    const circumstances = options.circumstances();
    // The board's clock may have been set back since.
    if (found?.target !== target || found.at > circumstances.now) found = { target, at: circumstances.now };
    if (wasTried(target)) {
      options.report("the page was loaded anew for this version, and is still the old one");
      plan(everyTime());
      return;
    }
    const decision = reloadDecision({ ...circumstances, foundAt: found.at, serverAnswers: true, spread });
    if (!decision.reload && !(isFresh && !circumstances.takeover)) {
      // No longer than without a new version: instants by a clock that was wrong may lie far ahead.
      plan(Math.min(CHECK_EVERY_MS, Math.max(1_000, decision.askAgainAt - circumstances.now)));
      return;
    }
    note(target);
    await worker.takeOver();
    if (!stopped) options.reload();
  };

  const everyTime = (): number => CHECK_EVERY_MS * (0.8 + 0.4 * random());

  const wasTried = (target: string): boolean => {
    const [tried, at] = (options.memory?.getItem(TRIED_KEY) ?? "").split("\n");
    return tried === target && Math.abs(clock.now() - Number(at)) < TRIED_MS;
  };
  const note = (target: string): void => {
    try {
      options.memory?.setItem(TRIED_KEY, `${target}\n${String(clock.now())}`);
    } catch (reason) {
      options.report(`not remembered over the reload: ${String(reason)}`);
    }
  };

  plan(FIRST_CHECK_MS * (1 + random()));
  return () => {
    stopped = true;
    cancel();
  };
}
