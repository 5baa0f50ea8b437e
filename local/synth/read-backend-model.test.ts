import { describe, expect, test } from "vitest";
import type { JsonObject } from "./template.js";
import { readBackend } from "./read-backend-model.js";
import { resource, writeAssembly } from "./testing/fixture-assembly.js";
import { fixtureAssets, fixtureResources } from "./testing/fixture-backend.js";
import { changed, expectRefusal, read, type Refusal } from "./testing/read-fixture.js";

function changedTarget(change: JsonObject): Record<string, JsonObject> {
  const target = {
    Id: "Target0",
    Arn: { "Fn::GetAtt": ["Api", "GraphQLEndpointArn"] },
    RoleArn: { "Fn::GetAtt": ["RuleRole", "Arn"] },
    AppSyncParameters: { GraphQLOperation: "mutation M { a }" },
  };
  return changed("Rule", "Targets", [{ ...target, ...change }]);
}

describe("a definition becomes a model", () => {
  test("of the API with its parts", async () => {
    const { graphqlApi } = (await read(fixtureResources())).model;
    expect(graphqlApi).toMatchObject({
      path: "root/data/Api/Resource",
      logicalId: "Api",
      name: "flights",
      schema: "type Query { a: Int }",
      defaultAuthorization: { mode: "API_KEY" },
      additionalAuthorization: [{ mode: "AWS_IAM" }, { mode: "AMAZON_COGNITO_USER_POOLS" }],
      environment: { TABLE: "data-Flights" },
      queryDepthLimit: 7,
      resolverCountLimit: 0,
      introspectionEnabled: true,
      apiKeys: [{ logicalId: "Key", expires: 1_800_000_000, description: undefined }],
      dataSources: [
        {
          name: "Source",
          type: "AMAZON_DYNAMODB",
          tableName: "data-Flights",
          roleArn: "arn:aws:iam::000000000000:role/data-Source-Role",
        },
        { name: "AskerSource", type: "AWS_LAMBDA" },
      ],
      functions: [{ name: "step", dataSourceName: "Source", code: "export const step = 1;" }],
      resolvers: [{ typeName: "Query", fieldName: "a", code: "export const resolver = 1;" }],
    });
    expect(graphqlApi.apiId).toMatch(/^[a-z0-9]{26}$/);
    expect(graphqlApi.arn).toBe(`arn:aws:appsync:us-east-1:000000000000:apis/${graphqlApi.apiId}`);
    expect(graphqlApi.resolvers[0]?.kind).toEqual({
      type: "PIPELINE",
      functionIds: [graphqlApi.functions[0]?.functionId],
    });
  });

  test("of tables, user pools, buses, queues, rules and roles", async () => {
    const { model } = await read(fixtureResources());
    expect(model.tables).toEqual([
      {
        path: "root/data/Flights/Resource",
        logicalId: "Flights",
        tableName: "data-Flights",
        arn: "arn:aws:dynamodb:us-east-1:000000000000:table/data-Flights",
        partitionKey: { name: "date", type: "S" },
        sortKey: { name: "flight", type: "S" },
        timeToLiveAttribute: "expires",
      },
    ]);
    expect(model.userPools[0]?.userPoolId).toMatch(/^us-east-1_[a-z0-9]{9}$/);
    expect(model.userPools[0]?.clients).toHaveLength(1);
    expect(model.eventBuses.map(({ name }) => name)).toEqual(["flight-events", "default"]);
    expect(model.queues).toMatchObject([{ name: "events-DeadLetters", messageRetentionPeriod: 1_209_600 }]);
    expect(model.rules.filter(({ eventBusName }) => eventBusName !== "default")).toMatchObject([
      {
        name: "events-Rule",
        arn: "arn:aws:events:us-east-1:000000000000:rule/flight-events/events-Rule",
        eventBusName: "flight-events",
        state: "ENABLED",
        eventPattern: { source: ["airport-operations"] },
        targets: [
          {
            id: "Target0",
            arn: model.graphqlApi.endpointArn,
            roleArn: "arn:aws:iam::000000000000:role/events-RuleRole",
            inputTransformer: { inputPathsMap: { a: "$.detail.a" }, inputTemplate: '{"a":<a>}' },
            deadLetterArn: "arn:aws:sqs:us-east-1:000000000000:events-DeadLetters",
            // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
            retry: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 },
            graphqlOperation: "mutation M { a }",
          },
        ],
      },
    ]);
    expect(
      model.roles
        .filter(({ name }) => !name.startsWith("lake-"))
        .map(({ name, trustedPrincipals, statements }) => ({ name, trustedPrincipals, statements })),
    ).toEqual([
      {
        name: "data-Source-Role",
        trustedPrincipals: ["appsync.amazonaws.com"],
        statements: [
          {
            effect: "Allow",
            actions: ["dynamodb:GetItem"],
            resources: ["arn:aws:dynamodb:us-east-1:000000000000:table/data-Flights"],
          },
        ],
      },
      {
        name: "events-RuleRole",
        trustedPrincipals: ["events.amazonaws.com"],
        statements: [
          {
            effect: "Allow",
            actions: ["appsync:GraphQL"],
            resources: [`${model.graphqlApi.arn}/types/Mutation/fields/a`],
          },
        ],
      },
    ]);
  });

  test("with the same names and ids each time", async () => {
    const directory = await writeAssembly({ root: { Resources: fixtureResources() }, assets: fixtureAssets });
    expect(readBackend(directory).model).toEqual(readBackend(directory).model);
  });

  test("with managed policies joined to their roles", async () => {
    const document = { Statement: [{ Effect: "Deny", Action: ["appsync:*"], Resource: "*" }] };
    const { model } = await read({
      ...changed("RuleRole", "ManagedPolicyArns", [{ Ref: "Managed" }]),
      Managed: resource("AWS::IAM::ManagedPolicy", "events/Managed/Resource", { PolicyDocument: document }),
    });
    const role = model.roles.find(({ name }) => name === "events-RuleRole");
    expect(role?.statements.map(({ effect }) => effect)).toEqual(["Allow", "Deny"]);
  });
});

