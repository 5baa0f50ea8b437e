import type { Context, LambdaRequest } from "@aws-appsync/utils";
import type { CompanyFilter, LakeResponse } from "../../functions/query-lake/lake-request.js";
import { lakeCall, lakeData } from "../pipeline/lake-call.js";

interface FacetsArguments {
  readonly filter?: CompanyFilter | null;
}

type FieldContext = Context<FacetsArguments, object, undefined, undefined, LakeResponse | null>;

/** Asks for counts of companies. */
export function request(ctx: FieldContext): LambdaRequest {
  return lakeCall(ctx, "companyFacets", ctx.args);
}

/** What the lake answered; raises its error. */
export function response(ctx: FieldContext): unknown {
  return lakeData(ctx);
}
