import { util, type Context, type DynamoDBGetItemRequest } from "@aws-appsync/utils";
import { takeoverKey, type TakeoverStash } from "../pipeline/takeover-step.js";
import type { TakeoverItem } from "../takeover/takeover-item.js";

type StepContext = Context<unknown, TakeoverStash, undefined, undefined, TakeoverItem | null>;

/** Reads the takeover that the field is about. */
export function request(ctx: StepContext): DynamoDBGetItemRequest {
  return { operation: "GetItem", key: takeoverKey(ctx.stash.id), consistentRead: true };
}

/** The takeover, null where there is none of this id. */
export function response(ctx: StepContext): TakeoverItem | null {
  if (ctx.error) {
    util.error(ctx.error.message, ctx.error.type);
  }
  return ctx.result;
}
