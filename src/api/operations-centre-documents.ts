import { displayFields } from "./display-fields";
import { graphql } from "./graphql";

const takeoverFields = graphql(`
  fragment OperationsTakeoverFields on Takeover {
    id
    zone
    level
    texts {
      language
      title
      detail
    }
    state
    minutes
    proposedAt
    lapsesAt
    confirmedAt
    expiresAt
    endedAt
    proposedBy
    confirmedBy
    endedBy
  }
`);

/** Takeovers of the last weeks, newest first. */
export const takeovers = graphql(
  `
    query Takeovers($limit: Int) {
      takeovers(limit: $limit) {
        ...OperationsTakeoverFields
      }
    }
  `,
  [takeoverFields],
);

/** One page of the fleet. */
export const displays = graphql(
  `
    query Displays($limit: Int, $nextToken: String) {
      displays(limit: $limit, nextToken: $nextToken) {
        items {
          ...DisplayFields
        }
        nextToken
      }
    }
  `,
  [displayFields],
);

/** The service's clock, and the feed. */
export const serviceTime = graphql(`
  query ServiceTime {
    feedStatus {
      aliveAt
      now
    }
  }
`);

// Subscribers receive only what a mutation selects, so each of these selects all that any subscriber wants.

/** First step of a takeover. */
export const proposeTakeover = graphql(
  `
    mutation ProposeTakeover($input: TakeoverInput!) {
      proposeTakeover(input: $input) {
        ...OperationsTakeoverFields
      }
    }
  `,
  [takeoverFields],
);

/** Second step, by another person. */
export const confirmTakeover = graphql(
  `
    mutation ConfirmTakeover($id: ID!) {
      confirmTakeover(id: $id) {
        ...OperationsTakeoverFields
      }
    }
  `,
  [takeoverFields],
);

/** The end of a takeover, or of its proposal. */
export const endTakeover = graphql(
  `
    mutation EndTakeover($id: ID!) {
      endTakeover(id: $id) {
        ...OperationsTakeoverFields
      }
    }
  `,
  [takeoverFields],
);

/** Every step of every takeover. */
export const onTakeoverStep = graphql(
  `
    subscription OnTakeoverStep {
      onTakeoverStep {
        ...OperationsTakeoverFields
      }
    }
  `,
  [takeoverFields],
);

/** Every report of every display. */
export const onDisplayReport = graphql(
  `
    subscription OnDisplayReport {
      onDisplayReport {
        ...DisplayFields
      }
    }
  `,
  [displayFields],
);
