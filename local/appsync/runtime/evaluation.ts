/** One error raised by a resolver through `util.error`, `util.appendError` or `util.unauthorized`. */
export interface ResolverError {
  readonly message: string;
  readonly errorType: string | null;
  readonly data: unknown;
  readonly errorInfo: unknown;
}

/** One entry of a subscription filter, as `extensions.setSubscriptionFilter` takes it. */
export interface SubscriptionFilterEntry {
  /** Dots reach into nested objects. */
  readonly fieldName: string;
  readonly operator:
    | "eq"
    | "ne"
    | "le"
    | "lt"
    | "ge"
    | "gt"
    | "contains"
    | "notContains"
    | "beginsWith"
    | "in"
    | "notIn"
    | "between"
    | "containsAny";
  readonly value: unknown;
}

/** Filters inside one group element are ANDed, the elements of `filterGroup` are ORed. */
export interface SubscriptionFilter {
  readonly filterGroup: readonly { readonly filters: readonly SubscriptionFilterEntry[] }[];
}

/** A call of `extensions.invalidateSubscriptions`. */
export interface SubscriptionInvalidation {
  readonly subscriptionField: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Everything that running one handler of one resolver or function brings forth. */
export interface Evaluation {
  readonly outcome:
    | { readonly type: "value"; readonly value: unknown }
    /** `runtime.earlyReturn`. */
    | { readonly type: "earlyReturn"; readonly value: unknown; readonly skipTo: "NEXT" | "END" }
    /** `util.error`, `util.unauthorized`, or an exception in the code. */
    | { readonly type: "error"; readonly error: ResolverError };
  /** `ctx.stash` after the handler. */
  readonly stash: Record<string, unknown>;
  /** From `util.appendError`, in order. */
  readonly appendedErrors: readonly ResolverError[];
  readonly subscriptionFilter: SubscriptionFilter | undefined;
  readonly subscriptionInvalidationFilter: SubscriptionFilter | undefined;
  readonly invalidations: readonly SubscriptionInvalidation[];
  readonly responseHeaders: Readonly<Record<string, string>>;
}

/** The `ctx` of a handler (https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html). */
export interface ResolverContext {
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly args: Readonly<Record<string, unknown>>;
  readonly identity: unknown;
  readonly source: unknown;
  readonly stash: Record<string, unknown>;
  readonly result: unknown;
  readonly prev: { readonly result: unknown } | undefined;
  readonly error: { readonly message: string; readonly type: string } | undefined;
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly domainName: string | null };
  readonly info: {
    readonly fieldName: string;
    readonly parentTypeName: string;
    readonly variables: Readonly<Record<string, unknown>>;
    readonly selectionSetList: readonly string[];
    readonly selectionSetGraphQL: string;
  };
  readonly env: Readonly<Record<string, string>>;
}

/** A loaded APPSYNC_JS module. A missing handler behaves as AWS documents: the value passes through. */
export interface ResolverModule {
  readonly hasRequest: boolean;
  readonly hasResponse: boolean;
  request(context: ResolverContext): Evaluation;
  response(context: ResolverContext): Evaluation;
}

/** What the runtime may not decide itself. */
export interface RuntimeEnvironment {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** `count` random bytes, for ids. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** Receives `console.log` and the like of resolvers. */
  readonly log: (line: string) => void;
}
