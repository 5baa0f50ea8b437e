import { util, type Context, type DynamoDBUpdateItemRequest } from "@aws-appsync/utils";
import { feedKey } from "../pipeline/feed-status.js";
import type { FeedStash } from "../pipeline/feed-stash.js";
import { utcAt } from "../pipeline/service-clock.js";
import { millisecondsBetween } from "../status-update/calendar.js";

/** The error of a failed condition: here no failure, the data is newer, or not older by enough. */
const conditionFailed = "DynamoDB:ConditionalCheckFailedException";

/**
 * Moves the feed's sign of life on, never back. It is the time of the event, not of its receipt: what is delivered late is
 * old. A publisher's clock that is ahead makes nothing newer than now.
 */
export function request(ctx: Context<unknown, FeedStash>): DynamoDBUpdateItemRequest {
  const { time, leastMove } = ctx.stash.feed;
  const now = util.time.nowEpochMilliSeconds();
  const ahead = millisecondsBetween(utcAt(now), time);
  const aliveAt = ahead < 0 ? now + ahead : now;
  return {
    operation: "UpdateItem",
    key: util.dynamodb.toMapValues({ ...feedKey }),
    update: {
      expression: "SET #aliveAt = :aliveAt",
      expressionNames: { "#aliveAt": "aliveAt" },
      expressionValues: util.dynamodb.toMapValues({ ":aliveAt": utcAt(aliveAt) }),
    },
    condition: {
      expression: "attribute_not_exists(#aliveAt) OR #aliveAt <= :moved",
      expressionNames: { "#aliveAt": "aliveAt" },
      expressionValues: util.dynamodb.toMapValues({ ":moved": utcAt(aliveAt - leastMove) }),
    },
  };
}

/** Hands on nothing. */
export function response(ctx: Context<unknown, FeedStash>): Record<string, never> {
  if (ctx.error && ctx.error.type !== conditionFailed) {
    util.error(ctx.error.message, ctx.error.type);
  }
  return {};
}
