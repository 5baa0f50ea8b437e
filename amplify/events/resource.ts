import { Duration } from "aws-cdk-lib";
import type { IGraphqlApi } from "aws-cdk-lib/aws-appsync";
import { EventBus, EventField, RuleTargetInput, type Rule } from "aws-cdk-lib/aws-events";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { createDeadLetterQueue } from "./delivery.js";
import { feedHeartbeat, flightEvents, flightEventSource, schedulingEvent } from "./flight-event.js";
import { createMutationRule } from "./mutation-rule.js";

/** How far back the bus can be replayed. */
const archiveRetention = Duration.days(90);

/** What other stacks need of the event bus. */
export interface FlightEventResources {
  readonly bus: EventBus;
  readonly deadLetters: Queue;
  readonly rules: readonly Rule[];
}

/** The variables of the mutation, from the event. An event that lacks one of them gives "", which counts as absent. */
function updateVariables(): RuleTargetInput {
  return RuleTargetInput.fromObject({
    input: {
      num: EventField.fromPath("$.detail.flightNum"),
      carrier: EventField.fromPath("$.detail.carrierCode"),
      date: EventField.fromPath("$.detail.date"),
      event: EventField.fromPath("$.detail.event"),
      message: EventField.fromPath("$.detail.message"),
      extra: EventField.fromPath("$.detail.info"),
      time: EventField.time,
      id: EventField.fromPath("$.detail.id"),
      direction: EventField.fromPath("$.detail.direction"),
    },
  });
}

/**
 * The bus that airlines publish to, and the way from there to the API: rules that let nothing but flight events and the
 * feed's heartbeats through, each straight to its mutation, under a role that may invoke just these.
 */
export function createFlightEvents(scope: Construct, api: IGraphqlApi, busName: string): FlightEventResources {
  const bus = new EventBus(scope, "FlightEvents", {
    eventBusName: busName,
    description: "Operations events of the airport and its airlines",
  });
  bus.archive("Archive", {
    description: "Every flight event, for replay",
    eventPattern: { source: [flightEventSource] },
    retention: archiveRetention,
  });
  const deadLetters = createDeadLetterQueue(scope, "DeadLetters");
  const eventRole = new Role(scope, "PublisherRole", {
    assumedBy: new ServicePrincipal("events.amazonaws.com"),
    description: "Lets the rules of the flight event bus invoke their mutations",
  });

  function rule(
    id: string,
    description: string,
    events: readonly string[],
    mutation: string,
    variables = updateVariables(),
  ): Rule {
    return createMutationRule(scope, id, api, {
      description,
      eventBus: bus,
      eventPattern: { source: [flightEventSource], detail: { event: [...events] } },
      mutation,
      variables,
      deadLetterQueue: deadLetters,
      eventRole,
    });
  }

  const statusEvents = Object.keys(flightEvents).filter((name) => name !== schedulingEvent);
  return {
    bus,
    deadLetters,
    rules: [
      rule("SchedulingRule", "Scheduled flights to scheduleFlight", [schedulingEvent], "scheduleFlight"),
      rule("StatusRule", "Everything else that passengers care about", statusEvents, "updateFlightStatus"),
      rule(
        "HeartbeatRule",
        "Signs of life of the feed to reportFeedHeartbeat",
        [feedHeartbeat.event],
        "reportFeedHeartbeat",
        RuleTargetInput.fromObject({ input: { time: EventField.time } }),
      ),
    ],
  };
}
