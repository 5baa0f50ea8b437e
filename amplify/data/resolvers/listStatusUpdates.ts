import { util, type Context, type DynamoDBQueryRequest } from "@aws-appsync/utils";
import type { IdentifiedUpdate } from "../status-update/flight-item.js";
import { logQueryOf, newestFirst } from "../status-update/log-query.js";
import { invalidInput, isProblem } from "../status-update/problem.js";

interface ListArguments {
  readonly by: string;
  readonly limit?: number | null;
}

interface LogPage {
  readonly items: IdentifiedUpdate[];
}

/** Reads the end of the part of the log that is asked for: for one flight, its latest events. */
export function request(ctx: Context<ListArguments>): DynamoDBQueryRequest {
  const query = logQueryOf(ctx.args.by, ctx.args.limit);
  if (isProblem(query)) {
    return util.error(query.problem, invalidInput);
  }
  const wholeDate = query.prefix === "";
  return {
    operation: "Query",
    query: wholeDate
      ? {
          expression: "#date = :date",
          expressionNames: { "#date": "date" },
          expressionValues: util.dynamodb.toMapValues({ ":date": query.date }),
        }
      : {
          expression: "#date = :date AND begins_with(#entry, :prefix)",
          expressionNames: { "#date": "date", "#entry": "entry" },
          expressionValues: util.dynamodb.toMapValues({ ":date": query.date, ":prefix": query.prefix }),
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
  return newestFirst(ctx.result.items);
}
