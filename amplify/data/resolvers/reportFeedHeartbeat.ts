import { util, type Context } from "@aws-appsync/utils";
import { leastMoveOfHeartbeat, type FeedStash } from "../pipeline/feed-stash.js";
import { feedStatusOf, type FeedItem, type FeedStatusAnswer } from "../pipeline/feed-status.js";
import { eventTimeOf } from "../status-update/event-time.js";
import { invalidInput } from "../status-update/problem.js";

type MutationContext = Context<{ input: { readonly time: string } }, FeedStash, { result: FeedItem | null }>;

/**
 * Checks the heartbeat; the steps write it and read what holds then. What has too wrong a clock is refused as its events
 * are: a heartbeat must not call data fresh whose events nobody takes.
 */
export function request(ctx: MutationContext): Record<string, never> {
  const time = eventTimeOf(ctx.args.input.time, util.time.nowISO8601());
  if (typeof time !== "string") {
    return util.error(time.problem, invalidInput);
  }
  ctx.stash.feed = { time, leastMove: leastMoveOfHeartbeat };
  return {};
}

/** How old the data is after this heartbeat, which displays receive. */
export function response(ctx: MutationContext): FeedStatusAnswer {
  return feedStatusOf(ctx.prev.result);
}
