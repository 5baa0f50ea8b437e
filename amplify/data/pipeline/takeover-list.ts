import { util, type DynamoDBQueryRequest } from "@aws-appsync/utils";
import { airport } from "../../airport.js";
import type { TakeoverItem } from "../takeover/takeover-item.js";
import type { TakeoverQuery } from "../takeover/takeover-query.js";

/** The request that reads the end of the airport's partition, newest proposal first. */
export function takeoverList(query: TakeoverQuery): DynamoDBQueryRequest {
  const request: DynamoDBQueryRequest = {
    operation: "Query",
    query: {
      expression: "#airport = :airport AND #id >= :firstId",
      expressionNames: { "#airport": "airport", "#id": "id" },
      expressionValues: util.dynamodb.toMapValues({ ":airport": airport.iata, ":firstId": query.firstId }),
    },
    scanIndexForward: false,
    // Whoever subscribes and then asks must not miss what was confirmed between.
    consistentRead: true,
  };
  const limited = query.limit === undefined ? request : { ...request, limit: query.limit };
  return query.filter === undefined
    ? limited
    : {
        ...limited,
        filter: {
          expression: query.filter.expression,
          expressionNames: { ...query.filter.names },
          expressionValues: util.dynamodb.toMapValues({ ...query.filter.values }),
        },
      };
}

/** What a resolver knows when the table has answered. */
interface AnsweredContext {
  readonly error?: { readonly message: string; readonly type: string } | undefined;
  readonly result: { readonly items: readonly TakeoverItem[] };
}

/** The takeovers that were read; raises what went wrong. */
export function listedTakeovers(ctx: AnsweredContext): readonly TakeoverItem[] {
  if (ctx.error) {
    util.error(ctx.error.message, ctx.error.type);
  }
  return ctx.result.items;
}
