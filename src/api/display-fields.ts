import { graphql } from "./graphql";

/**
 * Everything that a display says of itself. Subscribers receive what the mutation asks for and nothing else, so a display
 * that reports and operations that listen ask for the same.
 */
export const displayFields = graphql(`
  fragment DisplayFields on Display {
    id
    address
    version
    digest
    rows
    rowsBeyond
    connection
    feedAliveAt
    flightsAsOf
    takeoverId
    takeoverPaintedAt
    clockOffset
    width
    height
    startedAt
    reportedAt
  }
`);
