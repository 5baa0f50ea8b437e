import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { GraphQLObjectType, GraphQLSchema } from "graphql";
import { OperationTypeNode } from "graphql";
import type { Clock } from "../clock.js";
import type { TokenVerifier } from "../cognito/token-verifier.js";
import type { FunctionCaller } from "../lambda/lambda.js";
import type { BackendModel } from "../synth/backend-model.js";
import { createDocumentCache, rootTypeOf, type PreparedOperation } from "./document.js";
import { Execution } from "./execution.js";
import { createFieldAccess } from "./field-access.js";
import { documentError, type GraphqlResponse, type ResponseError } from "./graphql-response.js";
import { AppSyncError, type Principal } from "./identity.js";
import { publishedObject } from "./published-value.js";
import {
  createRequestAuthorizer,
  type ApiKey,
  type IamDirectory,
  type RequestAuthorizer,
  type SignedContent,
} from "./request-authorization.js";
import { loadResolvers } from "./resolver-loading.js";
import { runResolver, type ResolverRun } from "./resolver-run.js";
import type { RuntimeEnvironment } from "./runtime/evaluation.js";
import { loadResolverModule } from "./runtime/resolver-module.js";
import { buildSchema, subscribedMutations } from "./schema.js";
import { Selection, SelectionContext, type SelectedField } from "./selection.js";
import { selectionInfo } from "./selection-info.js";
import { maximumExecutionMs, maximumResolverCount } from "./service-limits.js";
import type { PublicationSink, SubscriptionPlanner } from "./subscription-plan.js";
import { createSubscriptionPlanning } from "./subscription-planner.js";
import { coerceVariables } from "./variables.js";

/** What an API is made from. */
export interface GraphqlApiOptions {
  readonly model: BackendModel;
  /** The keys in use, with their values: CloudFormation does not hold these. */
  readonly apiKeys: readonly ApiKey[];
  /** Client of the service that holds the tables of the model. */
  readonly dynamoDb: DynamoDBClient;
  /** Calls the functions of the model. */
  readonly lambda: FunctionCaller;
  readonly tokenVerifier: TokenVerifier;
  readonly iam: IamDirectory;
  /** Hears of every mutation that had a result. */
  readonly sink: PublicationSink;
  readonly clock: Clock;
  readonly runtime: RuntimeEnvironment;
  /** Receives one line per failure that is the sandbox's own. */
  readonly log: (line: string) => void;
}

/** A GraphQL request after its transport was dealt with. */
export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** Answer to a request, and the headers that resolvers added to it. */
export interface ExecutedRequest {
  readonly response: GraphqlResponse;
  readonly headers: Readonly<Record<string, string>>;
}

/** One AppSync GraphQL API, without its transports. */
export interface GraphqlApi {
  readonly schema: GraphQLSchema;
  /**
   * Runs a query or mutation.
   * @param headers of the request, for `ctx.request.headers`; names in lower case
   * @throws AppSyncError for a subscription, and where IAM policies allow none of the fields asked for
   */
  execute(
    request: GraphqlRequest,
    principal: Principal,
    headers: Readonly<Record<string, string>>,
  ): Promise<ExecutedRequest>;
  readonly planner: SubscriptionPlanner;
  /** Who calls over HTTP. Throws AppSyncError with status 401 or 403. */
  readonly authorize: RequestAuthorizer["authorize"];
  /** A role that calls from inside the sandbox. Throws AppSyncError for a role that the backend does not have. */
  readonly principalOfRole: RequestAuthorizer["principalOfRole"];
}

const realtimeSourceIp = "127.0.0.1";

/** What an IAM client signs for the real-time endpoint: https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html. */
function realtimeContent(startData: string | undefined): SignedContent {
  return startData === undefined
    ? { method: "POST", path: "/graphql/connect", query: {}, body: "{}" }
    : { method: "POST", path: "/graphql", query: {}, body: startData };
}

/**
 * Builds an API from the model.
 * @throws SchemaError, or what the resolver runtime throws, for a definition that the service would refuse or the sandbox
 * cannot run
 */
