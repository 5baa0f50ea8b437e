import type { GraphqlApi } from "../appsync/graphql-api.js";
import type { ResponseError } from "../appsync/graphql-response.js";
import { AppSyncError } from "../appsync/identity.js";
import type { DeliveryResult, TargetInvoker } from "./delivery.js";

/** Failures that may pass: of a data source, of the service itself, of time. Everything else is the event's own fault. */
const passing = /^(DynamoDB:|InternalFailure|ExecutionTimeout|ThrottlingException)/;

/**
 * EventBridge's native AppSync target: runs the target's GraphQL operation with the transformed event as variables, as
 * the target's role, inside the process
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/target-appsync.html). An event that the API refuses for what
 * it says goes straight to the dead-letter queue; a failure that may pass is tried again.
 */
export function appSyncTarget(api: Pick<GraphqlApi, "execute" | "principalOfRole">, apiArn: string): TargetInvoker {
  return async (target, payload) => {
    if (target.graphqlOperation === undefined || target.roleArn === undefined) {
      return permanent("INVALID_PARAMETER", `Target ${target.id} of ${apiArn} needs a GraphQL operation and a role.`);
    }
    try {
      const variables = JSON.parse(payload) as Record<string, unknown>;
      const principal = api.principalOfRole(target.roleArn);
      const { response } = await api.execute({ query: target.graphqlOperation, variables }, principal, {});
      const error = response.errors?.[0];
      return error === undefined ? { status: "delivered" } : failure(error);
    } catch (error) {
      if (error instanceof AppSyncError) return failure(error);
      return { status: "retryable", code: "ERROR_FROM_TARGET", message: String(error) };
    }
  };
}

function failure(error: Pick<ResponseError, "message" | "errorType">): DeliveryResult {
  const { message, errorType } = error;
  if (/^Unauthorized/.test(errorType ?? "")) return permanent("NO_PERMISSIONS", message);
  const status = passing.test(errorType ?? "") ? "retryable" : "permanent";
  return { status, code: "ERROR_FROM_TARGET", message: `${errorType ?? "GraphQLError"}: ${message}` };
}

function permanent(code: string, message: string): DeliveryResult {
  return { status: "permanent", code, message };
}
