import type { Clock } from "../flights/clock";
import type { BoardClient } from "./amplify-client";
import { reportDisplay, type DisplayReport } from "./operations";

export type { DisplayReport } from "./operations";

/** Time for operations to take a report, milliseconds. */
export const REPORT_TIMEOUT_MS = 10_000;

/** Largest `Int` of GraphQL. */
const LARGEST_INT = 2_147_483_647;

/** Sends a report. Rejects with the backend's own messages, or where it does not answer in time. */
export async function sendDisplayReport(client: BoardClient, report: DisplayReport, clock: Clock): Promise<void> {
  const patience = new AbortController();
  const cancel = clock.schedule(REPORT_TIMEOUT_MS, () => {
    patience.abort();
  });
  try {
    await client.query(reportDisplay, { input: report }, patience.signal);
  } finally {
    cancel();
  }
}

/** Milliseconds as an `Int` of the contract: a clock that is wrong by more than 24 days is wrong by 24 days. */
export function asClockOffset(milliseconds: number): number {
  return Math.round(Math.max(-LARGEST_INT, Math.min(LARGEST_INT, milliseconds)));
}

/** An instant, milliseconds since 1970, as the contract has it; null where there is none. */
export function asInstant(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}
