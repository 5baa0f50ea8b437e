import type {
  Evaluation,
  ResolverContext,
  ResolverError,
  SubscriptionFilter,
  SubscriptionInvalidation,
} from "./evaluation.js";
import { toPlainValue } from "./plain-value.js";

/** Unwinds a handler that called `util.error`, `util.unauthorized` or `runtime.earlyReturn`. */
export class HandlerStop extends Error {
  constructor() {
    super("the handler has ended");
    this.name = "HandlerStop";
  }
}

/** Collects what one run of one handler asks for besides its return value. */
export class EvaluationRecorder {
  readonly appendedErrors: ResolverError[] = [];
  readonly invalidations: SubscriptionInvalidation[] = [];
  readonly responseHeaders: Record<string, string> = {};
  subscriptionFilter: SubscriptionFilter | undefined;
  subscriptionInvalidationFilter: SubscriptionFilter | undefined;
  /** Set once the handler was stopped; holds even where the code swallowed the exception. */
  stopped: Evaluation["outcome"] | undefined;

  constructor(readonly context: ResolverContext) {}

  /** Ends the handler with this outcome. The first stop wins. */
  stop(outcome: Evaluation["outcome"]): never {
    this.stopped ??= outcome;
    throw new HandlerStop();
  }

  /** The evaluation, with `outcome` unless the handler was stopped. */
  finish(outcome: Evaluation["outcome"], stash: Record<string, unknown>): Evaluation {
    return {
      outcome: this.stopped ?? outcome,
      stash,
      appendedErrors: this.appendedErrors,
      subscriptionFilter: this.subscriptionFilter,
      subscriptionInvalidationFilter: this.subscriptionInvalidationFilter,
      invalidations: this.invalidations,
      responseHeaders: this.responseHeaders,
    };
  }
}

/** The recorder of the handler that runs now. Handlers are synchronous, so one cell per module is enough. */
export interface CurrentEvaluation {
  recorder: EvaluationRecorder | undefined;
}

/**
 * The recorder of the running handler.
 *
 * @throws Error when called while the module loads: AWS evaluates code only inside handlers
 */
export function recorderOf(current: CurrentEvaluation, caller: string): EvaluationRecorder {
  if (current.recorder === undefined) throw new Error(`${caller} can only be called inside request or response`);
  return current.recorder;
}

/** The arguments of `util.error` and `util.appendError` as an error (https://docs.aws.amazon.com/appsync/latest/devguide/built-in-util-js.html). */
export function toResolverError(
  message: unknown,
  errorType: unknown,
  data: unknown,
  errorInfo: unknown,
): ResolverError {
  return {
    message: textOf(message),
    errorType: errorType === undefined || errorType === null ? null : textOf(errorType),
    data: toPlainValue(data),
    errorInfo: toPlainValue(errorInfo),
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(toPlainValue(value));
}
