import { util, type Context, type DynamoDBGetItemRequest } from "@aws-appsync/utils";
import type { UpdateStash } from "../pipeline/stash.js";
import type { FlightItem } from "../status-update/flight-item.js";

/** Reads the flight as it is after all that this update wrote. */
export function request(ctx: Context<unknown, UpdateStash>): DynamoDBGetItemRequest {
  return { operation: "GetItem", key: util.dynamodb.toMapValues({ ...ctx.stash.key }), consistentRead: true };
}

/** The flight's item, null where nothing has written one. */
export function response(
  ctx: Context<unknown, UpdateStash, undefined, undefined, FlightItem | null>,
): FlightItem | null {
  if (ctx.error) {
    util.error(ctx.error.message, ctx.error.type);
  }
  return ctx.result;
}
