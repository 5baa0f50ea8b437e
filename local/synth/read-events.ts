import type { EventBusModel, QueueModel, RuleModel } from "./backend-model.js";
import { busArn, busName, queueArn, queueName, ruleArn, ruleName } from "./physical-resource.js";
import { PropertyReader } from "./property-reader.js";
import type { ResourcesByType } from "./read-graphql-api.js";
import { readRuleTarget, type TargetSurroundings } from "./read-rule-target.js";
import type { Resource } from "./stack.js";

/** Seconds: four days (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html). */
export const defaultMessageRetention = 345_600;

/** The buses of the definition, and the default bus, which every account has. */
export function readEventBuses(ofType: ResourcesByType): readonly EventBusModel[] {
  const custom = ofType("AWS::Events::EventBus").map((resource): EventBusModel => {
    PropertyReader.of(resource, {
      runs: ["Name"],
      noLocalEffect: ["Description", "Tags", "KmsKeyIdentifier", "Policy", "LogConfig", "DeadLetterConfig"],
      refused: { EventSourceName: "Partner events need the cloud." },
    });
    const name = busName(resource);
    return { path: resource.path, logicalId: resource.logicalId, name, arn: busArn(name) };
  });
  return [...custom, { path: "(every account has it)", logicalId: "default", name: "default", arn: busArn("default") }];
}

/** Queues; in this sandbox they hold dead letters. */
export function readQueues(ofType: ResourcesByType): readonly QueueModel[] {
  return ofType("AWS::SQS::Queue").map((resource) => {
    const firstInFirstOut = "EventBridge delivers dead letters to standard queues only: leave it out.";
    const queue = PropertyReader.of(resource, {
      runs: ["QueueName", "MessageRetentionPeriod"],
      noLocalEffect: [
        "Tags",
        "SqsManagedSseEnabled",
        "KmsMasterKeyId",
        "KmsDataKeyReusePeriodSeconds",
        "VisibilityTimeout",
        "ReceiveMessageWaitTimeSeconds",
        "RedriveAllowPolicy",
        "MaximumMessageSize",
      ],
      refused: {
        FifoQueue: firstInFirstOut,
        ContentBasedDeduplication: firstInFirstOut,
        DelaySeconds: "The sandbox hands messages over at once.",
        RedrivePolicy: "The sandbox does not move messages from queue to queue.",
      },
    });
    return {
      path: resource.path,
      logicalId: resource.logicalId,
      name: queueName(resource),
      arn: queueArn(resource),
      messageRetentionPeriod: queue.optionalInteger("MessageRetentionPeriod") ?? defaultMessageRetention,
    };
  });
}

/** What rules may point at. */
export interface RuleSurroundings extends TargetSurroundings {
  readonly eventBuses: readonly EventBusModel[];
}

/** @throws SynthError for schedules, unknown target kinds and targets that do not exist */
export function readRules(ofType: ResourcesByType, surroundings: RuleSurroundings): readonly RuleModel[] {
  return ofType("AWS::Events::Rule").map((resource) => readRule(resource, surroundings));
}

function readRule(resource: Resource, surroundings: RuleSurroundings): RuleModel {
  const rule = PropertyReader.of(resource, {
    runs: ["Name", "Description", "EventBusName", "EventPattern", "State", "Targets"],
    noLocalEffect: ["Tags", "RoleArn"],
    refused: { ScheduleExpression: "The sandbox starts nothing by the clock. Use an event pattern." },
  });
  const eventPattern = rule.object("EventPattern");
  if (eventPattern === undefined) rule.fail("EventPattern", "an object");
  // A bus may be given by ARN as well as by name.
  const bus = (rule.optionalText("EventBusName") ?? "default").split("/").at(-1) ?? "default";
  if (!surroundings.eventBuses.some(({ name }) => name === bus)) {
    rule.fail("EventBusName", "an event bus of this definition");
  }
  return {
    path: resource.path,
    logicalId: resource.logicalId,
    name: ruleName(resource),
    arn: ruleArn(resource),
    description: rule.optionalText("Description"),
    eventBusName: bus,
    state: rule.optionalText("State") === "DISABLED" ? "DISABLED" : "ENABLED",
    eventPattern: eventPattern?.values,
    targets: rule.objects("Targets").map((target) => readRuleTarget(target, ruleArn(resource), surroundings)),
  };
}
