import { util, type Context, type DynamoDBQueryRequest } from "@aws-appsync/utils";
import type { IdentifiedUpdate } from "../status-update/flight-item.js";
import { logQueryOf } from "../status-update/log-query.js";
import { invalidInput, isProblem } from "../status-update/problem.js";

interface ListArguments {
  readonly by: string;
  readonly limit?: number | null;
}

interface LogPage {
  readonly items: readonly IdentifiedUpdate[];
}

/** Reads the end of the partition that is asked for: its entries sort by time. */
export function request(ctx: Context<ListArguments>): DynamoDBQueryRequest {
  const query = logQueryOf(ctx.args.by, ctx.args.limit);
  if (isProblem(query)) {
    return util.error(query.problem, invalidInput);
  }
  return {
    operation: "Query",
    query: {
      expression: "#by = :by",
      expressionNames: { "#by": "by" },
      expressionValues: util.dynamodb.toMapValues({ ":by": query.by }),
    },
    limit: query.limit,
    scanIndexForward: false,
  };
}

/** The events, newest first. */
export function response(
  ctx: Context<ListArguments, object, undefined, undefined, LogPage>,
): readonly IdentifiedUpdate[] {
  if (ctx.error) {
    util.error(ctx.error.message, ctx.error.type);
  }
  return ctx.result.items;
}
