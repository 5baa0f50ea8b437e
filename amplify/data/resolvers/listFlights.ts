import { util, type Context, type DynamoDBQueryRequest } from "@aws-appsync/utils";
import type { FlightItem } from "../status-update/flight-item.js";
import { flightQueryOf, type FlightQueryArguments } from "../status-update/flight-query.js";
import { invalidInput, isProblem } from "../status-update/problem.js";

type ListArguments = FlightQueryArguments & { readonly nextToken?: string | null };

interface FlightPage {
  readonly items: readonly FlightItem[];
  readonly nextToken?: string | null;
}

/** Reads one page of the flights of a date. */
export function request(ctx: Context<ListArguments>): DynamoDBQueryRequest {
  const query = flightQueryOf(ctx.args);
  if (isProblem(query)) {
    return util.error(query.problem, invalidInput);
  }
  const byDate: DynamoDBQueryRequest = {
    operation: "Query",
    query: {
      expression: "#date = :date",
      expressionNames: { "#date": "date" },
      expressionValues: util.dynamodb.toMapValues({ ":date": query.date }),
    },
    limit: query.limit,
    consistentRead: true,
  };
  const page = ctx.args.nextToken ? { ...byDate, nextToken: ctx.args.nextToken } : byDate;
  return query.filter === undefined
    ? page
    : {
        ...page,
        filter: {
          expression: query.filter.expression,
          expressionNames: { ...query.filter.names },
          expressionValues: util.dynamodb.toMapValues({ ...query.filter.values }),
        },
      };
}

/** The page; `nextToken` where there is more to read. */
export function response(ctx: Context<ListArguments, object, undefined, undefined, FlightPage>): FlightPage {
  if (ctx.error) {
    util.error(ctx.error.message, ctx.error.type);
  }
  return { items: ctx.result.items, nextToken: ctx.result.nextToken ?? null };
}
