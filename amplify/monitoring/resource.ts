import { Duration } from "aws-cdk-lib";
import type { CfnGraphQLApi } from "aws-cdk-lib/aws-appsync";
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { FlightEventResources } from "../events/resource.js";

const period = Duration.minutes(5);

/**
 * Alarms for what leaves displays wrong: events that ended in the dead-letter queue, rules that cannot reach the API, and
 * an API that fails. Whom they call is for each operator to add.
 */
export function createAlarms(scope: Construct, events: FlightEventResources, api: CfnGraphQLApi): void {
  function alarmAboveZero(id: string, alarmDescription: string, metric: Metric): void {
    new Alarm(scope, id, {
      alarmDescription,
      metric,
      threshold: 0,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
  alarmAboveZero(
    "DeadLetterAlarm",
    "Flight events could not be delivered to the API: read them from the dead-letter queue, mend the cause, send them again.",
    events.deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: "Maximum" }),
  );
  events.rules.forEach((rule) => {
    alarmAboveZero(
      `${rule.node.id}FailedAlarm`,
      "The rule cannot invoke the API: look at its role and at the API's authorization modes.",
      new Metric({
        namespace: "AWS/Events",
        metricName: "FailedInvocations",
        dimensionsMap: { RuleName: rule.ruleName, EventBusName: events.bus.eventBusName },
        period,
        statistic: "Sum",
      }),
    );
  });
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
