import type { Context, LambdaRequest } from "@aws-appsync/utils";
import type { LakeResponse } from "../../functions/query-lake/lake-request.js";
import { lakeCall, lakeData } from "../pipeline/lake-call.js";

type FieldContext = Context<Record<string, never>, object, undefined, undefined, LakeResponse | null>;

/** Asks for the first companies by name. */
export function request(ctx: FieldContext): LambdaRequest {
  return lakeCall(ctx, "getAll", {});
}

/** What the lake answered; raises its error. */
export function response(ctx: FieldContext): unknown {
  return lakeData(ctx);
}
