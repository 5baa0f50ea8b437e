import { readFileSync } from "node:fs";
import { buildSchema, isObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { flightEvents } from "../../amplify/events/flight-event.js";
import { infoOfEvent, isFlightEventName } from "./event-facts.js";

/** AppSync's own scalars and directives, which graphql-js does not know. */
const appSyncNames = `
  scalar AWSDate scalar AWSDateTime
  directive @aws_api_key on OBJECT | INTERFACE | FIELD_DEFINITION
  directive @aws_cognito_user_pools on OBJECT | INTERFACE | FIELD_DEFINITION
  directive @aws_iam on OBJECT | INTERFACE | FIELD_DEFINITION
  directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION
`;

const schema = buildSchema(
  appSyncNames + readFileSync(new URL("../../amplify/data/schema.graphql", import.meta.url), "utf8"),
);

describe("infoOfEvent", () => {
  it("has a row for every event of the contract", () => {
    expect(Object.keys(infoOfEvent).sort()).toEqual(Object.keys(flightEvents).sort());
  });

  it.each(Object.entries(infoOfEvent))(
    "%s: names the schema's type and all of its fields",
    (_event, { type, facts }) => {
      const info = schema.getType(type);
      expect(
        isObjectType(info) &&
          Object.keys(info.getFields())
            .filter((field) => field !== "message")
            .sort(),
      ).toEqual([...facts].sort());
    },
  );

  it("tells event names from other words", () => {
    expect(isFlightEventName("FlightDelayed")).toBe(true);
    expect(isFlightEventName("toString")).toBe(false);
  });
});
