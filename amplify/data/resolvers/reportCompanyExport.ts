import { util, type Context } from "@aws-appsync/utils";
import type { ExportItem } from "../company-export/export-item.js";
import { exportReportOf, type ProgressInput } from "../company-export/export-report.js";
import type { ExportStash } from "../pipeline/export-stash.js";
import { invalidInput, isProblem } from "../status-update/problem.js";

type MutationContext = Context<{ input: ProgressInput }, ExportStash, { result: ExportItem | null }>;

/** Checks the report; the steps write it and read what holds then. */
export function request(ctx: MutationContext): Record<string, never> {
  const report = exportReportOf(ctx.args.input);
  if (isProblem(report)) {
    return util.error(report.problem, invalidInput);
  }
  ctx.stash.id = report.id;
  return {};
}

/** The export as it is after all that has been reported, which its owner's subscriptions receive. */
export function response(ctx: MutationContext): ExportItem | null {
  return ctx.prev.result;
}
