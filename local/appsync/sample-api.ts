import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBClient as Client } from "@aws-sdk/client-dynamodb";
import { manualClock, type ManualClock } from "../manual-clock.js";
import type { TokenVerifier } from "../cognito/token-verifier.js";
import { createAccessKeyStore, type AccessKeyStore } from "../iam/access-key-store.js";
import { createRoleDirectory, type RoleDirectory } from "../iam/role-directory.js";
import type { FunctionCaller } from "../lambda/lambda.js";
import type {
  BackendModel,
  DataSourceModel,
  FunctionModel,
  GraphqlApiModel,
  ResolverFunctionModel,
  ResolverModel,
  RoleModel,
  TableModel,
} from "../synth/backend-model.js";
import { createGraphqlApi, type GraphqlApi } from "./graphql-api.js";
import type { Principal } from "./identity.js";
import type { SubscriptionInvalidation } from "./runtime/evaluation.js";
import type { Publication } from "./subscription-plan.js";

/** An API for tests: a schema, resolvers by field, and all that they leave behind. */
export interface SampleApiOptions {
  readonly schema: string;
  /** Code of unit resolvers, by `Type.field`; the data source is `none` unless named as in `Type.field@table` (or function). */
  readonly units?: Readonly<Record<string, string>>;
  /** Pipelines by `Type.field`: the resolver's own code, then that of its functions, each with its data source. */
  readonly pipelines?: Readonly<Record<string, { readonly code: string; readonly steps: readonly Step[] }>>;
  readonly tables?: readonly TableModel[];
  /** Each with a data source of its name. */
  readonly functions?: readonly FunctionModel[];
  readonly roles?: readonly RoleModel[];
  readonly api?: Partial<GraphqlApiModel>;
  readonly dynamoDb?: DynamoDBClient;
  readonly lambda?: FunctionCaller;
  readonly tokenVerifier?: TokenVerifier;
  readonly stateDirectory?: string;
}

interface Step {
  readonly code: string;
  readonly dataSource?: string;
}

/** Names of the sample's fixed parts. */
export const sample = {
  /** Where the clock starts. */
  now: "2024-01-25T12:00:00Z",
  region: "us-east-1",
  accountId: "123456789012",
  apiArn: "arn:aws:appsync:us-east-1:123456789012:apis/sampleapi",
  apiKey: "da2-sample",
  userPoolId: "us-east-1_Sample000",
  clientId: "sampleclient",
} as const;

/** Principals for calls that do not go through HTTP. */
export const principals = {
  apiKey: { mode: "API_KEY", identity: null, groups: [], roleArn: undefined },
  user: (...groups: string[]): Principal => ({
    mode: "AMAZON_COGNITO_USER_POOLS",
    identity: { sub: "user-1", username: "ada", groups },
    groups,
    roleArn: undefined,
  }),
} as const satisfies Record<string, Principal | ((...groups: string[]) => Principal)>;

/** A role of the sample account that may do what its statements say. */
export function sampleRole(name: string, ...statements: RoleModel["statements"]): RoleModel {
  return {
    path: `sample/${name}`,
    logicalId: name,
    name,
    arn: `arn:aws:iam::${sample.accountId}:role/${name}`,
    trustedPrincipals: [],
    statements,
  };
}

function located(name: string) {
  return { path: `sample/${name}`, logicalId: name.replace(/\W/g, "") };
}

