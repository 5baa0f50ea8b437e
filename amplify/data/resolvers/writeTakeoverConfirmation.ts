import { runtime, type Context, type DynamoDBUpdateItemRequest } from "@aws-appsync/utils";
import { utcAt } from "../pipeline/service-clock.js";
import { checkTakeoverWrite, takeoverUpdate, type TakeoverStash } from "../pipeline/takeover-step.js";
import type { TakeoverItem } from "../takeover/takeover-item.js";
import { confirmationOf, confirmationWriteOf } from "../takeover/takeover-steps.js";

type StepContext = Context<unknown, TakeoverStash, { result: TakeoverItem | null }>;

/** Confirms the takeover, where nothing that was read of it stands against that. */
export function request(ctx: StepContext): DynamoDBUpdateItemRequest {
  const item = ctx.prev.result;
  const { id, person, now, milliseconds } = ctx.stash;
  if (!item || confirmationOf(item, person.sub, now) !== "confirmable") {
    return runtime.earlyReturn();
  }
  const expiresAt = utcAt(milliseconds + item.minutes * 60 * 1000);
  return takeoverUpdate(id, confirmationWriteOf(person, now, expiresAt));
}

/** Hands on nothing: the next step reads the takeover. */
export function response(ctx: StepContext): Record<string, never> {
  checkTakeoverWrite(ctx.error);
  return {};
}
