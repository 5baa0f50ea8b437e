import type { ResultOf, VariablesOf } from "gql.tada";
import type { Takeover } from "../display/takeover";
import type { Flight } from "../flights/flight";
import { displayFields } from "./display-fields";
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

/** Age of the backend's data and its clock. The cheapest question that it answers, and so also: does it answer at all? */
export const feedStatus = graphql(`
  query FeedStatus {
    feedStatus {
      aliveAt
      now
    }
  }
`);

/** Signs of life of the feed of flight events, where nothing happens to any flight. */
export const onFeedStatus = graphql(`
  subscription OnFeedStatus {
    onFeedStatus {
      aliveAt
      now
    }
  }
`);

const takeoverFields = graphql(`
  fragment TakeoverFields on Takeover {
    id
    zone
    level
    texts {
      language
      title
      detail
    }
    state
    confirmedAt
    expiresAt
    endedAt
  }
`);

/** Takeovers that displays of these zones show now. */
export const activeTakeovers = graphql(
  `
    query ActiveTakeovers($zones: [String!]!) {
      activeTakeovers(zones: $zones) {
        ...TakeoverFields
      }
    }
  `,
  [takeoverFields],
);

/** Takeovers of these zones as they are confirmed and ended. */
export const onTakeover = graphql(
  `
    subscription OnTakeover($zones: [String!]!) {
      onTakeover(zones: $zones) {
        ...TakeoverFields
      }
    }
  `,
  [takeoverFields],
);

/** What a display has painted. The answer is for nobody but those who listen. */
export const reportDisplay = graphql(
  `
    mutation ReportDisplay($input: DisplayReportInput!) {
      reportDisplay(input: $input) {
        ...DisplayFields
      }
    }
  `,
  [displayFields],
);

/** A display's report as the contract takes it. */
export type DisplayReport = VariablesOf<typeof reportDisplay>["input"];

/** Every change of a flight of one direction, with the flight as it is after it. */
export const onFlightUpdate = graphql(
  `
    subscription OnFlightUpdate($direction: FlightDirection, $terminal: String) {
      onFlightStatusUpdate(direction: $direction, terminal: $terminal) {
        id
        time
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

/** A takeover as the operations above return it, for src/display; the assignment holds the two together. */
export function asTakeover(fetched: ResultOf<typeof takeoverFields>): Takeover {
  return fetched;
}
