import type { Context, DynamoDBUpdateItemRequest } from "@aws-appsync/utils";
import { checkTakeoverWrite, takeoverUpdate, type TakeoverStash } from "../pipeline/takeover-step.js";
import { endWriteOf } from "../takeover/takeover-steps.js";

type StepContext = Context<unknown, TakeoverStash>;

/** Ends the takeover, where there is one that has not ended. */
export function request(ctx: StepContext): DynamoDBUpdateItemRequest {
  const { id, person, now } = ctx.stash;
  return takeoverUpdate(id, endWriteOf(person, now));
}

/** Hands on nothing: the next step reads the takeover. */
export function response(ctx: StepContext): Record<string, never> {
  checkTakeoverWrite(ctx.error);
  return {};
}
