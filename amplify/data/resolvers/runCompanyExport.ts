import type { Context, LambdaRequest } from "@aws-appsync/utils";
import type { CompanyExportInput, LakeResponse } from "../../functions/query-lake/lake-request.js";
import { lakeCall, lakeData } from "../pipeline/lake-call.js";

type StepContext = Context<{ input: CompanyExportInput }, object, undefined, undefined, LakeResponse | null>;

/** Asks Athena to write the file. */
export function request(ctx: StepContext): LambdaRequest {
  return lakeCall(ctx, "startCompanyExport", { input: ctx.args.input });
}

/** Query execution id and format; raises the lake's error. */
export function response(ctx: StepContext): unknown {
  return lakeData(ctx);
}
