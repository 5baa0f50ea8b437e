import { runtime, type Context, type LambdaRequest } from "@aws-appsync/utils";
import type { LakeResponse } from "../../functions/query-lake/lake-request.js";
import type { ExportItem } from "../company-export/export-item.js";
import { callerOf, lakeCall, lakeData } from "../pipeline/lake-call.js";

type StepContext = Context<{ id: string }, object, { result: ExportItem | null }, undefined, LakeResponse | null>;

/** Asks for addresses of the files, where the export is the caller's and has succeeded, and they are selected. */
export function request(ctx: StepContext): LambdaRequest {
  const caller = callerOf(ctx.identity);
  const item = ctx.prev.result;
  if (!caller || !item || item.owner !== caller.sub) {
    return runtime.earlyReturn(null);
  }
  // No field of an export has fields but its files, which may go by another name here. Who asks how far an export is gets
  // to know it also while the lake does not answer.
  const asksForFiles = ctx.info.selectionSetList.some((path) => path.includes("/"));
  if (item.state !== "SUCCEEDED" || item.format === undefined || !asksForFiles) {
    return runtime.earlyReturn(item);
  }
  return lakeCall(ctx, "companyExport", { id: item.id, format: item.format });
}

/** The export with its files; without, where Athena has forgotten it. */
export function response(ctx: StepContext): object {
  const found = lakeData(ctx) as { readonly files: unknown } | null;
  return { ...ctx.prev.result, files: found ? found.files : null };
}
