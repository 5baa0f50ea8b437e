import { dynamodbModule } from "./dynamodb-requests.js";
import type { RuntimeEnvironment } from "./evaluation.js";
import { recorderOf, type CurrentEvaluation } from "./evaluation-recorder.js";
import type { BUILT_IN_MODULES } from "./module-source.js";
import { isObject, toPlainObject, toPlainValue } from "./plain-value.js";
import { parseSubscriptionFilter } from "./subscription-filter.js";
import { strictNamespace, unimplemented } from "./unimplemented.js";
import { createUtilNamespace } from "./util-namespace.js";

/** The global objects of a module, and what its imports give. */
export interface RuntimeNamespaces {
  readonly util: unknown;
  readonly extensions: unknown;
  readonly runtime: unknown;
  readonly console: unknown;
  readonly importModule: (name: string) => unknown;
}

/** Builds them for one module; `current` says which evaluation its calls belong to. */
export function createRuntimeNamespaces(
  environment: RuntimeEnvironment,
  current: CurrentEvaluation,
): RuntimeNamespaces {
  const util = createUtilNamespace(environment, current);
  const extensions = createExtensionsNamespace(current);
  const runtime = createRuntimeNamespace(current);
  const modules: Record<(typeof BUILT_IN_MODULES)[number], unknown> = {
    "@aws-appsync/utils": strictNamespace("@aws-appsync/utils", { util, extensions, runtime }),
    "@aws-appsync/utils/dynamodb": dynamodbModule,
    "@aws-appsync/utils/rds": unimplementedModule("@aws-appsync/utils/rds", [
      ...["select", "insert", "update", "remove", "createPgStatement", "createMySQLStatement", "sql", "toJsonObject"],
    ]),
    "@aws-appsync/utils/ai": unimplementedModule("@aws-appsync/utils/ai", ["invokeModel", "converse"]),
  };
  return {
    util,
    extensions,
    runtime,
    console: createConsole(environment),
    importModule: (name) => (modules as Readonly<Record<string, unknown>>)[name],
  };
}

/** Modules whose functions may be imported but not called. */
function unimplementedModule(name: string, members: readonly string[]): Readonly<Record<string, unknown>> {
  return strictNamespace(
    name,
    Object.fromEntries(members.map((member) => [member, unimplemented(`${name}.${member}`)])),
  );
}

/** The global `extensions` (https://docs.aws.amazon.com/appsync/latest/devguide/extensions-js.html). */
function createExtensionsNamespace(current: CurrentEvaluation): Readonly<Record<string, unknown>> {
  return strictNamespace("extensions", {
    // There is no server-side cache here, so nothing is ever stale.
    evictFromApiCache: (typeName: unknown, fieldName: unknown, keyValuePairs: unknown) => {
      recorderOf(current, "extensions.evictFromApiCache");
      if (typeof typeName !== "string" || typeof fieldName !== "string" || !isObject(keyValuePairs)) {
        throw new Error(
          "extensions.evictFromApiCache: expected a type name, a field name and an object of caching keys",
        );
      }
    },
    setSubscriptionFilter: (filter: unknown) => {
      const recorder = recorderOf(current, "extensions.setSubscriptionFilter");
      recorder.subscriptionFilter = parseSubscriptionFilter(filter, "extensions.setSubscriptionFilter");
    },
    setSubscriptionInvalidationFilter: (filter: unknown) => {
      const caller = "extensions.setSubscriptionInvalidationFilter";
      recorderOf(current, caller).subscriptionInvalidationFilter = parseSubscriptionFilter(filter, caller);
    },
    invalidateSubscriptions: (invalidation: unknown) => {
      const recorder = recorderOf(current, "extensions.invalidateSubscriptions");
      const { subscriptionField, payload } = isObject(invalidation) ? invalidation : {};
      if (typeof subscriptionField !== "string" || !isObject(payload)) {
        throw new Error("extensions.invalidateSubscriptions: expected {subscriptionField, payload}");
      }
      recorder.invalidations.push({ subscriptionField, payload: toPlainObject(payload) });
    },
  });
}

/** The global `runtime` (https://docs.aws.amazon.com/appsync/latest/devguide/runtime-utils-js.html). */
function createRuntimeNamespace(current: CurrentEvaluation): Readonly<Record<string, unknown>> {
  return strictNamespace("runtime", {
    earlyReturn: (value?: unknown, options?: unknown) => {
      const recorder = recorderOf(current, "runtime.earlyReturn");
      const skipTo = isObject(options) ? (options["skipTo"] ?? "NEXT") : "NEXT";
      if (skipTo !== "NEXT" && skipTo !== "END") {
        throw new Error(`runtime.earlyReturn: skipTo: expected NEXT or END, got ${JSON.stringify(skipTo)}`);
      }
      return recorder.stop({ type: "earlyReturn", value: toPlainValue(value), skipTo });
    },
  });
}

function createConsole(environment: RuntimeEnvironment): Readonly<Record<string, unknown>> {
  const write =
    (level: string) =>
    (...values: readonly unknown[]) => {
      const line = values
        .map((value) => (typeof value === "string" ? value : JSON.stringify(toPlainValue(value))))
        .join(" ");
      environment.log(`${level} ${line}`);
    };
  return strictNamespace("console", { log: write("INFO"), error: write("ERROR") });
}
