import type { Clock } from "../flights/clock";

/** Between two attempts to load what a lost network kept away, milliseconds. */
export const RETRY_MS = 10_000;

/**
 * Loads what a page can do without for a while, and tries until it is there. `what` names it. The answer ends it. A script
 * that was lost stays lost until the page is loaded anew where the browser keeps failed imports, as the standard had it
 * until 2026 (https://github.com/whatwg/html/issues/6768).
 */
export function keepTrying(what: string, load: () => Promise<void>, clock: Clock): () => void {
  let stopped = false;
  let cancel: () => void = () => undefined;
  const attempt = () => {
    load().catch((reason: unknown) => {
      if (stopped) return;
      console.warn(`airside: ${what} did not load and will be tried again`, reason);
      cancel = clock.schedule(RETRY_MS, attempt);
    });
  };
  attempt();
  return () => {
    stopped = true;
    cancel();
  };
}
