import { Duration } from "aws-cdk-lib";
import type { CfnGraphQLApi } from "aws-cdk-lib/aws-appsync";
import { Alarm, ComparisonOperator, Metric, TreatMissingData, type IMetric } from "aws-cdk-lib/aws-cloudwatch";
import type { Rule } from "aws-cdk-lib/aws-events";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { FlightEventResources } from "../events/resource.js";

const period = Duration.minutes(5);

/** Rules of the account's default bus, and where their events end that could not be delivered. */
interface DefaultBusRules {
  readonly deadLetters: Queue;
  readonly rules: readonly Rule[];
}

/** What is watched. */
export interface Monitored {
  readonly api: CfnGraphQLApi;
  readonly flightEvents: FlightEventResources;
  readonly lakeEvents: DefaultBusRules;
  readonly triggers: DefaultBusRules;
  readonly functions: readonly IFunction[];
}

/**
 * Alarms for what leaves displays or tables wrong: events that ended in a dead-letter queue, rules that cannot reach their
 * target, functions and an API that fail. Whom they call is for each operator to add.
 */
export function createAlarms(scope: Construct, monitored: Monitored): void {
  const { api, flightEvents, lakeEvents, triggers, functions } = monitored;
  function alarmAboveZero(id: string, alarmDescription: string, metric: IMetric): void {
    new Alarm(scope, id, {
      alarmDescription,
      metric,
      threshold: 0,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
  function alarmOnDeadLetters(id: string, what: string, queue: Queue): void {
    alarmAboveZero(
      id,
      `${what}: read them from the dead-letter queue, mend the cause, send them again.`,
      queue.metricApproximateNumberOfMessagesVisible({ period, statistic: "Maximum" }),
    );
  }
  function alarmOnRule(rule: Rule, remedy: string, bus: Record<string, string>): void {
    const dimensionsMap = { RuleName: rule.ruleName, ...bus };
    const failed = {
      namespace: "AWS/Events",
      metricName: "FailedInvocations",
      dimensionsMap,
      period,
      statistic: "Sum",
    };
    alarmAboveZero(`${rule.node.id}FailedAlarm`, remedy, new Metric(failed));
  }

  alarmOnDeadLetters("DeadLetterAlarm", "Flight events could not be delivered to the API", flightEvents.deadLetters);
  alarmOnDeadLetters("LakeEventDeadLetterAlarm", "Events of the lake did not reach the API", lakeEvents.deadLetters);
  alarmOnDeadLetters("LakeDeadLetterAlarm", "Functions of the lake failed on events", triggers.deadLetters);

  const unreachable = "The rule cannot invoke the API: look at its role and at the API's authorization modes.";
  const notInvoked = "The rule cannot invoke its function: look at the function's resource policy.";
  for (const rule of flightEvents.rules) {
    alarmOnRule(rule, unreachable, { EventBusName: flightEvents.bus.eventBusName });
  }
  // Rules of the default bus have metrics by their name alone.
  for (const rule of lakeEvents.rules) alarmOnRule(rule, unreachable, {});
  for (const rule of triggers.rules) alarmOnRule(rule, notInvoked, {});

  for (const watched of functions) {
    alarmAboveZero(
      `${watched.node.id}ErrorAlarm`,
      "The function ended with an error: its log says which.",
      watched.metricErrors({ period, statistic: "Sum" }),
    );
  }
  alarmAboveZero(
    "ApiServerErrorAlarm",
    "The GraphQL API answered with server errors.",
    new Metric({
      namespace: "AWS/AppSync",
      metricName: "5XXError",
      dimensionsMap: { GraphQLAPIId: api.attrApiId },
      period,
      statistic: "Sum",
    }),
  );
}
