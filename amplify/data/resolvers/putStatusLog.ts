import { util, type Context, type DynamoDBPutItemRequest } from "@aws-appsync/utils";
import type { UpdateStash } from "../pipeline/stash.js";
import { logEntryOf } from "../status-update/flight-item.js";

/** Entries go when nobody asks for them any more: after 400 days, a year and a month. */
const keptSeconds = 400 * 24 * 60 * 60;

/** Keeps the event in the status log, once: the key is made from the event, and the first of equal keys stays. */
export function request(ctx: Context<unknown, UpdateStash>): DynamoDBPutItemRequest {
  const { update } = ctx.stash;
  return {
    operation: "PutItem",
    key: util.dynamodb.toMapValues({ date: update.date, entry: logEntryOf(update) }),
    attributeValues: util.dynamodb.toMapValues({
      num: update.num,
      carrier: update.carrier,
      event: update.event,
      direction: update.direction,
      id: update.id,
      time: update.time,
      info: update.info,
      expires: util.time.nowEpochSeconds() + keptSeconds,
    }),
    condition: {
      expression: "attribute_not_exists(#entry)",
      expressionNames: { "#entry": "entry" },
    },
  };
}

/** An entry that is there already is no error: the event came again. */
export function response(ctx: Context<unknown, UpdateStash>): Record<string, never> {
  if (ctx.error && ctx.error.type !== "DynamoDB:ConditionalCheckFailedException") {
    util.error(ctx.error.message, ctx.error.type);
  }
  return {};
}
