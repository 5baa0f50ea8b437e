import { util, type Identity, type LambdaRequest } from "@aws-appsync/utils";
import type { LakeCaller, LakeError, LakeRequest, LakeResponse } from "../../functions/query-lake/lake-request.js";

/** What comes of a token of the user pool; the identity of IAM has no sub. */
interface UserPoolFields {
  readonly sub?: string | null;
  readonly username?: string | null;
  readonly groups?: readonly string[] | null;
}

/** The signed-in user, from the token that AppSync has verified; null for callers by IAM. */
export function callerOf(identity: Identity): LakeCaller | null {
  const user = identity as UserPoolFields | null | undefined;
  if (!user || !user.sub || !user.username) {
    return null;
  }
  return { sub: user.sub, username: user.username, groups: user.groups ?? null };
}

/** What a resolver knows when it asks `query-lake`. */
interface AskingContext {
  readonly identity: Identity;
  readonly info: { readonly selectionSetList: readonly string[]; readonly selectionSetGraphQL: string };
}

/** The call of `query-lake` for a field. Who asks is taken from the token alone. */
export function lakeCall<Field extends LakeRequest["field"]>(
  ctx: AskingContext,
  field: Field,
  args: Extract<LakeRequest, { readonly field: Field }>["arguments"],
): LambdaRequest {
  return {
    operation: "Invoke",
    payload: {
      field,
      identity: callerOf(ctx.identity),
      selection: ctx.info.selectionSetList,
      selectionText: ctx.info.selectionSetGraphQL,
      arguments: args,
    },
  };
}

/** What a resolver knows when `query-lake` has answered. */
interface AnsweredContext {
  readonly error?: { readonly message: string; readonly type: string } | undefined;
  readonly result: LakeResponse | null;
}

/**
 * The data of an answer; raises the error of any other. A function that broke down says nothing to the caller: its own
 * words are in its log.
 */
export function lakeData(ctx: AnsweredContext): unknown {
  if (ctx.error || !ctx.result) {
    return util.error("The data lake did not answer. Try again in a moment.", "QueryFailed");
  }
  const answer = ctx.result as Partial<Record<"data", unknown> & Record<"error", LakeError>>;
  return answer.error === undefined ? answer.data : util.error(answer.error.message, answer.error.type);
}
