import { runtime, util, type Context, type DynamoDBGetItemRequest } from "@aws-appsync/utils";
import { longestId, type ExportItem } from "../company-export/export-item.js";
import type { ExportStash } from "../pipeline/export-stash.js";

type StepContext = Context<unknown, ExportStash, undefined, undefined, ExportItem | null>;

/** Reads the export that the field is about; none has an id that is empty or too long, which DynamoDB would refuse. */
export function request(ctx: StepContext): DynamoDBGetItemRequest {
  const { id } = ctx.stash;
  if (id === "" || id.length > longestId) {
    return runtime.earlyReturn(null);
  }
  return { operation: "GetItem", key: util.dynamodb.toMapValues({ id }), consistentRead: true };
}

/** The export, whosoever it is; null where there is none. */
export function response(ctx: StepContext): ExportItem | null {
  if (ctx.error) {
    util.error(ctx.error.message, ctx.error.type);
  }
  return ctx.result;
}
