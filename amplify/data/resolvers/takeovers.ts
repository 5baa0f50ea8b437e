import { util, type Context, type DynamoDBQueryRequest } from "@aws-appsync/utils";
import { listedTakeovers, takeoverList } from "../pipeline/takeover-list.js";
import { invalidInput, isProblem } from "../status-update/problem.js";
import type { TakeoverItem } from "../takeover/takeover-item.js";
import { takeoversQueryOf } from "../takeover/takeover-query.js";

interface ListArguments {
  readonly limit?: number | null;
}

type FieldContext = Context<ListArguments, object, undefined, undefined, { readonly items: readonly TakeoverItem[] }>;

/** Reads the newest takeovers, proposals included. */
export function request(ctx: FieldContext): DynamoDBQueryRequest {
  const query = takeoversQueryOf(ctx.args.limit, util.time.nowEpochMilliSeconds());
  if (isProblem(query)) {
    return util.error(query.problem, invalidInput);
  }
  return takeoverList(query);
}

/** The takeovers, that of the newest proposal first. */
export function response(ctx: FieldContext): readonly TakeoverItem[] {
  return listedTakeovers(ctx);
}
