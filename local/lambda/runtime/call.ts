import type { Handler } from "./load-handler.js";
import { RuntimeError } from "./function-error.js";
import type { ContextConstants, InvokeMessage } from "./messages.js";

/** How a call ended. Told once; what a handler does later changes nothing. */
export type CallOutcome =
  | { readonly type: "succeeded"; /** JSON text. */ readonly payload: string }
  | { readonly type: "failed"; readonly thrown: unknown };

/** A call under way. */
export interface Call {
  /** Nothing is left that could run: what the handler has not said by now it never says. */
  eventLoopIsEmpty(): void;
}

/**
 * Calls a handler as Lambda's Node.js runtime does. A promise that it returns answers; without one, the callback does,
 * and the answer waits until the event loop is empty unless `context.callbackWaitsForEmptyEventLoop` is false
 * (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html).
 */
export function startCall(
  handler: Handler,
  message: InvokeMessage,
  constants: ContextConstants,
  end: (outcome: CallOutcome) => void,
): Call {
  let isOver = false;
  let isPromised = false;
  /** Called back, and waiting for the event loop to run empty. */
  let waiting: { readonly result: unknown } | undefined;

  const endOnce = (outcome: CallOutcome): void => {
    if (isOver) return;
    isOver = true;
    end(outcome);
  };
  const succeed = (result?: unknown): void => {
    if (isOver) return;
    try {
      endOnce({ type: "succeeded", payload: JSON.stringify(result) ?? "null" });
    } catch (error) {
      endOnce({ type: "failed", thrown: unserializable(error) });
    }
  };
  const fail = (thrown?: unknown): void => {
    endOnce({ type: "failed", thrown: thrown ?? "handled" });
  };
  const startedAt = performance.now();
  const context = {
    ...constants,
    callbackWaitsForEmptyEventLoop: true,
    awsRequestId: message.requestId,
    clientContext: undefined,
    identity: undefined,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(message.timeoutMs - (performance.now() - startedAt))),
    succeed,
    fail,
    done(error?: unknown, result?: unknown) {
      if (error == null) succeed(result);
      else fail(error);
    },
  };
  const callback = (error?: unknown, result?: unknown): void => {
    if (waiting !== undefined) return;
    if (error != null) fail(error);
    else if (context.callbackWaitsForEmptyEventLoop) waiting = { result };
    else succeed(result);
  };

  try {
    const returned = handler(JSON.parse(message.event), context, callback);
    if (isThenable(returned)) {
      isPromised = true;
      returned.then(succeed, fail);
    }
  } catch (error) {
    fail(error);
  }
  return {
    eventLoopIsEmpty() {
      if (isPromised) fail(neverSettled());
      else succeed(waiting?.result);
    },
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return value !== null && typeof value === "object" && "then" in value && typeof value.then === "function";
}

function unserializable(cause: unknown): Error {
  return new RuntimeError(
    "Error",
    `Unable to stringify response body: ${cause instanceof Error ? cause.message : String(cause)}`,
    { cause },
  );
}

function neverSettled(): Error {
  return new RuntimeError(
    "Runtime.NodeJsExit",
    "The promise that the handler returned was never settled, and nothing is left that could settle it.",
  );
}
