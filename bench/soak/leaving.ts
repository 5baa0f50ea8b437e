import { flightKey, type OracleEvent, type OracleFlight } from "../../e2e/oracle.js";

const MINUTE_MS = 60_000;
/** As README.md has it: what nobody reported, and what is said to be late or here. */
const UNREPORTED_MINUTES = 30;
const WAITING_MINUTES = 12 * 60;

/**
 * When each flight leaves a board that keeps departed and cancelled ones so many minutes, milliseconds since 1970, by key;
 * worked out from all `events` the slow way, as `flights` are by the oracle. Shares no code with the app.
 */
export function leavingTimes(
  events: readonly OracleEvent[],
  flights: ReadonlyMap<string, OracleFlight>,
  retentionMinutes: number,
): ReadonlyMap<string, number> {
  const stateChanged = new Map<string, number>();
  for (const event of events) {
    if (["FlightScheduled", "FlightGateChanged"].includes(event.event)) continue;
    const key = flightKey(event);
    stateChanged.set(key, Math.max(stateChanged.get(key) ?? 0, Date.parse(event.time)));
  }
  return new Map(
    [...flights].map(([key, flight]) => {
      const scheduled = Date.parse(flight.scheduledTime ?? "");
      const expected = Date.parse(flight.estimatedTime ?? flight.scheduledTime ?? "");
      return [key, leaves(flight.status, { scheduled, expected, since: stateChanged.get(key) ?? 0, retentionMinutes })];
    }),
  );
}

interface Course {
  readonly scheduled: number;
  readonly expected: number;
  readonly since: number;
  readonly retentionMinutes: number;
}

function leaves(status: string, { scheduled, expected, since, retentionMinutes }: Course): number {
  if (status === "OFF_BLOCK" || status === "AIRBORNE") return since + retentionMinutes * MINUTE_MS;
  if (status === "CANCELLED") return scheduled + retentionMinutes * MINUTE_MS;
  const isUnreported = status === "SCHEDULED" && expected <= scheduled;
  return expected + (isUnreported ? UNREPORTED_MINUTES : WAITING_MINUTES) * MINUTE_MS;
}
