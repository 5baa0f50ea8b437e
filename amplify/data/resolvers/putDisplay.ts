import { util, type Context, type DynamoDBPutItemRequest } from "@aws-appsync/utils";
import { keptSeconds, reportConditionOf, reportSeconds, type DisplayItem } from "../display-report/display-item.js";
import type { ReportStash } from "../pipeline/report-stash.js";
import { utcAt } from "../pipeline/service-clock.js";

/** The error of a failed condition: the report comes too soon. */
const conditionFailed = "DynamoDB:ConditionalCheckFailedException";

type StepContext = Context<unknown, ReportStash, undefined, undefined, DisplayItem | null>;

/** Keeps the report in place of the one before, unless it comes too soon after it. */
export function request(ctx: StepContext): DynamoDBPutItemRequest {
  const { report, milliseconds } = ctx.stash;
  const condition = reportConditionOf(report, utcAt(milliseconds - reportSeconds * 1000));
  const item: DisplayItem = {
    ...report,
    reportedAt: utcAt(milliseconds),
    expires: Math.floor(milliseconds / 1000) + keptSeconds,
  };
  return {
    operation: "PutItem",
    key: util.dynamodb.toMapValues({ id: report.id }),
    attributeValues: util.dynamodb.toMapValues({ ...item }),
    condition: {
      expression: condition.expression,
      expressionNames: { ...condition.names },
      expressionValues: util.dynamodb.toMapValues({ ...condition.values }),
    },
  };
}

/** The report as it is kept; null where it is refused. */
export function response(ctx: StepContext): DisplayItem | null {
  if (ctx.error) {
    if (ctx.error.type !== conditionFailed) {
      util.error(ctx.error.message, ctx.error.type);
    }
    ctx.stash.refused = true;
    return null;
  }
  return ctx.result;
}
