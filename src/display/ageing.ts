import type { BoardRow } from "../flights/board-row";
import type { PassengerStatus } from "../flights/passenger-status";

const MS_PER_MINUTE = 60_000;

/** Minutes of the data's age from which a part of a row is to be confirmed at a desk. */
export interface AgeingLimits {
  readonly gate: number;
  readonly time: number;
}

/**
 * A gate is doubtful sooner than a time: a late inbound aircraft or a full stand moves it at short notice, and whoever
 * walks to the wrong one loses the way twice. 15 minutes is a long walk between two piers. Times of flights that are
 * hours away seldom move by more than half an hour at once.
 */
export const ageingLimits: AgeingLimits = { gate: 15, time: 30 };

/** Flights that go or come within this many minutes are near: passengers act on what their rows say now. */
export const NEAR_MINUTES = 60;

/** Near flights: gates and times change most in the last hour, and there is no time left to correct a wrong way. */
export const nearAgeingLimits: AgeingLimits = { gate: 10, time: 15 };

/** Over and done with: no age makes it doubtful. */
const settled: ReadonlySet<PassengerStatus> = new Set(["departed", "cancelled", "diverted"]);
/** It has come; its gate and belt may still change. */
const arrived: ReadonlySet<PassengerStatus> = new Set(["landed", "atGate", "baggage"]);

/** Which parts of a row are so old that passengers had better ask: its times; its gate or belt. */
export interface AgedParts {
  readonly time: boolean;
  readonly gate: boolean;
}

/**
 * What of a row to mark as "confirm at desk", given the age of the board's data (milliseconds, `BoardFreshness.ageMs`)
 * and the board's time (milliseconds since 1970). Nothing is marked that the row does not say, or that is over.
 */
export function agedParts(row: BoardRow, dataAgeMs: number, now: number): AgedParts {
  if (settled.has(row.status)) return { time: false, gate: false };
  const away = (row.estimated ?? row.scheduled) - now;
  const limits = away <= NEAR_MINUTES * MS_PER_MINUTE ? nearAgeingLimits : ageingLimits;
  const ageMinutes = dataAgeMs / MS_PER_MINUTE;
  const hasPlace = row.gate !== undefined || row.belt !== undefined;
  return {
    time: ageMinutes >= limits.time && !arrived.has(row.status),
    gate: ageMinutes >= limits.gate && hasPlace,
  };
}
