import {
  buildSchema,
  execute,
  GraphQLError,
  Kind,
  parse,
  validate,
  type GraphQLSchema,
  OperationTypeNode,
} from "graphql";
import { AppSyncError, type Principal } from "../identity.js";
import type { SubscriptionFilter } from "../runtime/evaluation.js";
import type { SubscriptionPlan, SubscriptionPlanner } from "../subscription-plan.js";

/** The one API key that tests let in. */
export const testKey = "da2-test";

/** The header object of a client that may come in. */
export const testAuthorization = { host: "localhost", "x-api-key": testKey } as const;

const schema: GraphQLSchema = buildSchema(`
  type Query { none: String }
  type Mutation { moveFlight: Flight  changeGate: Flight }
  type Subscription {
    onMove(carrier: String, terminal: String): Flight
    onGate(carrier: String): Flight
    onStrict(carrier: String): StrictFlight
  }
  type Flight { carrier: String num: Int terminal: String gate: Gate message: String tags: [String] }
  type StrictFlight { num: Int! message: String! }
  type Gate { name: String }
`);

const mutations: Readonly<Record<string, readonly string[]>> = {
  onMove: ["moveFlight"],
  onGate: ["moveFlight", "changeGate"],
  onStrict: ["moveFlight"],
};

/** What a test's resolver would set for a subscription. */
export interface Filters {
  readonly filter?: SubscriptionFilter;
  readonly invalidationFilter?: SubscriptionFilter;
}

/**
 * A planner over a small schema of flights, with graphql-js doing what AppSync does for subscriptions without resolvers.
 * `filtersOf` stands for the resolver of the subscription field.
 */
export function flightPlanner(
  filtersOf: (fieldName: string, args: Readonly<Record<string, unknown>>) => Filters = () => ({}),
): SubscriptionPlanner {
  return {
    authorize: (authorization) => {
      if (authorization["x-api-key"] === testKey) return Promise.resolve(principal);
      const message = "You are not authorized to make this call.";
      return Promise.reject(new AppSyncError("UnauthorizedException", message, 401));
    },
    // A throw inside becomes a rejection, as the contract has it.
    plan: ({ query, variables }) => Promise.resolve().then(() => planOf(query, variables, filtersOf)),
  };
}

const principal: Principal = { mode: "API_KEY", identity: null, groups: [], roleArn: undefined };

function planOf(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  filtersOf: (fieldName: string, args: Readonly<Record<string, unknown>>) => Filters,
): SubscriptionPlan {
  const document = parseDocument(query);
  const [error] = validate(schema, document);
  if (error !== undefined) throw new AppSyncError("ValidationException", error.message, 400);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const field = operation?.selectionSet.selections[0];
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION || field?.kind !== Kind.FIELD) {
    throw new AppSyncError("UnsupportedOperation", "Only subscriptions run over a real-time connection.", 400);
  }
  const fieldName = field.name.value;
  const args: Record<string, unknown> = {};
  for (const { name, value } of field.arguments ?? []) {
    if (value.kind === Kind.STRING) args[name.value] = value.value;
    else if (value.kind === Kind.NULL) args[name.value] = null;
    else if (value.kind === Kind.VARIABLE && value.name.value in variables) {
      args[name.value] = variables[value.name.value];
    }
  }
  const { filter, invalidationFilter } = filtersOf(fieldName, args);
  return {
    fieldName,
    mutations: mutations[fieldName] ?? [],
    arguments: args,
    filter,
    invalidationFilter,
    // Arguments change who gets a payload, not what is in it.
    groupKey: query,
    project({ value }) {
      const result = execute({ schema, document, rootValue: { [fieldName]: value }, variableValues: variables });
      if (result instanceof Promise) throw new Error("the test's document must execute synchronously");
      return { data: result.data, ...(result.errors === undefined ? {} : { errors: result.errors }) };
    },
  };
}

function parseDocument(query: string): ReturnType<typeof parse> {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError)
      throw new AppSyncError("BadRequestException", error.message, 400, { cause: error });
    throw error;
  }
}