const refusals: readonly Refusal[] = [
  {
    what: "an unknown type",
    resources: { ...fixtureResources(), Odd: resource("AWS::Odd::Thing", "a/Odd") },
    code: "UNSUPPORTED_RESOURCE",
    expected: 'The sandbox cannot run AWS::Odd::Thing "Odd" at root/a/Odd. If it has no meaning',
    source: "resource-types.ts",
  },
  {
    what: "an API cache",
    resources: { ...fixtureResources(), Cache: resource("AWS::AppSync::ApiCache", "a/Cache") },
    code: "UNSUPPORTED_RESOURCE",
    expected: "Remove the cache.",
    source: "not modelled",
  },
  {
    what: "an unknown property",
    resources: changed("Flights", "Colour", "blue"),
    code: "UNSUPPORTED_FEATURE",
    expected:
      'The sandbox cannot run Colour of AWS::DynamoDB::Table "Flights" at root/data/Flights/Resource. The sandbox does not know this property.',
    source: "read-tables.ts",
  },
  {
    what: "a global secondary index",
    resources: changed("Flights", "GlobalSecondaryIndexes", []),
    code: "UNSUPPORTED_FEATURE",
    expected: "The local store loses index rows when it is killed. Make the key answer the query",
    source: "design",
  },
  {
    what: "a local secondary index",
    resources: changed("Flights", "LocalSecondaryIndexes", []),
    code: "UNSUPPORTED_FEATURE",
    expected: "LocalSecondaryIndexes",
    source: "design",
  },
  {
    what: "VTL",
    resources: changed("Step", "RequestMappingTemplate", "{}"),
    code: "UNSUPPORTED_FEATURE",
    expected:
      'RequestMappingTemplate of AWS::AppSync::FunctionConfiguration "Step" at root/data/Step/Resource. It runs APPSYNC_JS only',
    source: "not modelled",
  },
  {
    what: "a resolver without a runtime",
    resources: changed("Resolver", "Runtime", undefined),
    code: "UNSUPPORTED_FEATURE",
    expected: "the missing Runtime",
    source: "AppSync takes it for VTL",
  },
  {
    what: "an unknown runtime",
    resources: changed("Resolver", "Runtime", { Name: "APPSYNC_JS", RuntimeVersion: "2.0.0" }),
    code: "UNSUPPORTED_FEATURE",
    expected: "Runtime APPSYNC_JS 2.0.0",
    source: "API_AppSyncRuntime",
  },
  {
    what: "caching of a resolver",
    resources: changed("Resolver", "CachingConfig", { Ttl: 60 }),
    code: "UNSUPPORTED_FEATURE",
    expected: "The sandbox caches nothing",
    source: "not modelled",
  },
  {
    what: "batching",
    resources: changed("Resolver", "MaxBatchSize", 5),
    code: "UNSUPPORTED_FEATURE",
    expected: "MaxBatchSize",
    source: "not modelled",
  },
  ...["HTTP", "RELATIONAL_DATABASE", "AMAZON_OPENSEARCH_SERVICE", "AMAZON_EVENTBRIDGE"].map((type): Refusal => ({
    what: `a data source of type ${type}`,
    resources: changed("Source", "Type", type),
    code: "UNSUPPORTED_FEATURE",
    expected: `Type ${type} of AWS::AppSync::DataSource "Source" at root/data/Source/Resource. It runs AMAZON_DYNAMODB, AWS_LAMBDA and NONE`,
    source: "API_DataSource",
  })),
  {
    what: "OpenID Connect",
    resources: changed("Api", "AuthenticationType", "OPENID_CONNECT"),
    code: "UNSUPPORTED_FEATURE",
    expected: "It runs API_KEY, AMAZON_COGNITO_USER_POOLS and AWS_IAM",
    source: "API_AuthenticationType",
  },
  {
    what: "an authorizer function",
    resources: changed("Api", "LambdaAuthorizerConfig", {}),
    code: "UNSUPPORTED_FEATURE",
    expected: "Sign users in with the user pool",
    source: "API_LambdaAuthorizerConfig",
  },
  {
    what: "a second API",
    resources: { ...fixtureResources(), Api2: resource("AWS::AppSync::GraphQLApi", "data/Api2/Resource") },
    code: "UNSUPPORTED_FEATURE",
    expected: "The sandbox runs one GraphQL API",
    source: "backend-model.ts",
  },
  {
    what: "a dangling data source",
    resources: changed("Step", "DataSourceName", "Nowhere"),
    code: "INVALID_TEMPLATE",
    expected: "root/data/Step/Resource: data source Nowhere does not exist in this API",
    source: "AppSync refuses it",
  },
  {
    what: "a dangling pipeline function",
    resources: changed("Resolver", "PipelineConfig", { Functions: ["x"] }),
    code: "INVALID_TEMPLATE",
    expected: "pipeline function x does not exist",
    source: "AppSync refuses it",
  },
  {
    what: "two resolvers of one field",
    resources: { ...fixtureResources(), Second: fixtureResources()["Resolver"] ?? {} },
    code: "INVALID_TEMPLATE",
    expected: "Query.a has two resolvers",
    source: "AppSync refuses it",
  },
  {
    what: "code outside the assembly",
    resources: changed("Resolver", "CodeS3Location", "s3://mine/other.js"),
    code: "INVALID_ASSEMBLY",
    expected: "No asset of this assembly is uploaded to s3://mine/other.js",
    source: "not modelled",
  },
  {
    what: "a schedule",
    resources: changed("Rule", "ScheduleExpression", "rate(1 minute)"),
    code: "UNSUPPORTED_FEATURE",
    expected:
      'ScheduleExpression of AWS::Events::Rule "Rule" at root/events/Rule/Resource. The sandbox starts nothing by the clock',
    source: "not modelled",
  },
  {
    what: "another kind of target",
    resources: changedTarget({ Arn: "arn:aws:sns:us-east-1:000000000000:topic" }),
    code: "UNSUPPORTED_FEATURE",
    expected: "The sandbox delivers to AppSync and to Lambda functions of this definition",
    source: "not modelled",
  },
  {
    what: "the API's ARN as target",
    resources: changedTarget({ Arn: { "Fn::GetAtt": ["Api", "Arn"] } }),
    code: "UNSUPPORTED_FEATURE",
    expected: "endpoint ARN (GraphQLEndpointArn) is arn:aws:appsync:us-east-1:000000000000:endpoints/graphql-api/",
    source: "API_PutTargets",
  },
  {
    what: "a target without a role",
    resources: changedTarget({ RoleArn: { Ref: "AWS::NoValue" } }),
    code: "INVALID_TEMPLATE",
    expected: "Targets[0].RoleArn of AWS::Events::Rule",
    source: "API_PutTargets",
  },
  {
    what: "two inputs of one target",
    resources: changedTarget({ Input: "{}", InputPath: "$" }),
    code: "INVALID_TEMPLATE",
    expected: "only one of Input and InputPath",
    source: "API_Target",
  },
  {
    what: "a foreign dead-letter queue",
    resources: changedTarget({ DeadLetterConfig: { Arn: "arn:aws:sqs:us-east-1:1:q" } }),
    code: "INVALID_TEMPLATE",
    expected: "the ARN of a queue of this definition",
    source: "not modelled",
  },
  {
    what: "a foreign bus",
    resources: changed("Rule", "EventBusName", "elsewhere"),
    code: "INVALID_TEMPLATE",
    expected: "an event bus of this definition",
    source: "not modelled",
  },
  {
    what: "a first-in-first-out queue",
    resources: changed("DeadLetters", "FifoQueue", true),
    code: "UNSUPPORTED_FEATURE",
    expected: "standard queues only",
    source: "eb-rule-dlq.html",
  },
  {
    what: "a condition in a role that EventBridge assumes",
    resources: changed("RulePolicy", "PolicyDocument", {
      Statement: [{ Effect: "Allow", Action: "a", Resource: "*", Condition: {} }],
    }),
    code: "UNSUPPORTED_FEATURE",
    expected: 'cannot check Condition in a statement of AWS::IAM::Policy "RulePolicy"',
    source: "not modelled",
  },
  {
    what: "AWS's policies in a role that EventBridge assumes",
    resources: changed("RuleRole", "ManagedPolicyArns", ["arn:aws:iam::aws:policy/AdministratorAccess"]),
    code: "UNSUPPORTED_FEATURE",
    expected: 'does not know what "arn:aws:iam::aws:policy/AdministratorAccess" allows',
    source: "not modelled",
  },
  {
    what: "sign-in triggers",
    resources: changed("Pool", "LambdaConfig", { PreSignUp: "arn" }),
    code: "UNSUPPORTED_FEATURE",
    expected: "LambdaConfig of AWS::Cognito::UserPool",
    source: "not modelled",
  },
  {
    what: "two tables of one name",
    resources: {
      ...changed("Flights", "TableName", "Same"),
      Other: changed("Flights", "TableName", "Same")["Flights"] ?? {},
    },
    code: "INVALID_TEMPLATE",
    expected: "are both named Same. Rename one.",
    source: "DynamoDB refuses it",
  },
];

describe("a definition is refused, loudly, for", () => {
  test.each(refusals)("$what ($source)", expectRefusal);
});
