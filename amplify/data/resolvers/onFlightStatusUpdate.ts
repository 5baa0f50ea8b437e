import { extensions, util, type Context } from "@aws-appsync/utils";
import { invalidInput, isProblem } from "../status-update/problem.js";
import { wantedUpdatesOf, type SubscriptionArguments } from "../status-update/subscription-filter.js";

/** Asks nothing of any data source. */
export function request(): { readonly payload: null } {
  return { payload: null };
}

/** Sets the filter that AppSync applies to every update before it sends it to this subscriber. */
export function response(ctx: Context<SubscriptionArguments>): null {
  const wanted = wantedUpdatesOf(ctx.args);
  if (isProblem(wanted)) {
    return util.error(wanted.problem, invalidInput);
  }
  if (Object.keys(ctx.args).length > 0) {
    // An argument given as null asks for nothing, but AppSync's own filter would take it for "must be null": any filter
    // set here replaces that one, so an always true one is set where no argument is left.
    const every = { num: { ge: 1 } };
    const filter =
      wanted.alternatives.length > 1 ? { or: [...wanted.alternatives] } : (wanted.alternatives[0] ?? every);
    extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter(filter));
  }
  return null;
}
