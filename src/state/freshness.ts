import type { Connection } from "./board-store";

/**
 * Where a board's flights come from: none yet; kept by an earlier run of the display (saved-board.ts); fetched whole from
 * the backend since the start, at least once.
 */
export type BoardSource = "nothing" | "saved" | "fetched";

/** What a board's freshness is judged by; part of its state. Instants in milliseconds by the service's clock. */
export interface Standing {
  readonly connection: Connection;
  readonly source: BoardSource;
  /** When the feed of flight events last gave a sign of life that the board is complete up to; undefined: never. */
  readonly feedAliveAt: number | undefined;
  /** When the flights were first fetched whole. */
  readonly loadedAt: number | undefined;
}

/** What a board says of the state of its information. */
export type FreshnessKind =
  | "current"
  /** Nothing to show yet. */
  | "loading"
  /** Nothing to show, and no backend to get it from. */
  | "notReachable"
  /** Shown, and still good, but the connection is gone. */
  | "reconnecting"
  /** The same, and the backend is out of reach. */
  | "offline"
  /** Shown, and still good, as an earlier run of the display left it: nothing has come from the backend since. */
  | "saved"
  /** Shown, and so old that passengers must know: it may be out of date. */
  | "stale";

/** How current a board is. */
export interface Freshness {
  readonly kind: FreshnessKind;
  /** What a board says that has no row to show: that there are no flights only where that is known. */
  readonly empty: "loading" | "noFlights" | "notReachable";
  /** The time that the flights are of, milliseconds by the service's clock. */
  readonly dataTime: number | undefined;
  /** How old they are. */
  readonly ageMs: number | undefined;
}

/**
 * Judges by the age of the data, not by the socket (issue 4): connections may be up while nothing comes into the backend.
 * A backend that never heard of its feed proves nothing about the age of what it answers, which then counts from when it
 * was loaded. `now` in milliseconds by the service's clock; `staleSeconds` as in `DisplayOptions`.
 */
export function freshness(standing: Standing, now: number, staleSeconds: number): Freshness {
  const { connection, source } = standing;
  const waiting = connection === "offline" ? "notReachable" : "loading";
  const dataTime = standing.feedAliveAt ?? standing.loadedAt;
  if (source === "nothing" || dataTime === undefined) {
    return { kind: waiting, empty: waiting, dataTime: undefined, ageMs: undefined };
  }
  const ageMs = Math.max(0, now - dataTime);
  const kind = kindOf(standing, ageMs >= staleSeconds * 1_000);
  const known = source === "fetched" && (kind === "current" || kind === "reconnecting");
  const empty = known ? "noFlights" : source === "fetched" ? "notReachable" : waiting;
  return { kind, empty, dataTime, ageMs };
}

function kindOf({ connection, source }: Standing, isOld: boolean): FreshnessKind {
  if (isOld) return "stale";
  if (source === "saved") return "saved";
  if (connection === "offline") return "offline";
  return connection === "live" ? "current" : "reconnecting";
}
