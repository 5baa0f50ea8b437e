import { AwsError } from "../aws-json/aws-error.js";
import type { FunctionCaller } from "../lambda/lambda.js";
import type { TargetInvoker } from "./delivery.js";

/**
 * A Lambda function as target: called asynchronously with the transformed event
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html). The event is delivered when Lambda has it on
 * disk; whether the function succeeds, and when it is tried again, is Lambda's business from then on.
 */
export function lambdaTarget(lambda: Pick<FunctionCaller, "invokeAsync">): TargetInvoker {
  return async (target, payload) => {
    let event: unknown;
    try {
      event = JSON.parse(payload);
    } catch (error) {
      return { status: "permanent", code: "INVALID_JSON", message: `The input is no JSON: ${String(error)}` };
    }
    try {
      await lambda.invokeAsync(target.arn, event);
      return { status: "delivered" };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const message = `${error.code}: ${error.message}`;
      if (error.statusCode >= 500 || error.statusCode === 429)
        return { status: "retryable", code: "THROTTLING", message };
      const code = error.code === "ResourceNotFoundException" ? "NO_RESOURCE" : "SDK_CLIENT_ERROR";
      return { status: "permanent", code, message };
    }
  };
}
