import type { ResultOf } from "gql.tada";
import { delayCause } from "../flights/delay-cause";
import type { FlightDirection } from "../flights/flight";
import type { HistoryEntry } from "../flights/flight-history";
import type { BoardClient } from "./amplify-client";
import { graphql } from "./graphql";

/** The newest events of a flight number on a date, of both directions. */
const listStatusUpdates = graphql(`
  query ListStatusUpdates($by: String!, $limit: Int) {
    listStatusUpdates(by: $by, limit: $limit) {
      id
      event
      time
      direction
      info {
        __typename
        message
        ... on DelayEventInfo {
          delayMinutes
          newDepTime
          newArrTime
          delayCode
        }
        ... on GateEventInfo {
          gate
          terminal
        }
        ... on CancellationEventInfo {
          reason
        }
        ... on DiversionEventInfo {
          airport
        }
        ... on BaggageEventInfo {
          belt
        }
      }
    }
  }
`);

/** Events that a history shows; more than a flight ever has. */
const MOST_ENTRIES = 100;

/** Whose history. */
export interface HistoryRequest {
  /** Operating date, YYYY-MM-DD. */
  readonly date: string;
  readonly carrier: string;
  readonly num: number;
  readonly direction: FlightDirection;
}

/** The history of one flight, newest first. Rejects where the backend refuses or cannot be reached. */
export async function fetchHistory(
  client: BoardClient,
  { date, carrier, num, direction }: HistoryRequest,
  signal: AbortSignal,
): Promise<readonly HistoryEntry[]> {
  const by = `${date}/${carrier}+${String(num)}`;
  const answer = await client.query(listStatusUpdates, { by, limit: MOST_ENTRIES }, signal);
  return answer.listStatusUpdates.filter((update) => update.direction === direction).map(historyEntry);
}

type LoggedUpdate = ResultOf<typeof listStatusUpdates>["listStatusUpdates"][number];

/** An event of the log for src/flights. */
export function historyEntry({ id, event, time, info }: LoggedUpdate): HistoryEntry {
  const delay = info?.__typename === "DelayEventInfo" ? info : undefined;
  const gate = info?.__typename === "GateEventInfo" ? info : undefined;
  const newTime = Date.parse(delay?.newDepTime ?? delay?.newArrTime ?? "");
  return {
    id,
    event,
    time: Date.parse(time),
    message: info?.message ?? undefined,
    delayMinutes: delay?.delayMinutes ?? undefined,
    cause: delayCause(delay?.delayCode ?? ""),
    newTime: Number.isNaN(newTime) ? undefined : newTime,
    gate: gate?.gate ?? undefined,
    terminal: gate?.terminal ?? undefined,
    belt: info?.__typename === "BaggageEventInfo" ? (info.belt ?? undefined) : undefined,
    reason: info?.__typename === "CancellationEventInfo" ? (info.reason ?? undefined) : undefined,
    divertedTo: info?.__typename === "DiversionEventInfo" ? (info.airport ?? undefined) : undefined,
  };
}