export function createGraphqlApi(options: GraphqlApiOptions): GraphqlApi {
  const { model, sink, clock, runtime, log } = options;
  const api = model.graphqlApi;
  const schema = buildSchema(api.schema, api.path);
  const access = createFieldAccess(schema, api, options.iam.roles);
  const documents = createDocumentCache(schema, api.introspectionEnabled, api.queryDepthLimit);
  const authorizer = createRequestAuthorizer(model, options.apiKeys, options.tokenVerifier, options.iam, clock);
  const resolvers = loadResolvers({
    model,
    schema,
    dynamoDb: options.dynamoDb,
    lambda: options.lambda,
    roles: options.iam.roles,
    runtime,
    loadModule: loadResolverModule,
  });
  const resolverLimit = api.resolverCountLimit === 0 ? maximumResolverCount : api.resolverCountLimit;

  function runField(
    typeName: string,
    field: SelectedField,
    source: unknown,
    context: SelectionContext,
    principal: Principal,
    headers: Readonly<Record<string, string>>,
  ): Promise<ResolverRun> | undefined {
    const { name } = field.definition;
    const resolver = resolvers.get(`${typeName}.${name}`);
    if (resolver === undefined) return undefined;
    const args = context.argumentsOf(field);
    return runResolver(resolver, {
      arguments: args,
      args,
      identity: principal.identity,
      source,
      request: { headers, domainName: null },
      info: {
        fieldName: name,
        parentTypeName: typeName,
        variables: context.variables,
        ...selectionInfo(field, context),
      },
      env: api.environment,
    }).catch((error: unknown) => {
      log(`${typeName}.${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      const message = error instanceof Error ? error.message : String(error);
      return failedRun("InternalFailure", message);
    });
  }

  async function run(
    prepared: PreparedOperation,
    rootType: GraphQLObjectType,
    variables: Readonly<Record<string, unknown>>,
    principal: Principal,
    headers: Readonly<Record<string, string>>,
    timer: { expired: boolean },
  ): Promise<ExecutedRequest> {
    const { operation, fragments } = prepared;
    const context = new SelectionContext(schema, fragments, variables);
    const selection = new Selection(context, [operation.selectionSet.selections]);
    refuseWithoutPolicy(rootType, selection, principal);
    const mutating = operation.operation === OperationTypeNode.MUTATION;
    const responseHeaders: Record<string, string> = {};
    let resolverCount = 0;
    let invalidations: ResolverRun["invalidations"] = [];

    const execution = new Execution(
      context,
      access,
      principal,
      (type, field, source) => {
        if (timer.expired) return Promise.resolve(failedRun("ExecutionTimeout", "Execution timed out."));
        if (!resolvers.has(`${type.name}.${field.definition.name}`)) return undefined;
        resolverCount += 1;
        if (resolverCount > resolverLimit) {
          return Promise.resolve(
            failedRun("ResolverExecutionLimitReached", `Resolver invocation limit of ${resolverLimit} reached.`),
          );
        }
        return runField(type.name, field, source, context, principal, headers)?.then((result) => {
          Object.assign(responseHeaders, result.responseHeaders);
          invalidations = [...invalidations, ...result.invalidations];
          return result;
        });
      },
      mutating,
    );
    const data = await execution.executeRoot(rootType, selection, mutating, (field, value) => {
      if (timer.expired) return;
      publish(field, value, execution);
      for (const invalidation of invalidations) sink.invalidate(invalidation);
      invalidations = [];
    });
    return { response: answer(data, execution.errors), headers: responseHeaders };
  }

  function publish(field: SelectedField, value: unknown, execution: Execution): void {
    const { typeNames } = execution;
    if (typeNames === undefined || field.selection === undefined) return;
    if (value === null || typeof value !== "object" || Array.isArray(value)) return;
    sink.publish({
      mutation: field.definition.name,
      value: publishedObject(value as Record<string, unknown>, field.selection, typeNames),
    });
  }

  /** Where policies allow nothing of what was asked, the service refuses the request (https://github.com/aws-amplify/amplify-category-api/issues/2457). */
  function refuseWithoutPolicy(rootType: GraphQLObjectType, selection: Selection, principal: Principal): void {
    const names = selection.fieldsOf(rootType).map(({ definition }) => definition.name);
    const guarded = names.filter((name) => !name.startsWith("__"));
    if (guarded.length > 0 && !guarded.some((name) => access.allowedByPolicy(principal, rootType.name, name))) {
      throw new AppSyncError("UnauthorizedException", "Permission denied", 401);
    }
  }

  const plan = createSubscriptionPlanning({
    schema,
    documents,
    access,
    mutations: subscribedMutations(schema),
    runResolver: (field, context, principal, headers) =>
      runField(schema.getSubscriptionType()?.name ?? "", field, null, context, principal, headers),
  });

  return {
    schema,
    authorize: authorizer.authorize,
    principalOfRole: authorizer.principalOfRole,
    planner: {
      authorize: (authorization, startData) =>
        authorizer.authorize(authorization, realtimeContent(startData), realtimeSourceIp),
      plan,
    },
    async execute(request, principal, headers) {
      const prepared = documents.prepare(request.query, request.operationName);
      if ("errors" in prepared) return { response: answer(null, prepared.errors), headers: {} };
      const { operation } = prepared;
      if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
        // https://github.com/awslabs/aws-mobile-appsync-sdk-android/issues/356
        throw new AppSyncError("BadRequestException", "Subscriptions over MQTT is not supported.");
      }
      const rootType = rootTypeOf(schema, operation);
      if (rootType == null) {
        return {
          response: answer(null, [documentError(`Schema is not configured for ${operation.operation}s.`)]),
          headers: {},
        };
      }
      const coerced = coerceVariables(schema, operation, request.variables ?? {});
      if ("errors" in coerced) return { response: answer(null, coerced.errors), headers: {} };
      const timer = { expired: false };
      return withinTime(clock, timer, run(prepared, rootType, coerced.variables, principal, headers, timer));
    },
  };
}

function failedRun(errorType: string, message: string): ResolverRun {
  return {
    value: null,
    error: { errorType, message, data: null, errorInfo: null },
    appendedErrors: [],
    subscriptionFilter: undefined,
    subscriptionInvalidationFilter: undefined,
    invalidations: [],
    responseHeaders: {},
  };
}

function answer(data: GraphqlResponse["data"], errors: readonly ResponseError[]): GraphqlResponse {
  return errors.length > 0 ? { data, errors } : { data };
}

/** Answers for an execution that takes too long; what it still does changes nothing any more. */
async function withinTime(
  clock: Clock,
  timer: { expired: boolean },
  execution: Promise<ExecutedRequest>,
): Promise<ExecutedRequest> {
  return new Promise((resolve, reject) => {
    const cancel = clock.schedule(maximumExecutionMs, () => {
      timer.expired = true;
      const error: ResponseError = {
        path: null,
        data: null,
        errorType: "ExecutionTimeout",
        errorInfo: null,
        locations: null,
        message: "Execution timed out.",
      };
      resolve({ response: answer(null, [error]), headers: {} });
    });
    execution.then(resolve, reject).finally(cancel);
  });
}
