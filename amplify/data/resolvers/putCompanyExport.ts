import { util, type Context, type DynamoDBUpdateItemRequest } from "@aws-appsync/utils";
import type { ExportItem } from "../company-export/export-item.js";
import { requestWriteOf, type StartedExport } from "../company-export/export-request.js";
import { exportExpiry, exportUpdate, utcNow } from "../pipeline/export-update.js";
import { callerOf } from "../pipeline/lake-call.js";

type StepContext = Context<unknown, object, { result: StartedExport }, undefined, ExportItem>;

/** Keeps whose export it is. A report of it may have come already: what it said stays. */
export function request(ctx: StepContext): DynamoDBUpdateItemRequest {
  const caller = callerOf(ctx.identity);
  if (!caller) {
    return util.unauthorized();
  }
  const started = ctx.prev.result;
  return exportUpdate(started.id, requestWriteOf(started, caller.sub, utcNow(), exportExpiry()));
}

/** The export as it stands in its table. */
export function response(ctx: StepContext): ExportItem {
  if (ctx.error) {
    util.error(ctx.error.message, ctx.error.type);
  }
  return ctx.result;
}
