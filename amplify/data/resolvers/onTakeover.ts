import { extensions, util, type Context } from "@aws-appsync/utils";
import { invalidInput, isProblem } from "../status-update/problem.js";
import { heardTakeoversOf } from "../takeover/subscription-filter.js";
import { askedZonesOf } from "../takeover/zone.js";

interface SubscriptionArguments {
  readonly zones: readonly string[];
}

/** Asks nothing of any data source. */
export function request(): { readonly payload: null } {
  return { payload: null };
}

/** Sets the filter that AppSync applies to every takeover before it sends it to this display. */
export function response(ctx: Context<SubscriptionArguments>): null {
  const asked = askedZonesOf(ctx.args.zones);
  if (isProblem(asked)) {
    return util.error(asked.problem, invalidInput);
  }
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter(heardTakeoversOf(asked.zones)));
  return null;
}
