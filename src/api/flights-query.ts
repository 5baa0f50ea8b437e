import { queryOptions } from "@tanstack/react-query";
import type { ResultOf } from "gql.tada";
import type { Flight, FlightDirection } from "../flights/flight";
import type { BoardClient } from "./amplify-client";
import { asFlight, listFlights } from "./operations";

/** Flights that one page holds; the contract allows 1 to 1000. */
const PAGE_SIZE = 1_000;
/** More pages than any day has; a token that never ends must not hold a board for ever. */
const MAXIMUM_PAGES = 100;

/** Which flights to fetch. */
export interface FlightsRequest {
  /** Operating date, YYYY-MM-DD. */
  readonly date: string;
  /** Undefined: both. */
  readonly direction: FlightDirection | undefined;
  readonly terminal: string | undefined;
  /** Only what changed after it (ISO 8601); undefined: all. */
  readonly updatedAfter: string | undefined;
  /** Tells this request from all others: an answer to one made before the subscription would hide what came between. */
  readonly sequence: number;
}

/**
 * The query for the flights of one operating date, all pages of it; `signal` gives it up. Never from a cache: a board
 * wants what is so now.
 */
export function flightsQuery(client: BoardClient, request: FlightsRequest, signal: AbortSignal) {
  return queryOptions({
    queryKey: ["flights", request],
    queryFn: () => fetchFlights(client, request, signal),
    staleTime: 0,
    gcTime: 0,
    // The supervisor decides when to try again.
    retry: false,
    networkMode: "always",
  });
}

/** Reads all pages. Throws where the backend refuses or goes on without end, and where `signal` gives it up. */
export async function fetchFlights(
  client: BoardClient,
  request: FlightsRequest,
  signal: AbortSignal,
): Promise<readonly Flight[]> {
  const flights: Flight[] = [];
  let nextToken: string | null = null;
  for (let page = 0; page < MAXIMUM_PAGES; page += 1) {
    const variables = {
      date: request.date,
      limit: PAGE_SIZE,
      ...(request.direction !== undefined && { direction: request.direction }),
      ...(request.terminal !== undefined && { terminal: request.terminal }),
      ...(request.updatedAfter !== undefined && { updatedAfter: request.updatedAfter }),
      ...(nextToken !== null && { nextToken }),
    };
    const answer: ResultOf<typeof listFlights> = await client.query(listFlights, variables, signal);
    signal.throwIfAborted();
    flights.push(...answer.listFlights.items.map(asFlight));
    nextToken = answer.listFlights.nextToken;
    if (nextToken === null) return flights;
  }
  throw new Error(`listFlights for ${request.date}: expected at most ${String(MAXIMUM_PAGES)} pages`);
}
