import { problem, type Problem } from "../status-update/problem.js";
import { firstIdSince, keptDays, mostMinutes, proposalMinutes } from "./takeover-item.js";

const millisecondsPerMinute = 60_000;
const millisecondsPerDay = 24 * 60 * millisecondsPerMinute;

const defaultTakeovers = 50;
/** As many as one DynamoDB page of 1 MB holds: seven languages at their longest, three bytes a character, are 10 KB. */
const mostTakeovers = 100;

/** Which end of a partition is read: ids from `firstId` on, newest first. */
export interface TakeoverQuery {
  readonly firstId: string;
  /** Undefined: as many as there are. */
  readonly limit: number | undefined;
  /** Undefined: every takeover. */
  readonly filter:
    | {
        readonly expression: string;
        readonly names: Readonly<Record<string, string>>;
        readonly values: Readonly<Record<string, string>>;
      }
    | undefined;
}

/**
 * The query behind `activeTakeovers`: those of the zones that are confirmed, not ended and not over. None of them was
 * proposed earlier than the longest takeover and the longest wait for its confirmation ago, so no more is read: one page,
 * newest first, which holds a hundred of the longest. `now` as `utcTime` writes it, `milliseconds` the same since 1970.
 */
export function activeQueryOf(zones: readonly string[], now: string, milliseconds: number): TakeoverQuery {
  const values: Record<string, string> = { ":confirmed": "CONFIRMED", ":now": now };
  const places = [...zones].map((zone, index) => {
    values[`:zone${index}`] = zone;
    return `:zone${index}`;
  });
  return {
    firstId: firstIdSince(milliseconds - (mostMinutes + proposalMinutes) * millisecondsPerMinute),
    limit: undefined,
    filter: {
      expression: `#state = :confirmed AND #expiresAt > :now AND #zone IN (${places.join(", ")})`,
      names: { "#state": "state", "#expiresAt": "expiresAt", "#zone": "zone" },
      values,
    },
  };
}

/** The query behind `takeovers`. DynamoDB deletes late, up to two days, so what is too old is left out here. */
export function takeoversQueryOf(limit: number | null | undefined, milliseconds: number): TakeoverQuery | Problem {
  const wanted = limit ?? defaultTakeovers;
  if (wanted < 1 || wanted > mostTakeovers) {
    return problem("limit", `a whole number from 1 to ${mostTakeovers}`, wanted, "Ask for the newest of them.");
  }
  return { firstId: firstIdSince(milliseconds - keptDays * millisecondsPerDay), limit: wanted, filter: undefined };
}
