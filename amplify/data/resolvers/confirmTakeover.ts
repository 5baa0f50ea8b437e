import { util, type Context } from "@aws-appsync/utils";
import { utcAt } from "../pipeline/service-clock.js";
import { checkedTakeoverId, refuse, signedInPerson, type TakeoverStash } from "../pipeline/takeover-step.js";
import type { TakeoverItem } from "../takeover/takeover-item.js";
import { confirmationOf } from "../takeover/takeover-steps.js";

type FieldContext = Context<{ id: string }, TakeoverStash, { result: TakeoverItem | null }>;

/** The steps read the takeover, confirm it where that can be, and read what holds then. */
export function request(ctx: FieldContext): Record<string, never> {
  ctx.stash.person = signedInPerson(ctx.identity);
  ctx.stash.id = checkedTakeoverId(ctx.args.id);
  ctx.stash.milliseconds = util.time.nowEpochMilliSeconds();
  ctx.stash.now = utcAt(ctx.stash.milliseconds);
  return {};
}

/** The takeover that the caller has confirmed, now or before; raises why it is not. */
export function response(ctx: FieldContext): TakeoverItem | null {
  const item = ctx.prev.result;
  const { person, now } = ctx.stash;
  const confirmation = confirmationOf(item, person.sub, now);
  if (confirmation === "confirmable") {
    // The write was refused for a reason that the reading after it did not find.
    return refuse({ type: "Conflict", message: "The takeover changed meanwhile. Look at it and try again." });
  }
  return confirmation === "confirmed" ? item : refuse(confirmation);
}
