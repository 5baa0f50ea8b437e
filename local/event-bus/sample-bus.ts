import type { EventBusModel, RuleModel, RuleTargetModel } from "../synth/backend-model.js";

/** A bus, a rule and its target for tests. */
export const sampleBus: EventBusModel = {
  name: "airport",
  arn: "arn:aws:events:us-east-1:123456789012:event-bus/airport",
  path: "airside/Bus",
  logicalId: "Bus",
};

export const sampleTarget: RuleTargetModel = {
  id: "api",
  arn: "arn:aws:appsync:us-east-1:123456789012:endpoints/graphql-api/abc",
  roleArn: "arn:aws:iam::123456789012:role/invoke",
  input: undefined,
  inputPath: "$.detail",
  inputTransformer: undefined,
  deadLetterArn: "arn:aws:sqs:us-east-1:123456789012:dead-letters",
  retry: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 3_600 },
  graphqlOperation: "mutation M($input: I!) { m(input: $input) { id } }",
};

export const sampleRule: RuleModel = {
  name: "status",
  arn: "arn:aws:events:us-east-1:123456789012:rule/airport/status",
  description: "Passenger events",
  eventBusName: "airport",
  state: "ENABLED",
  eventPattern: { source: ["airport-operations"], detail: { event: ["FlightDelayed", "FlightLanded"] } },
  targets: [sampleTarget],
  path: "airside/Status",
  logicalId: "Status",
};

/** An entry of PutEvents that the rule lets through. */
export function sampleEntry(num: number): { Source: string; DetailType: string; Detail: string; EventBusName: string } {
  const Detail = JSON.stringify({ event: "FlightDelayed", num });
  return { Source: "airport-operations", DetailType: "Operations: Flight delayed", Detail, EventBusName: "airport" };
}
