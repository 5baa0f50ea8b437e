import type { JsonObject } from "../template.js";
import { resource } from "./fixture-assembly.js";
import { fixtureLakeResources } from "./fixture-lake.js";

const runtime = { Name: "APPSYNC_JS", RuntimeVersion: "1.0.0" };
const apiId = { "Fn::GetAtt": ["Api", "ApiId"] };
const trust = (service: string): JsonObject => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
});

/** A small backend with one of everything that the sandbox runs; tests change one thing of it. */
export function fixtureResources(): Record<string, JsonObject> {
  return {
    Api: resource("AWS::AppSync::GraphQLApi", "data/Api/Resource", {
      Name: "flights",
      AuthenticationType: "API_KEY",
      AdditionalAuthenticationProviders: [
        { AuthenticationType: "AWS_IAM" },
        {
          AuthenticationType: "AMAZON_COGNITO_USER_POOLS",
          UserPoolConfig: { UserPoolId: { Ref: "Pool" }, AwsRegion: { Ref: "AWS::Region" } },
        },
      ],
      EnvironmentVariables: { TABLE: { Ref: "Flights" } },
      QueryDepthLimit: 7,
    }),
    Schema: resource("AWS::AppSync::GraphQLSchema", "data/Api/Schema", {
      ApiId: apiId,
      Definition: "type Query { a: Int }",
    }),
    Key: resource("AWS::AppSync::ApiKey", "data/Api/Key", { ApiId: apiId, Expires: 1_800_000_000 }),
    Source: resource("AWS::AppSync::DataSource", "data/Source/Resource", {
      ApiId: apiId,
      Name: "Source",
      Type: "AMAZON_DYNAMODB",
      DynamoDBConfig: { TableName: { Ref: "Flights" }, AwsRegion: { Ref: "AWS::Region" } },
      ServiceRoleArn: { "Fn::GetAtt": ["SourceRole", "Arn"] },
    }),
    SourceRole: resource("AWS::IAM::Role", "data/Source/Role/Resource", {
      AssumeRolePolicyDocument: trust("appsync.amazonaws.com"),
      Policies: [
        {
          PolicyName: "inline",
          PolicyDocument: {
            Statement: { Effect: "Allow", Action: "dynamodb:GetItem", Resource: { "Fn::GetAtt": ["Flights", "Arn"] } },
          },
        },
      ],
    }),
    Step: resource("AWS::AppSync::FunctionConfiguration", "data/Step/Resource", {
      ApiId: apiId,
      Name: "step",
      DataSourceName: { "Fn::GetAtt": ["Source", "Name"] },
      Code: "export const step = 1;",
      Runtime: runtime,
    }),
    Resolver: resource("AWS::AppSync::Resolver", "data/Resolver/Resource", {
      ApiId: apiId,
      TypeName: "Query",
      FieldName: "a",
      Kind: "PIPELINE",
      PipelineConfig: { Functions: [{ "Fn::GetAtt": ["Step", "FunctionId"] }] },
      CodeS3Location: { "Fn::Sub": "s3://assets-${AWS::AccountId}-${AWS::Region}/resolver.js" },
      Runtime: runtime,
    }),
    Flights: resource("AWS::DynamoDB::Table", "data/Flights/Resource", {
      KeySchema: [
        { AttributeName: "date", KeyType: "HASH" },
        { AttributeName: "flight", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "date", AttributeType: "S" },
        { AttributeName: "flight", AttributeType: "S" },
      ],
      BillingMode: "PAY_PER_REQUEST",
      TimeToLiveSpecification: { AttributeName: "expires", Enabled: true },
    }),
    Pool: resource("AWS::Cognito::UserPool", "auth/Pool/Resource", {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    }),
    Client: resource("AWS::Cognito::UserPoolClient", "auth/Client/Resource", { UserPoolId: { Ref: "Pool" } }),
    Group: resource("AWS::Cognito::UserPoolGroup", "auth/Group", {
      GroupName: "readers",
      Description: "May read",
      Precedence: 0,
      RoleArn: { "Fn::GetAtt": ["ReaderRole", "Arn"] },
      UserPoolId: { Ref: "Pool" },
    }),
    ...fixtureLakeResources(),
    Bus: resource("AWS::Events::EventBus", "events/Bus/Resource", { Name: "flight-events" }),
    DeadLetters: resource("AWS::SQS::Queue", "events/DeadLetters/Resource", { MessageRetentionPeriod: "1209600" }),
    Rule: resource("AWS::Events::Rule", "events/Rule/Resource", {
      EventBusName: { Ref: "Bus" },
      EventPattern: { source: ["airport-operations"] },
      State: "ENABLED",
      Targets: [
        {
          Id: "Target0",
          Arn: { "Fn::GetAtt": ["Api", "GraphQLEndpointArn"] },
          RoleArn: { "Fn::GetAtt": ["RuleRole", "Arn"] },
          AppSyncParameters: { GraphQLOperation: "mutation M { a }" },
          InputTransformer: { InputPathsMap: { a: "$.detail.a" }, InputTemplate: '{"a":<a>}' },
          DeadLetterConfig: { Arn: { "Fn::GetAtt": ["DeadLetters", "Arn"] } },
        },
      ],
    }),
    RuleRole: resource("AWS::IAM::Role", "events/RuleRole/Resource", {
      AssumeRolePolicyDocument: trust("events.amazonaws.com"),
    }),
    RulePolicy: resource("AWS::IAM::Policy", "events/RuleRole/DefaultPolicy/Resource", {
      PolicyName: "rule",
      Roles: [{ Ref: "RuleRole" }],
      PolicyDocument: {
        Statement: [
          {
            Effect: "Allow",
            Action: "appsync:GraphQL",
            Resource: { "Fn::Join": ["", [{ "Fn::GetAtt": ["Api", "Arn"] }, "/types/Mutation/fields/a"]] },
          },
        ],
      },
    }),
    Alarm: resource("AWS::CloudWatch::Alarm", "monitoring/Alarm/Resource", { Threshold: 1 }),
  };
}

/** The assets that the fixture's resolver and its function point at. */
export const fixtureAssets = {
  "resolver.js": "export const resolver = 1;",
  "asker.zip": { "index.mjs": "export const handler = async () => 1;" },
};
