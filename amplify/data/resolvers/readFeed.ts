import { util, type Context, type DynamoDBGetItemRequest } from "@aws-appsync/utils";
import { feedKey, type FeedItem } from "../pipeline/feed-status.js";

/** Reads when the feed was last alive. */
export function request(): DynamoDBGetItemRequest {
  return { operation: "GetItem", key: util.dynamodb.toMapValues({ ...feedKey }), consistentRead: true };
}

/** The feed's item, null before its first sign of life. */
export function response(ctx: Context<unknown, object, undefined, undefined, FeedItem | null>): FeedItem | null {
  if (ctx.error) {
    util.error(ctx.error.message, ctx.error.type);
  }
  return ctx.result;
}
