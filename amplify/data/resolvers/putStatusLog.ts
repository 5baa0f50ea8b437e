import { util, type Context, type DynamoDBBatchPutItemRequest } from "@aws-appsync/utils";
import { statusLogTable } from "../pipeline/environment.js";
import type { UpdateStash } from "../pipeline/stash.js";
import { logKeysOf } from "../status-update/log-key.js";

/** Entries go when nobody asks for them any more: after 400 days, a year and a month. */
const keptSeconds = 400 * 24 * 60 * 60;

/**
 * By table: what was written, null for what was not. What is left is `unprocessedKeys` in AWS's text on BatchPutItem;
 * `unprocessedItems` is DynamoDB's own name for it.
 */
interface BatchResult {
  readonly data?: Readonly<Record<string, unknown[]>> | null;
  readonly unprocessedItems?: Readonly<Record<string, unknown[]>> | null;
  readonly unprocessedKeys?: Readonly<Record<string, unknown[]>> | null;
}

type LogContext = Context<unknown, UpdateStash, undefined, undefined, BatchResult | null>;

function tableOf(ctx: LogContext): string {
  return (
    ctx.env[statusLogTable] ?? util.error(`The API has no environment variable ${statusLogTable}.`, "Configuration")
  );
}

/**
 * Keeps the event in the status log, under each of its keys. An event that comes again is written over itself: keys and
 * facts are its own, and only its expiry moves.
 */
export function request(ctx: LogContext): DynamoDBBatchPutItemRequest {
  const { update } = ctx.stash;
  const expires = util.time.nowEpochSeconds() + keptSeconds;
  const entries = logKeysOf(update).map((key) =>
    util.dynamodb.toMapValues({
      by: key.by,
      entry: key.entry,
      num: update.num,
      carrier: update.carrier,
      date: update.date,
      event: update.event,
      direction: update.direction,
      id: update.id,
      time: update.time,
      info: update.info,
      expires,
    }),
  );
  return { operation: "BatchPutItem", tables: { [tableOf(ctx)]: entries } };
}

/**
 * Raises an error unless every entry was written: DynamoDB may leave out some of a batch and call that success
 * (https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-batch-put-item.html).
 * No register is written then, and the event bus delivers the event again.
 */
export function response(ctx: LogContext): Record<string, never> {
  if (ctx.error) {
    util.error(ctx.error.message, ctx.error.type);
  }
  const table = tableOf(ctx);
  const written = (ctx.result?.data?.[table] ?? []).filter((entry) => entry !== null).length;
  const left =
    (ctx.result?.unprocessedItems?.[table] ?? []).length + (ctx.result?.unprocessedKeys?.[table] ?? []).length;
  const wanted = logKeysOf(ctx.stash.update).length;
  if (written < wanted || left > 0) {
    util.error(
      `The status log took ${written} of the event's ${wanted} entries. Send the event again.`,
      "DynamoDB:UnprocessedItems",
    );
  }
  return {};
}
