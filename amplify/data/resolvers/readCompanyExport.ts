import { util, type Context, type DynamoDBGetItemRequest } from "@aws-appsync/utils";
import type { ExportItem } from "../company-export/export-item.js";
import type { ExportStash } from "../pipeline/export-stash.js";

type StepContext = Context<unknown, ExportStash, undefined, undefined, ExportItem | null>;

/** Reads the export that the field is about. */
export function request(ctx: StepContext): DynamoDBGetItemRequest {
  return { operation: "GetItem", key: util.dynamodb.toMapValues({ id: ctx.stash.id }), consistentRead: true };
}

/** The export, whosoever it is; null where there is none. */
export function response(ctx: StepContext): ExportItem | null {
  if (ctx.error) {
    util.error(ctx.error.message, ctx.error.type);
  }
  return ctx.result;
}