function apiModel(options: SampleApiOptions): GraphqlApiModel {
  const dataSources: DataSourceModel[] = [
    { ...located("none"), name: "none", type: "NONE" },
    ...(options.tables ?? []).map((table): DataSourceModel => ({
      ...located(table.tableName),
      name: table.tableName,
      type: "AMAZON_DYNAMODB",
      tableName: table.tableName,
      roleArn: undefined,
    })),
    ...(options.functions ?? []).map(({ functionName, arn }): DataSourceModel => ({
      ...located(functionName),
      name: functionName,
      type: "AWS_LAMBDA",
      functionArn: arn,
      roleArn: undefined,
    })),
  ];
  const functions: ResolverFunctionModel[] = [];
  const resolvers: ResolverModel[] = [];
  for (const [place, code] of Object.entries(options.units ?? {})) {
    const [field = "", dataSourceName = "none"] = place.split("@");
    const [typeName = "", fieldName = ""] = field.split(".");
    resolvers.push({ ...located(field), typeName, fieldName, code, kind: { type: "UNIT", dataSourceName } });
  }
  for (const [field, { code, steps }] of Object.entries(options.pipelines ?? {})) {
    const [typeName = "", fieldName = ""] = field.split(".");
    const functionIds = steps.map((step, index) => {
      const functionId = `${fieldName}${index}`;
      functions.push({
        ...located(functionId),
        functionId,
        name: functionId,
        dataSourceName: step.dataSource ?? "none",
        code: step.code,
      });
      return functionId;
    });
    resolvers.push({ ...located(field), typeName, fieldName, code, kind: { type: "PIPELINE", functionIds } });
  }
  return {
    ...located("api"),
    apiId: "sampleapi",
    arn: sample.apiArn,
    endpointArn: "arn:aws:appsync:us-east-1:123456789012:endpoints/graphql-api/sample",
    url: "https://sample.appsync-api.us-east-1.amazonaws.com/graphql",
    name: "sample",
    schema: options.schema,
    defaultAuthorization: { mode: "API_KEY" },
    additionalAuthorization: [
      { mode: "AMAZON_COGNITO_USER_POOLS", userPoolId: sample.userPoolId },
      { mode: "AWS_IAM" },
    ],
    apiKeys: [],
    environment: { STAGE: "test" },
    queryDepthLimit: 0,
    resolverCountLimit: 0,
    introspectionEnabled: true,
    dataSources,
    functions,
    resolvers,
    ...options.api,
  };
}

/** What a sample API is, and what it has done. */
export interface SampleApi {
  readonly api: GraphqlApi;
  readonly clock: ManualClock;
  readonly publications: Publication[];
  readonly invalidations: SubscriptionInvalidation[];
  readonly keys: AccessKeyStore;
  readonly roles: RoleDirectory;
  readonly logged: string[];
  /** Runs a document, by default with the API key. */
  readonly run: (query: string, variables?: Record<string, unknown>, principal?: Principal) => Promise<unknown>;
}

const noFunctions: FunctionCaller = {
  invoke: () => Promise.reject(new Error("This test has no functions.")),
  invokeAsync: () => Promise.reject(new Error("This test has no functions.")),
};

/** Builds an API for a test. */
export function createSampleApi(options: SampleApiOptions): SampleApi {
  const clock = manualClock(Date.parse(sample.now));
  const publications: Publication[] = [];
  const invalidations: SubscriptionInvalidation[] = [];
  const logged: string[] = [];
  let counter = 0;
  const randomBytes = (count: number) => Uint8Array.from({ length: count }, () => (counter += 7) % 256);
  const model: BackendModel = {
    region: sample.region,
    accountId: sample.accountId,
    graphqlApi: apiModel(options),
    tables: options.tables ?? [],
    eventBuses: [],
    rules: [],
    queues: [],
    roles: options.roles ?? [],
    userPools: [],
    functions: options.functions ?? [],
    buckets: [],
    lake: {
      databases: [],
      tables: [],
      crawlers: [],
      registeredLocations: [],
      grants: [],
      workGroups: [],
    },
    outputs: {},
    clientConfig: {},
    hash: "",
  };
  const roles = createRoleDirectory(sample.accountId, model.roles);
  const keys = createAccessKeyStore(options.stateDirectory ?? "", randomBytes);
  const api = createGraphqlApi({
    model,
    apiKeys: [{ value: sample.apiKey, expires: Date.parse("2024-02-01T00:00:00Z") / 1000 }],
    dynamoDb: options.dynamoDb ?? new Client({ region: sample.region }),
    lambda: options.lambda ?? noFunctions,
    tokenVerifier: options.tokenVerifier ?? {
      verify: () => {
        throw new Error("This test has no tokens.");
      },
    },
    iam: { keys, roles },
    sink: {
      publish: (publication) => publications.push(publication),
      invalidate: (invalidation) => invalidations.push(invalidation),
    },
    clock,
    runtime: { now: () => clock.now(), random: () => 0.5, randomBytes, log: (line) => logged.push(line) },
    log: (line) => logged.push(line),
  });
  return {
    api,
    clock,
    publications,
    invalidations,
    keys,
    roles,
    logged,
    async run(query, variables = {}, principal = principals.apiKey) {
      // As a client sees it: undefined and prototypes do not travel.
      return JSON.parse(JSON.stringify((await api.execute({ query, variables }, principal, {})).response)) as unknown;
    },
  };
}
