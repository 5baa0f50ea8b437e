import { util, type Context, type DynamoDBUpdateItemRequest } from "@aws-appsync/utils";
import { exportReportOf, reportWriteOf, type ProgressInput } from "../company-export/export-report.js";
import { exportExpiry, exportUpdate } from "../pipeline/export-update.js";
import { invalidInput, isProblem } from "../status-update/problem.js";

/** The error of a failed condition: here no failure, the export is further along. */
const conditionFailed = "DynamoDB:ConditionalCheckFailedException";

type StepContext = Context<{ input: ProgressInput }>;

/** Moves the export on, where the report is newer than what is known. */
export function request(ctx: StepContext): DynamoDBUpdateItemRequest {
  const report = exportReportOf(ctx.args.input);
  if (isProblem(report)) {
    return util.error(report.problem, invalidInput);
  }
  return exportUpdate(report.id, reportWriteOf(report, exportExpiry()));
}

/** Hands on nothing: the next step reads the export. */
export function response(ctx: StepContext): Record<string, never> {
  if (ctx.error && ctx.error.type !== conditionFailed) {
    util.error(ctx.error.message, ctx.error.type);
  }
  return {};
}
