/** What decides whether a display may reload for a new version now. Instants in milliseconds since 1970. */
export interface ReloadCircumstances {
  readonly now: number;
  /** When the new version was found. */
  readonly foundAt: number;
  /** Whether the server has just answered: a display that reloads without it may stay empty. */
  readonly serverAnswers: boolean;
  /** Whether an emergency message shows. */
  readonly takeover: boolean;
  /** When a flight on this display last began to board, or was called for the last time; undefined: none has. */
  readonly calledAt: number | undefined;
  /** When the page turns next (rotation.ts); Infinity where there is one page. */
  readonly nextTurn: number;
  /** A number of this display's own, from 0 to below 1: when in `RELOAD_SPREAD_MS` its turn comes. */
  readonly spread: number;
}

/** Whether to reload now; if not, why, and when to ask again. */
export type ReloadDecision =
  { readonly reload: true } | { readonly reload: false; readonly because: ReloadObstacle; readonly askAgainAt: number };

export type ReloadObstacle = "takeover" | "serverSilent" | "notItsTurn" | "flightCalled" | "pageAboutToTurn";

/** A fleet does not go dark at once: displays that find a version together reload within ten minutes. */
export const RELOAD_SPREAD_MS = 10 * 60_000;

/** How long people run to a flight that has just been called. */
export const CALL_MS = 2 * 60_000;

/** What a reload takes until the board shows again, from the service worker's cache. */
export const RELOAD_MS = 3_000;

/** After this, a new version does not wait for a quiet moment any more. It still waits for the server and for takeovers. */
export const LONGEST_WAIT_MS = 24 * 60 * 60_000;

/** How soon to ask again where nothing says when the obstacle ends. */
const ASK_AGAIN_MS = 30_000;

/**
 * Whether now is a quiet moment to reload for a new version (issue 4): the server answers, no emergency message shows, it
 * is this display's turn, no flight on it was called in the last two minutes, and no page turns during the reload.
 */
export function reloadDecision(circumstances: ReloadCircumstances): ReloadDecision {
  const { now, foundAt, calledAt, nextTurn } = circumstances;
  if (circumstances.takeover) return wait("takeover", now + ASK_AGAIN_MS);
  if (!circumstances.serverAnswers) return wait("serverSilent", now + ASK_AGAIN_MS);
  if (now - foundAt >= LONGEST_WAIT_MS) return { reload: true };
  const turnAt = foundAt + circumstances.spread * RELOAD_SPREAD_MS;
  if (now < turnAt) return wait("notItsTurn", turnAt);
  if (calledAt !== undefined && now - calledAt < CALL_MS) return wait("flightCalled", calledAt + CALL_MS);
  if (nextTurn - now < RELOAD_MS) return wait("pageAboutToTurn", nextTurn);
  return { reload: true };
}

function wait(because: ReloadObstacle, askAgainAt: number): ReloadDecision {
  return { reload: false, because, askAgainAt };
}
