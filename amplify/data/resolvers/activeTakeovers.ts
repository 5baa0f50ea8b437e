import { util, type Context, type DynamoDBQueryRequest } from "@aws-appsync/utils";
import { utcAt } from "../pipeline/service-clock.js";
import { listedTakeovers, takeoverList } from "../pipeline/takeover-list.js";
import { invalidInput, isProblem } from "../status-update/problem.js";
import type { TakeoverItem } from "../takeover/takeover-item.js";
import { activeQueryOf } from "../takeover/takeover-query.js";
import { askedZonesOf } from "../takeover/zone.js";

interface ActiveArguments {
  readonly zones: readonly string[];
}

type FieldContext = Context<ActiveArguments, object, undefined, undefined, { readonly items: readonly TakeoverItem[] }>;

/** Reads the takeovers that displays of the zones show now. */
export function request(ctx: FieldContext): DynamoDBQueryRequest {
  const asked = askedZonesOf(ctx.args.zones);
  if (isProblem(asked)) {
    return util.error(asked.problem, invalidInput);
  }
  const milliseconds = util.time.nowEpochMilliSeconds();
  return takeoverList(activeQueryOf(asked.zones, utcAt(milliseconds), milliseconds));
}

/** The takeovers, that of the newest proposal first. */
export function response(ctx: FieldContext): readonly TakeoverItem[] {
  return listedTakeovers(ctx);
}
