import type { Assembly } from "./assembly.js";
import type {
  ApiKeyModel,
  AuthorizationModeModel,
  DataSourceModel,
  GraphqlApiModel,
  ResolverFunctionModel,
  ResolverModel,
} from "./backend-model.js";
import {
  apiArn,
  apiEndpointArn,
  apiId,
  apiKeyPlaceholder,
  apiUrl,
  functionId,
  lambdaArn,
} from "./physical-resource.js";
import { PropertyReader, type PropertySupport } from "./property-reader.js";
import { readDataSource } from "./read-data-sources.js";
import type { Resource } from "./stack.js";
import { nameResource, SynthError } from "./synth-error.js";

/** `resources` by type, in template order. */
export type ResourcesByType = (type: string) => readonly Resource[];

const apiSupport: PropertySupport = {
  runs: [
    "Name",
    "AuthenticationType",
    "UserPoolConfig",
    "AdditionalAuthenticationProviders",
    "EnvironmentVariables",
    "QueryDepthLimit",
    "ResolverCountLimit",
    "IntrospectionConfig",
    "ApiType",
    "Visibility",
  ],
  noLocalEffect: ["Tags", "LogConfig", "XrayEnabled", "OwnerContact", "EnhancedMetricsConfig"],
  refused: {
    OpenIDConnectConfig: "Sign users in with the user pool.",
    LambdaAuthorizerConfig: "Sign users in with the user pool.",
    MergedApiExecutionRoleArn: "Put the types into one schema.",
  },
};

/**
 * The one GraphQL API of the definition.
 * @throws SynthError when there is none or more than one, or for features that the sandbox cannot run
 */
export function readGraphqlApi(ofType: ResourcesByType, assembly: Assembly): GraphqlApiModel {
  const [resource, another] = ofType("AWS::AppSync::GraphQLApi");
  if (resource === undefined) {
    throw new SynthError(
      "UNSUPPORTED_FEATURE",
      "The definition has no GraphQL API. Add defineData() to amplify/backend.ts.",
    );
  }
  if (another !== undefined) {
    throw new SynthError(
      "UNSUPPORTED_FEATURE",
      `The sandbox runs one GraphQL API, the definition has ${nameResource(resource)} and ${nameResource(another)}. Merge them.`,
    );
  }
  const api = PropertyReader.of(resource, apiSupport);
  if ((api.optionalText("ApiType") ?? "GRAPHQL") !== "GRAPHQL") {
    throw api.refuse("ApiType", "Put the types into one schema: merged APIs need the cloud.");
  }
  const parts = (type: string) => ofType(type).filter((part) => part.property("ApiId") === apiId(resource));
  const functionArns = new Set(ofType("AWS::Lambda::Function").map(lambdaArn));
  const dataSources = parts("AWS::AppSync::DataSource").map((part) => readDataSource(part, functionArns));
  const functions = parts("AWS::AppSync::FunctionConfiguration").map((part) => readFunction(part, assembly));
  const resolvers = parts("AWS::AppSync::Resolver").map((part) => readResolver(part, assembly));
  checkResolvers(resolvers, functions, dataSources);
  return {
    path: resource.path,
    logicalId: resource.logicalId,
    apiId: apiId(resource),
    arn: apiArn(apiId(resource)),
    endpointArn: apiEndpointArn(resource),
    url: apiUrl(resource),
    name: api.text("Name"),
    schema: readSchema(parts("AWS::AppSync::GraphQLSchema"), resource, assembly),
    defaultAuthorization: readAuthorization(api),
    additionalAuthorization: api.objects("AdditionalAuthenticationProviders").map(readAuthorization),
    apiKeys: parts("AWS::AppSync::ApiKey").map(readApiKey),
    environment: api.textMap("EnvironmentVariables"),
    queryDepthLimit: api.optionalInteger("QueryDepthLimit") ?? 0,
    resolverCountLimit: api.optionalInteger("ResolverCountLimit") ?? 0,
    introspectionEnabled: api.optionalText("IntrospectionConfig") !== "DISABLED",
    dataSources,
    functions,
    resolvers,
  };
}

function readAuthorization(provider: PropertyReader): AuthorizationModeModel {
  const mode = provider.text("AuthenticationType");
  switch (mode) {
    case "API_KEY":
    case "AWS_IAM":
      return { mode };
    case "AMAZON_COGNITO_USER_POOLS": {
      const pool = provider.object("UserPoolConfig") ?? provider.fail("UserPoolConfig", "an object");
      pool.only({
        runs: ["UserPoolId", "DefaultAction"],
        noLocalEffect: ["AwsRegion"],
        refused: { AppIdClientRegex: "Every client of the user pool may call." },
      });
      if (pool.optionalText("DefaultAction") === "DENY") {
        throw pool.refuse("DefaultAction", "Use ALLOW and write the rules as directives into the schema.");
      }
      return { mode, userPoolId: pool.text("UserPoolId") };
    }
    default:
      throw provider.refuse(
        `AuthenticationType ${mode}`,
        "It runs API_KEY, AMAZON_COGNITO_USER_POOLS and AWS_IAM: use one of these.",
      );
  }
}

