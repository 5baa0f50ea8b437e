import type { ResultOf } from "gql.tada";
import type { Flight } from "../flights/flight";
import { graphql } from "./graphql";

const flightFields = graphql(`
  fragment FlightFields on Flight {
    date
    carrier
    num
    direction
    updatedAt
    schedule {
      stamp
      airport
      via
      scheduledTime
      terminal
      gate
      codeshares
    }
    state {
      stamp
      status
      since
      message
      reason
      airport
    }
    times {
      stamp
      estimatedTime
      delayMinutes
      delayCode
    }
    terminal {
      stamp
      terminal
    }
    gate {
      stamp
      gate
    }
    belt {
      stamp
      belt
    }
  }
`);

/** One page of the flights of a date; `updatedAfter` gives only what changed since. */
export const listFlights = graphql(
  `
    query ListFlights(
      $date: AWSDate!
      $direction: FlightDirection
      $terminal: String
      $updatedAfter: AWSDateTime
      $limit: Int
      $nextToken: String
    ) {
      listFlights(
        date: $date
        direction: $direction
        terminal: $terminal
        updatedAfter: $updatedAfter
        limit: $limit
        nextToken: $nextToken
      ) {
        items {
          ...FlightFields
        }
        nextToken
      }
    }
  `,
  [flightFields],
);

/** The cheapest question that the backend answers to a kiosk: does it answer at all? */
export const reachBackend = graphql(`
  query ReachBackend($date: AWSDate!) {
    listFlights(date: $date, limit: 1) {
      nextToken
    }
  }
`);

/** Every change of a flight of one direction, with the flight as it is after it. */
export const onFlightUpdate = graphql(
  `
    subscription OnFlightUpdate($direction: FlightDirection, $terminal: String) {
      onFlightStatusUpdate(direction: $direction, terminal: $terminal) {
        id
        flight {
          ...FlightFields
        }
      }
    }
  `,
  [flightFields],
);

/**
 * A subscription to a date that has no flights: only whether it is acknowledged matters. That answer travels over the
 * same connection as the updates, which makes it a proof that they would arrive too.
 */
export const pingRealtime = `subscription PingRealtime { onFlightStatusUpdate(date: "1970-01-01") { id } }`;
/** The same, for the type checker to hold it to the contract. */
export const pingRealtimeDocument = graphql(pingRealtime);

/** A flight as the operations above return it; the assignment holds the contract and src/flights/flight.ts together. */
export type FetchedFlight = ResultOf<typeof flightFields>;

/** The flight for src/flights. */
export function asFlight(fetched: FetchedFlight): Flight {
  return fetched;
}
