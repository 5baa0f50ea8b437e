import type { Clock } from "../flights/clock";

/** A lock that the browser refuses, or takes back in sight of people (a battery is low), is asked for again after this, milliseconds. */
export const ASK_AGAIN_MS = 60_000;

/** What is asked of the browser; tests put their own in its place. */
export interface WakeLockParts {
  /** `navigator.wakeLock`, which is there on https and localhost only. */
  readonly wakeLock: Pick<WakeLock, "request"> | undefined;
  readonly page: Pick<Document, "addEventListener" | "removeEventListener" | "visibilityState">;
  readonly clock: Clock;
  readonly report: (message: string) => void;
}

/**
 * Keeps the screen on until the answer is called. Browsers take the lock back whenever the page is hidden
 * (https://www.w3.org/TR/screen-wake-lock/), so it is asked for again each time that the page comes into sight.
 */
export function keepAwake({ wakeLock, page, clock, report }: WakeLockParts): () => void {
  if (wakeLock === undefined) return () => undefined;
  let wanted = true;
  let asking = false;
  let held: WakeLockSentinel | undefined;
  let isSaid = false;
  let cancel: () => void = () => undefined;

  const ask = async (): Promise<void> => {
    if (!wanted || asking || held !== undefined || page.visibilityState !== "visible") return;
    asking = true;
    try {
      const lock = await wakeLock.request("screen");
      held = lock;
      isSaid = false;
      lock.addEventListener("release", onRelease, { once: true });
      if (!wanted) await lock.release();
    } catch (reason) {
      // A battery that is low, a policy: the screen may go dark, the flights are right all the same.
      if (!isSaid) report(`the screen may go dark: ${String(reason)}`);
      isSaid = true;
      askLater();
    } finally {
      asking = false;
    }
  };
  const onRelease = (): void => {
    held = undefined;
    // Not at once: it may be taken back at once, too.
    askLater();
  };
  const askLater = (): void => {
    cancel();
    if (wanted) cancel = clock.schedule(ASK_AGAIN_MS, onVisibility);
  };
  const onVisibility = (): void => {
    cancel();
    void ask();
  };

  page.addEventListener("visibilitychange", onVisibility);
  void ask();
  return () => {
    wanted = false;
    cancel();
    page.removeEventListener("visibilitychange", onVisibility);
    held?.release().catch((reason: unknown) => {
      report(`the wake lock was not released: ${String(reason)}`);
    });
  };
}
