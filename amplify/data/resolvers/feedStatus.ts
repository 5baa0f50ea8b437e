import type { Context } from "@aws-appsync/utils";
import { feedStatusOf, type FeedItem, type FeedStatusAnswer } from "../pipeline/feed-status.js";

/** The step reads the feed's item. */
export function request(): Record<string, never> {
  return {};
}

/** How old the data is, and the service's clock. */
export function response(ctx: Context<unknown, object, { result: FeedItem | null }>): FeedStatusAnswer {
  return feedStatusOf(ctx.prev.result);
}
