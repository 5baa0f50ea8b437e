import { util, type Context } from "@aws-appsync/utils";
import { reportSeconds, throttled, tooSoonMessage, type DisplayItem } from "../display-report/display-item.js";
import { displayReportOf, type DisplayReportInput } from "../display-report/display-report.js";
import type { ReportStash } from "../pipeline/report-stash.js";
import { utcAt } from "../pipeline/service-clock.js";
import { invalidInput, isProblem } from "../status-update/problem.js";

type FieldContext = Context<{ input: DisplayReportInput }, ReportStash, { result: DisplayItem | null }>;

/** Checks the report; the steps keep it or, where it comes too soon, read the one before. */
export function request(ctx: FieldContext): Record<string, never> {
  const taken = displayReportOf(ctx.args.input);
  if (isProblem(taken)) {
    return util.error(taken.problem, invalidInput);
  }
  ctx.stash.report = taken.report;
  ctx.stash.milliseconds = util.time.nowEpochMilliSeconds();
  return {};
}

/** The report as it is kept; raises `Throttled`, with the time to try again in `errorInfo`, where it comes too soon. */
export function response(ctx: FieldContext): DisplayItem | null {
  const { refused, milliseconds } = ctx.stash;
  if (!refused) {
    return ctx.prev.result;
  }
  const reportedAt = ctx.prev.result?.reportedAt ?? utcAt(milliseconds);
  const tryAgainAt = utcAt(util.time.parseISO8601ToEpochMilliSeconds(reportedAt) + reportSeconds * 1000);
  return util.error(tooSoonMessage(reportedAt, tryAgainAt), throttled, null, { tryAgainAt });
}