function readSchema(schemas: readonly Resource[], api: Resource, assembly: Assembly): string {
  const [resource] = schemas;
  if (resource === undefined || schemas.length > 1) {
    throw new SynthError("INVALID_TEMPLATE", `${nameResource(api)} has ${schemas.length} schemas, expected one`);
  }
  const schema = PropertyReader.of(resource, {
    runs: ["ApiId", "Definition", "DefinitionS3Location"],
    noLocalEffect: [],
  });
  return schema.optionalText("Definition") ?? assembly.assetText(schema.text("DefinitionS3Location"));
}

function readApiKey(resource: Resource): ApiKeyModel {
  const key = PropertyReader.of(resource, { runs: ["ApiId", "Description", "Expires"], noLocalEffect: ["ApiKeyId"] });
  return {
    path: resource.path,
    logicalId: resource.logicalId,
    description: key.optionalText("Description"),
    expires: key.optionalInteger("Expires"),
    placeholder: apiKeyPlaceholder(resource),
  };
}

const vtlAdvice = "It runs APPSYNC_JS only: write the resolver in TypeScript, with runtime JS_1_0_0.";
const codeSupport = {
  runs: ["ApiId", "Code", "CodeS3Location", "Runtime", "DataSourceName"],
  noLocalEffect: ["Description", "MetricsConfig"],
  refused: {
    RequestMappingTemplate: vtlAdvice,
    RequestMappingTemplateS3Location: vtlAdvice,
    ResponseMappingTemplate: vtlAdvice,
    ResponseMappingTemplateS3Location: vtlAdvice,
    SyncConfig: "Conflict detection needs the cloud.",
    CachingConfig: "The sandbox caches nothing: remove it.",
  },
};

/** Inline or in an asset; without code it would be VTL. */
function readCode(part: PropertyReader, assembly: Assembly): string {
  const runtime = part.object("Runtime");
  if (runtime === undefined) throw part.refuse("the missing Runtime", vtlAdvice);
  const [name, version] = [runtime.text("Name"), runtime.text("RuntimeVersion")];
  if (name !== "APPSYNC_JS" || version !== "1.0.0") throw part.refuse(`Runtime ${name} ${version}`, vtlAdvice);
  if ((part.optionalInteger("MaxBatchSize") ?? 0) > 0) {
    throw part.refuse("MaxBatchSize", "A function gets one request at a time here: leave it out.");
  }
  return part.optionalText("Code") ?? assembly.assetText(part.text("CodeS3Location"));
}

function readFunction(resource: Resource, assembly: Assembly): ResolverFunctionModel {
  const step = PropertyReader.of(resource, {
    ...codeSupport,
    runs: [...codeSupport.runs, "Name", "MaxBatchSize"],
    noLocalEffect: [...codeSupport.noLocalEffect, "FunctionVersion"],
  });
  return {
    path: resource.path,
    logicalId: resource.logicalId,
    functionId: functionId(resource),
    name: step.text("Name"),
    dataSourceName: step.text("DataSourceName"),
    code: readCode(step, assembly),
  };
}

function readResolver(resource: Resource, assembly: Assembly): ResolverModel {
  const resolver = PropertyReader.of(resource, {
    ...codeSupport,
    runs: [...codeSupport.runs, "TypeName", "FieldName", "Kind", "PipelineConfig", "MaxBatchSize"],
  });
  const kind = resolver.optionalText("Kind") ?? "UNIT";
  if (kind !== "UNIT" && kind !== "PIPELINE") resolver.fail("Kind", "UNIT or PIPELINE");
  return {
    path: resource.path,
    logicalId: resource.logicalId,
    typeName: resolver.text("TypeName"),
    fieldName: resolver.text("FieldName"),
    code: readCode(resolver, assembly),
    kind:
      kind === "UNIT"
        ? { type: "UNIT", dataSourceName: resolver.text("DataSourceName") }
        : { type: "PIPELINE", functionIds: resolver.object("PipelineConfig")?.texts("Functions") ?? [] },
  };
}

/** What AppSync checks at deployment: nothing points into the void, no field has two resolvers. */
function checkResolvers(
  resolvers: readonly ResolverModel[],
  functions: readonly ResolverFunctionModel[],
  dataSources: readonly DataSourceModel[],
): void {
  const sources = new Set(dataSources.map((source) => source.name));
  const ids = new Set(functions.map((step) => step.functionId));
  const fields = new Map<string, string>();
  const dangling = (path: string, what: string) =>
    new SynthError("INVALID_TEMPLATE", `${path}: ${what} does not exist in this API`);
  for (const step of functions) {
    if (!sources.has(step.dataSourceName)) throw dangling(step.path, `data source ${step.dataSourceName}`);
  }
  for (const { path, typeName, fieldName, kind } of resolvers) {
    const field = `${typeName}.${fieldName}`;
    const other = fields.get(field);
    if (other !== undefined) {
      throw new SynthError("INVALID_TEMPLATE", `${field} has two resolvers: ${other} and ${path}. Remove one.`);
    }
    fields.set(field, path);
    if (kind.type === "UNIT" && !sources.has(kind.dataSourceName)) {
      throw dangling(path, `data source ${kind.dataSourceName}`);
    }
    for (const id of kind.type === "PIPELINE" ? kind.functionIds : []) {
      if (!ids.has(id)) throw dangling(path, `pipeline function ${id}`);
    }
  }
}
