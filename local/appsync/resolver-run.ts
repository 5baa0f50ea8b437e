import type { DataSource } from "./data-sources/data-source.js";
import { AppSyncError } from "./identity.js";
import type {
  Evaluation,
  ResolverContext,
  ResolverError,
  ResolverModule,
  SubscriptionFilter,
  SubscriptionInvalidation,
} from "./runtime/evaluation.js";

/** One step that talks to a data source: a unit resolver or a function of a pipeline. */
export interface ResolverStep {
  readonly name: string;
  readonly module: ResolverModule;
  readonly dataSource: DataSource;
}

/** A resolver, ready to run. */
export type LoadedResolver =
  | { readonly type: "UNIT"; readonly step: ResolverStep }
  | { readonly type: "PIPELINE"; readonly module: ResolverModule; readonly steps: readonly ResolverStep[] };

/** The parts of `ctx` that stay the same while one resolver runs. */
export type ResolverInvocation = Omit<ResolverContext, "stash" | "result" | "prev" | "error">;

/** All that running one resolver brought forth. */
export interface ResolverRun {
  readonly value: unknown;
  /** Set when the field failed; `value` is null then. */
  readonly error: ResolverError | undefined;
  readonly appendedErrors: readonly ResolverError[];
  readonly subscriptionFilter: SubscriptionFilter | undefined;
  readonly subscriptionInvalidationFilter: SubscriptionFilter | undefined;
  readonly invalidations: readonly SubscriptionInvalidation[];
  readonly responseHeaders: Readonly<Record<string, string>>;
}

/** `end`: the pipeline's response handler is next. */
type StepResult =
  | { readonly type: "value"; readonly value: unknown; readonly end: boolean }
  | { readonly type: "error"; readonly error: ResolverError };

/** One run: carries the stash from handler to handler and gathers what they leave behind. */
class Run {
  #stash: Record<string, unknown> = {};
  readonly #appendedErrors: ResolverError[] = [];
  readonly #invalidations: SubscriptionInvalidation[] = [];
  readonly #responseHeaders: Record<string, string> = {};
  #filter: SubscriptionFilter | undefined;
  #invalidationFilter: SubscriptionFilter | undefined;

  constructor(readonly invocation: ResolverInvocation) {}

  evaluate(
    handler: (context: ResolverContext) => Evaluation,
    fields: Partial<Pick<ResolverContext, "result" | "prev" | "error">>,
  ): Evaluation["outcome"] {
    const evaluation = handler({
      ...this.invocation,
      stash: this.#stash,
      result: fields.result ?? null,
      prev: fields.prev,
      error: fields.error,
    });
    this.#stash = evaluation.stash;
    this.#appendedErrors.push(...evaluation.appendedErrors);
    this.#invalidations.push(...evaluation.invalidations);
    Object.assign(this.#responseHeaders, evaluation.responseHeaders);
    this.#filter = evaluation.subscriptionFilter ?? this.#filter;
    this.#invalidationFilter = evaluation.subscriptionInvalidationFilter ?? this.#invalidationFilter;
    return evaluation.outcome;
  }

  finish(result: StepResult): ResolverRun {
    return {
      value: result.type === "value" ? result.value : null,
      error: result.type === "error" ? result.error : undefined,
      appendedErrors: this.#appendedErrors,
      subscriptionFilter: this.#filter,
      subscriptionInvalidationFilter: this.#invalidationFilter,
      invalidations: this.#invalidations,
      responseHeaders: this.#responseHeaders,
    };
  }
}

function settled(outcome: Evaluation["outcome"]): StepResult {
  if (outcome.type === "error") return outcome;
  return { type: "value", value: outcome.value, end: outcome.type === "earlyReturn" && outcome.skipTo === "END" };
}

/**
 * Request handler, data source, response handler. An early return of the request handler skips both others
 * (https://docs.aws.amazon.com/appsync/latest/devguide/runtime-utils-js.html). A failed data source is `ctx.error` in the
 * response handler, and no failure of the field unless that handler makes it one.
 */
async function runStep(step: ResolverStep, run: Run, prev: ResolverContext["prev"]): Promise<StepResult> {
  const request = run.evaluate((context) => step.module.request(context), { prev });
  if (request.type !== "value") return settled(request);
  const outcome = await step.dataSource.invoke(request.value);
  const response =
    outcome.type === "result"
      ? { prev, result: outcome.result }
      : { prev, result: outcome.result ?? null, error: outcome.error };
  return settled(run.evaluate((context) => step.module.response(context), response));
}

/**
 * The resolver's request handler, each function in turn, the resolver's response handler
 * (https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-overview-js.html). `ctx.prev.result` is what the
 * step before gave; the first error ends the pipeline.
 */
async function runPipeline(resolver: Extract<LoadedResolver, { type: "PIPELINE" }>, run: Run): Promise<StepResult> {
  const before = settledBefore(run.evaluate((context) => resolver.module.request(context), {}));
  if (before.type === "error") return before;
  let value = before.value;
  if (!before.end) {
    for (const step of resolver.steps) {
      const result = await runStep(step, run, { result: value ?? null });
      if (result.type === "error") return result;
      value = result.value;
      if (result.end) break;
    }
  }
  const last = value ?? null;
  return settled(
    run.evaluate((context) => resolver.module.response(context), { result: last, prev: { result: last } }),
  );
}

/** Any early return of the pipeline's own request handler skips all functions, whatever it says of skipTo. */
function settledBefore(outcome: Evaluation["outcome"]): StepResult {
  return outcome.type === "earlyReturn" ? { type: "value", value: outcome.value, end: true } : settled(outcome);
}

/**
 * Runs a resolver. Errors of handlers, of data sources and of requests that no data source understands end up in `error`.
 * @throws what is no fault of the resolver: a lost connection, a defect of the sandbox
 */
export async function runResolver(resolver: LoadedResolver, invocation: ResolverInvocation): Promise<ResolverRun> {
  const run = new Run(invocation);
  try {
    const result =
      resolver.type === "UNIT" ? await runStep(resolver.step, run, undefined) : await runPipeline(resolver, run);
    return run.finish(result);
  } catch (error) {
    if (!(error instanceof AppSyncError)) throw error;
    const { errorType, message } = error;
    return run.finish({ type: "error", error: { errorType, message, data: null, errorInfo: null } });
  }
}
