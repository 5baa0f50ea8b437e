import { accountId, region } from "./pseudo-parameters.js";
import { lakeResources } from "./physical-lake-resource.js";
import {
  arn,
  generatedId,
  generatedName,
  givenName,
  nameOf,
  type NamedResource,
  type PhysicalResource,
} from "./physical-name.js";
import type { Json } from "./template.js";

const iamArn = (kind: string, name: string) => `arn:aws:iam::${accountId}:${kind}/${name}`;
const idFrom = (ref: Json | undefined) => (typeof ref === "string" ? (ref.split("/").at(-1) ?? ref) : "");

// AppSync: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_AppSync.html
export const apiId = (api: NamedResource): string => generatedId(api, 26);
const apiHost = (api: NamedResource, kind: string) =>
  `${generatedId(api, 26, "host")}.appsync-${kind}.${region}.amazonaws.com`;
export const apiEndpointArn = (api: NamedResource): string =>
  arn("appsync", `endpoints/graphql-api/${generatedId(api, 26, "host")}`);
export const apiUrl = (api: NamedResource): string => `https://${apiHost(api, "api")}/graphql`;
export const apiArn = (id: string): string => arn("appsync", `apis/${id}`);
const ownApiId = (part: NamedResource) => idFrom(part.property("ApiId"));

/** The value that stands for an API key in the synthesized outputs; the sandbox puts its own key in its place. */
export const apiKeyPlaceholder = (key: NamedResource): string => `da2-${generatedId(key, 26, "key")}`;

const graphqlApi: PhysicalResource = {
  ref: (api) => apiArn(apiId(api)),
  attributes: {
    ApiId: apiId,
    Arn: (api) => apiArn(apiId(api)),
    GraphQLEndpointArn: apiEndpointArn,
    GraphQLDns: (api) => apiHost(api, "api"),
    GraphQLUrl: apiUrl,
    RealtimeDns: (api) => apiHost(api, "realtime-api"),
    RealtimeUrl: (api) => `wss://${apiHost(api, "realtime-api")}/graphql`,
  },
};

const dataSourceArn = (source: NamedResource) =>
  `${apiArn(ownApiId(source))}/datasources/${nameOf(source, "Name", 65_536)}`;
export const functionId = (step: NamedResource): string => generatedId(step, 26);
const functionArn = (step: NamedResource) => `${apiArn(ownApiId(step))}/functions/${functionId(step)}`;
const text = (property: string) => (resource: NamedResource) => {
  const value = resource.property(property);
  return typeof value === "string" ? value : "";
};
const resolverArn = (resolver: NamedResource) =>
  `${apiArn(ownApiId(resolver))}/types/${text("TypeName")(resolver)}/resolvers/${text("FieldName")(resolver)}`;
const apiKeyId = (key: NamedResource) => generatedId(key, 26, "id");

// DynamoDB table names: 3 to 255 (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html)
export const tableName = (table: NamedResource): string => nameOf(table, "TableName", 255);
export const tableArn = (table: NamedResource): string => arn("dynamodb", `table/${tableName(table)}`);
const table: PhysicalResource = {
  ref: tableName,
  attributes: { Arn: tableArn, StreamArn: (resource) => `${tableArn(resource)}/stream/2024-01-01T00:00:00.000` },
};

// EventBridge names: bus 256, rule 64 (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html)
export const busName = (bus: NamedResource): string => nameOf(bus, "Name", 256);
export const busArn = (name: string): string => arn("events", `event-bus/${name}`);
export const ruleName = (rule: NamedResource): string => nameOf(rule, "Name", 64);
/** The default bus is left out of a rule's ARN. */
export const ruleArn = (rule: NamedResource): string => {
  const bus = rule.property("EventBusName");
  const name = typeof bus === "string" ? idFrom(bus) : "default";
  return arn("events", name === "default" ? `rule/${ruleName(rule)}` : `rule/${name}/${ruleName(rule)}`);
};
const archiveName = (archive: NamedResource) => nameOf(archive, "ArchiveName", 48);

// SQS names: 80 (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html)
export const queueName = (queue: NamedResource): string => nameOf(queue, "QueueName", 80).replaceAll(".", "-");
export const queueArn = (queue: NamedResource): string => arn("sqs", queueName(queue));
const queueUrl = (queue: NamedResource) => `https://sqs.${region}.amazonaws.com/${accountId}/${queueName(queue)}`;

// IAM role names: 64 (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html)
export const roleName = (role: NamedResource): string => nameOf(role, "RoleName", 64);
export const roleArn = (role: NamedResource): string => iamArn("role", roleName(role));
export const managedPolicyArn = (policy: NamedResource): string =>
  iamArn("policy", nameOf(policy, "ManagedPolicyName", 128));

// Cognito ids: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html
export const userPoolId = (pool: NamedResource): string => `${region}_${generatedId(pool, 9)}`;
export const userPoolArn = (pool: NamedResource): string => arn("cognito-idp", `userpool/${userPoolId(pool)}`);
export const userPoolClientId = (client: NamedResource): string => generatedId(client, 26);
export const userPoolGroupName = (group: NamedResource): string => nameOf(group, "GroupName", 128);
const providerName = (pool: NamedResource) => `cognito-idp.${region}.amazonaws.com/${userPoolId(pool)}`;
const identityPoolId = (pool: NamedResource) => {
  const id = generatedId(pool, 32, "identity").replace(/[g-z]/g, (letter) => (letter.charCodeAt(0) % 10).toString());
  return `${region}:${[id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join("-")}`;
};

