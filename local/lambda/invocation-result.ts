import type { Death } from "./function-worker.js";
import type { FunctionError } from "./runtime/messages.js";
import { largestResponse } from "./service-limits.js";

/** What a function answered. */
export type InvocationResult =
  | { readonly status: "succeeded"; readonly payload: unknown }
  | {
      readonly status: "failed";
      /** Name of the error: the function's own, or Lambda's such as `Sandbox.Timedout`. */
      readonly errorType: string;
      readonly errorMessage: string;
      /** Lines of the stack, where there is one. */
      readonly trace?: readonly string[];
    };

export type InvocationFailure = Extract<InvocationResult, { status: "failed" }>;

/** The result of a response, JSON text. */
export function resultOf(payload: string): InvocationResult {
  if (Buffer.byteLength(payload) > largestResponse) {
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${largestResponse} bytes).`;
    return { status: "failed", errorType: "Function.ResponseSizeTooLarge", errorMessage };
  }
  return { status: "succeeded", payload: JSON.parse(payload) as unknown };
}

export function failureOf({ errorType, errorMessage, trace }: FunctionError): InvocationFailure {
  return { status: "failed", errorType, errorMessage, trace };
}

/** @param timeout seconds */
export function timedOut(requestId: string, timeout: number): InvocationFailure {
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${timeout.toFixed(2)} seconds`;
  return { status: "failed", errorType: "Sandbox.Timedout", errorMessage };
}

/** A call whose thread ended, as Lambda answers it (https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html). */
export function failureOfDeath(requestId: string, death: Death): InvocationFailure {
  if (death.type === "fatal") return failureOf(death.error);
  const errorMessage = `RequestId: ${requestId} Error: ${reasonOf(death)}`;
  return { status: "failed", errorType: "Runtime.ExitError", errorMessage };
}

/** Why a thread ended, in Lambda's words. */
export function reasonOf(death: Death): string {
  if (death.type === "fatal") return `${death.error.errorType}: ${death.error.errorMessage}`;
  if (death.type === "out of memory") return "Runtime exited with error: signal: killed";
  return death.code === 0
    ? "Runtime exited without providing a reason"
    : `Runtime exited with error: exit status ${death.code}`;
}

/** A call that the end of the sandbox cut short. */
export function cutShort(requestId: string): InvocationFailure {
  return {
    status: "failed",
    errorType: "Sandbox.Ended",
    errorMessage: `RequestId: ${requestId} Error: The sandbox ended before the function did`,
  };
}
