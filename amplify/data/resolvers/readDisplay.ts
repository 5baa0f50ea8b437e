import { runtime, util, type Context, type DynamoDBGetItemRequest } from "@aws-appsync/utils";
import type { DisplayItem } from "../display-report/display-item.js";
import type { ReportStash } from "../pipeline/report-stash.js";

type StepContext = Context<unknown, ReportStash, { result: DisplayItem | null }, undefined, DisplayItem | null>;

/** Reads the report that stands, where the new one was refused. */
export function request(ctx: StepContext): DynamoDBGetItemRequest {
  if (!ctx.stash.refused) {
    return runtime.earlyReturn(ctx.prev.result);
  }
  return { operation: "GetItem", key: util.dynamodb.toMapValues({ id: ctx.stash.report.id }), consistentRead: true };
}

/** The report that stands. */
export function response(ctx: StepContext): DisplayItem | null {
  if (ctx.error) {
    util.error(ctx.error.message, ctx.error.type);
  }
  return ctx.result;
}
