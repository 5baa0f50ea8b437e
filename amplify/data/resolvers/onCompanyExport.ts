import { extensions, util, type Context } from "@aws-appsync/utils";
import { callerOf } from "../pipeline/lake-call.js";

interface SubscriptionArguments {
  readonly id?: string | null;
}

/** Asks nothing of any data source. */
export function request(): { readonly payload: null } {
  return { payload: null };
}

/** Lets exports of the caller through and nothing else, whatever the arguments. */
export function response(ctx: Context<SubscriptionArguments>): null {
  const caller = callerOf(ctx.identity);
  if (!caller) {
    return util.unauthorized();
  }
  const own = { owner: { eq: caller.sub } };
  const filter = ctx.args.id ? { ...own, id: { eq: ctx.args.id } } : own;
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter(filter));
  return null;
}
