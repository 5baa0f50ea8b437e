import { Duration } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";

/** EventBridge's own most: attempts and age (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html). */
export const longestRetry = { retryAttempts: 185, maxEventAge: Duration.hours(24) } as const;

/** SQS's own most: time enough for people to look into what could not be delivered. */
const deadLetterRetention = Duration.days(14);

/** A queue for events that could not be delivered. */
export function createDeadLetterQueue(scope: Construct, id: string): Queue {
  return new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: deadLetterRetention,
  });
}
