import type { Context, LambdaRequest } from "@aws-appsync/utils";
import type { CompaniesArguments, LakeResponse } from "../../functions/query-lake/lake-request.js";
import { lakeCall, lakeData } from "../pipeline/lake-call.js";

type FieldContext = Context<CompaniesArguments, object, undefined, undefined, LakeResponse | null>;

/** Asks for a page of companies. */
export function request(ctx: FieldContext): LambdaRequest {
  return lakeCall(ctx, "companies", ctx.args);
}

/** What the lake answered; raises its error. */
export function response(ctx: FieldContext): unknown {
  return lakeData(ctx);
}