// Lambda function names: 64, letters, digits, - and _ (https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html)
export const lambdaName = (lambda: NamedResource): string =>
  givenName(lambda, "FunctionName") ?? generatedName(lambda, 64).replaceAll(".", "-");
export const lambdaArn = (lambda: NamedResource): string => arn("lambda", `function:${lambdaName(lambda)}`);
const logGroupName = (group: NamedResource) => nameOf(group, "LogGroupName", 512);
const topicName = (topic: NamedResource) => nameOf(topic, "TopicName", 256);
const alarmName = (alarm: NamedResource) => nameOf(alarm, "AlarmName", 255);

const byType: Readonly<Record<string, PhysicalResource>> = {
  "AWS::AppSync::GraphQLApi": graphqlApi,
  "AWS::AppSync::GraphQLSchema": { ref: (schema) => `${ownApiId(schema)}GraphQLSchema`, attributes: {} },
  "AWS::AppSync::ApiKey": {
    ref: (key) => `${apiArn(ownApiId(key))}/apikeys/${apiKeyId(key)}`,
    attributes: {
      ApiKey: apiKeyPlaceholder,
      ApiKeyId: apiKeyId,
      Arn: (key) => `${apiArn(ownApiId(key))}/apikeys/${apiKeyId(key)}`,
    },
  },
  "AWS::AppSync::DataSource": { ref: dataSourceArn, attributes: { DataSourceArn: dataSourceArn, Name: text("Name") } },
  "AWS::AppSync::FunctionConfiguration": {
    ref: functionArn,
    attributes: {
      FunctionArn: functionArn,
      FunctionId: functionId,
      Name: text("Name"),
      DataSourceName: text("DataSourceName"),
    },
  },
  "AWS::AppSync::Resolver": {
    ref: resolverArn,
    attributes: { ResolverArn: resolverArn, TypeName: text("TypeName"), FieldName: text("FieldName") },
  },
  "AWS::DynamoDB::Table": table,
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::Events::EventBus": { ref: busName, attributes: { Arn: (bus) => busArn(busName(bus)), Name: busName } },
  "AWS::Events::Rule": { ref: ruleName, attributes: { Arn: ruleArn } },
  "AWS::Events::Archive": {
    ref: archiveName,
    attributes: { ArchiveName: archiveName, Arn: (archive) => arn("events", `archive/${archiveName(archive)}`) },
  },
  "AWS::SQS::Queue": {
    ref: queueUrl,
    attributes: { Arn: queueArn, QueueName: queueName, QueueUrl: queueUrl },
  },
  "AWS::IAM::Role": {
    ref: roleName,
    attributes: { Arn: roleArn, RoleId: (role) => `AROA${generatedId(role, 17).toUpperCase()}` },
  },
  "AWS::IAM::ManagedPolicy": { ref: managedPolicyArn, attributes: { PolicyArn: managedPolicyArn } },
  "AWS::Cognito::UserPool": {
    ref: userPoolId,
    attributes: {
      Arn: userPoolArn,
      UserPoolId: userPoolId,
      ProviderName: providerName,
      ProviderURL: (pool) => `https://${providerName(pool)}`,
    },
  },
  "AWS::Cognito::UserPoolClient": {
    ref: userPoolClientId,
    attributes: { ClientId: userPoolClientId, Name: (client) => nameOf(client, "ClientName", 128) },
  },
  "AWS::Cognito::UserPoolGroup": { ref: userPoolGroupName, attributes: {} },
  "AWS::Cognito::IdentityPool": {
    ref: identityPoolId,
    attributes: { Id: identityPoolId, Name: (pool) => nameOf(pool, "IdentityPoolName", 128) },
  },
  "AWS::Lambda::Function": { ref: lambdaName, attributes: { Arn: lambdaArn } },
  "AWS::Logs::LogGroup": {
    ref: logGroupName,
    attributes: { Arn: (group) => arn("logs", `log-group:${logGroupName(group)}:*`) },
  },
  "AWS::SNS::Topic": {
    ref: (topic) => arn("sns", topicName(topic)),
    attributes: { TopicArn: (topic) => arn("sns", topicName(topic)), TopicName: topicName },
  },
  "AWS::CloudWatch::Alarm": {
    ref: alarmName,
    attributes: { Arn: (alarm) => arn("cloudwatch", `alarm:${alarmName(alarm)}`) },
  },
  ...lakeResources,
  "AWS::SSM::Parameter": {
    ref: (parameter) => nameOf(parameter, "Name", 2048),
    attributes: { Type: text("Type"), Value: text("Value") },
  },
};

/** What `Ref` gives: the physical id. Types without an entry get a generated name. */
export function referenceTo(resource: NamedResource): string {
  return byType[resource.type]?.ref(resource) ?? generatedName(resource, 128);
}

/**
 * What `Fn::GetAtt` gives, or undefined when the sandbox does not know that attribute. A custom resource answers with its
 * own property of that name, which is what the CDK's providers do.
 */
export function attributeOf(resource: NamedResource, name: string): Json | undefined {
  const known = byType[resource.type];
  if (known !== undefined) return known.attributes[name]?.(resource);
  if (resource.type.startsWith("Custom::")) return resource.property(name);
  return undefined;
}
