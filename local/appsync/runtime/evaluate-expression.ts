import type { Evaluation, ResolverContext, RuntimeEnvironment } from "./evaluation.js";
import { loadResolverModule } from "./resolver-module.js";

/** What tests hold in their hands instead of the machine's clock and chance. */
export function fixedEnvironment(overrides: Partial<RuntimeEnvironment> = {}): RuntimeEnvironment {
  return {
    now: () => Date.UTC(2024, 0, 25, 16, 58, 37, 120),
    random: () => 0.5,
    randomBytes: (count) => Uint8Array.from({ length: count }, (_, index) => (index * 37 + 11) % 256),
    log: () => undefined,
    ...overrides,
  };
}

/** A context as the executor makes it for `Query.listFlights`, with these parts instead. */
export function sampleContext(overrides: Partial<ResolverContext> = {}): ResolverContext {
  const args = overrides.args ?? overrides.arguments ?? {};
  return {
    arguments: args,
    args,
    identity: null,
    source: null,
    stash: {},
    result: null,
    prev: undefined,
    error: undefined,
    request: { headers: {}, domainName: null },
    info: {
      fieldName: "listFlights",
      parentTypeName: "Query",
      variables: {},
      selectionSetList: [],
      selectionSetGraphQL: "",
    },
    env: {},
    ...overrides,
  };
}

/** Runs `expression` as the body of a request handler, with `util`, `ddb` and `ctx` in scope, as EvaluateCode would. */
export function evaluateExpression(
  expression: string,
  context: Partial<ResolverContext> = {},
  environment: RuntimeEnvironment = fixedEnvironment(),
): Evaluation {
  const source = `import { util, extensions, runtime } from "@aws-appsync/utils";
import * as ddb from "@aws-appsync/utils/dynamodb";
export function request(ctx) {
  return ${expression};
}`;
  return loadResolverModule(source, environment, "Query.listFlights").request(sampleContext(context));
}

/** The value of an expression. Throws where the evaluation is an error. */
export function valueOf(expression: string, context: Partial<ResolverContext> = {}): unknown {
  const { outcome } = evaluateExpression(expression, context);
  if (outcome.type === "error") throw new Error(outcome.error.message);
  return outcome.value;
}
