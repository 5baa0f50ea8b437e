import { util, type Context, type DynamoDBScanRequest } from "@aws-appsync/utils";
import { keptSeconds, type DisplayItem } from "../display-report/display-item.js";
import { utcAt } from "../pipeline/service-clock.js";
import { pageSizeProblem } from "../status-update/page-size.js";
import { invalidInput } from "../status-update/problem.js";

/** Displays of a page where the caller does not say. */
const defaultDisplays = 500;

interface ListArguments {
  readonly limit?: number | null;
  readonly nextToken?: string | null;
}

interface DisplayPage {
  readonly items: readonly DisplayItem[];
  readonly nextToken?: string | null;
}

/** Reads one page of the fleet: the table holds nothing else. DynamoDB deletes late, so what is too old is left out here. */
export function request(ctx: Context<ListArguments>): DynamoDBScanRequest {
  const { limit, nextToken } = ctx.args;
  const refused = pageSizeProblem(limit);
  if (refused !== undefined) {
    return util.error(refused.problem, invalidInput);
  }
  const since = utcAt(util.time.nowEpochMilliSeconds() - keptSeconds * 1000);
  const page: DynamoDBScanRequest = {
    operation: "Scan",
    limit: limit ?? defaultDisplays,
    consistentRead: true,
    filter: {
      expression: "#reportedAt > :since",
      expressionNames: { "#reportedAt": "reportedAt" },
      expressionValues: util.dynamodb.toMapValues({ ":since": since }),
    },
  };
  return nextToken ? { ...page, nextToken } : page;
}

/** The page; `nextToken` where there is more to read. */
export function response(ctx: Context<ListArguments, object, undefined, undefined, DisplayPage>): DisplayPage {
  if (ctx.error) {
    util.error(ctx.error.message, ctx.error.type);
  }
  return { items: ctx.result.items, nextToken: ctx.result.nextToken ?? null };
}
