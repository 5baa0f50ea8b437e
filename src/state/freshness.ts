import type { Connection } from "./board-store";

/** Age from which passengers are told that the information may be out of date. */
export const STALE_MS = 60_000;

/** What a board says of the state of its information. */
export type Freshness =
  | { readonly kind: "current" }
  /** Nothing shown yet. */
  | { readonly kind: "loading" }
  | { readonly kind: "notReachable" }
  /** Shown, and still good, but the connection is gone. */
  | { readonly kind: "reconnecting" }
  | { readonly kind: "offline" }
  | { readonly kind: "stale" };

/** Judges by the connection and by when the data was last confirmed; both instants in milliseconds, same clock. */
export function freshness(connection: Connection, confirmedAt: number | undefined, now: number): Freshness {
  if (confirmedAt === undefined) return { kind: connection === "offline" ? "notReachable" : "loading" };
  if (now - confirmedAt >= STALE_MS) return { kind: "stale" };
  if (connection === "offline") return { kind: "offline" };
  return { kind: connection === "live" ? "current" : "reconnecting" };
}
