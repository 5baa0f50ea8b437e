import { util, type Context } from "@aws-appsync/utils";
import { utcAt } from "../pipeline/service-clock.js";
import { checkedTakeoverId, refuse, signedInPerson, type TakeoverStash } from "../pipeline/takeover-step.js";
import type { TakeoverItem } from "../takeover/takeover-item.js";
import { unknownTakeover } from "../takeover/takeover-steps.js";

type FieldContext = Context<{ id: string }, TakeoverStash, { result: TakeoverItem | null }>;

/** The steps end the takeover, where it has not ended, and read what holds then. */
export function request(ctx: FieldContext): Record<string, never> {
  ctx.stash.person = signedInPerson(ctx.identity);
  ctx.stash.id = checkedTakeoverId(ctx.args.id);
  ctx.stash.milliseconds = util.time.nowEpochMilliSeconds();
  ctx.stash.now = utcAt(ctx.stash.milliseconds);
  return {};
}

/** The takeover, ended now or before, by whomsoever. */
export function response(ctx: FieldContext): TakeoverItem {
  return ctx.prev.result ?? refuse(unknownTakeover);
}
