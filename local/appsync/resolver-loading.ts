import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { GraphQLSchema } from "graphql";
import { isObjectType } from "graphql";
import type { RoleDirectory } from "../iam/role-directory.js";
import type { FunctionCaller } from "../lambda/lambda.js";
import type { BackendModel, DataSourceModel, Located, ResolverFunctionModel } from "../synth/backend-model.js";
import type { DataSource } from "./data-sources/data-source.js";
import { createDynamoDbDataSource } from "./data-sources/dynamodb-data-source.js";
import { createLambdaDataSource } from "./data-sources/lambda-data-source.js";
import { noneDataSource } from "./data-sources/none-data-source.js";
import type { LoadedResolver, ResolverStep } from "./resolver-run.js";
import type { ResolverModule, RuntimeEnvironment } from "./runtime/evaluation.js";
import { SchemaError } from "./schema.js";
import { maximumPipelineFunctions } from "./service-limits.js";

/** Turns APPSYNC_JS text into a module; `name` is for its errors. */
export type ModuleLoader = (source: string, environment: RuntimeEnvironment, name: string) => ResolverModule;

/** What resolvers are loaded with. */
export interface ResolverLoadingOptions {
  readonly model: BackendModel;
  readonly schema: GraphQLSchema;
  readonly dynamoDb: DynamoDBClient;
  readonly lambda: FunctionCaller;
  readonly roles: RoleDirectory;
  readonly runtime: RuntimeEnvironment;
  readonly loadModule: ModuleLoader;
}

function broken(at: Located, message: string): SchemaError {
  return new SchemaError(`${at.path} (${at.logicalId}): ${message}`);
}

function createDataSource(source: DataSourceModel, options: ResolverLoadingOptions): DataSource {
  if (source.type === "NONE") return noneDataSource;
  const { model, dynamoDb, lambda, roles } = options;
  const role = source.roleArn === undefined ? undefined : roles.find(source.roleArn);
  if (source.type === "AWS_LAMBDA") {
    const { functionArn } = source;
    if (!model.functions.some(({ arn }) => arn === functionArn)) throw missing(source, `function ${functionArn}`);
    return createLambdaDataSource({ lambda, functionArn, role });
  }
  const table = model.tables.find(({ tableName }) => tableName === source.tableName);
  if (table === undefined) throw missing(source, `table ${source.tableName}`);
  return createDynamoDbDataSource({ client: dynamoDb, table, tables: model.tables, role });
}

function missing(source: DataSourceModel, what: string): SchemaError {
  return broken(source, `the data source ${source.name} uses the ${what}, which this backend does not have.`);
}

/**
 * Loads every resolver of an API, keyed `Type.field`.
 * @throws SchemaError naming the resource when a resolver belongs to no field, or uses a data source or function that
 * does not exist; whatever the module loader throws for code that it cannot run
 */
export function loadResolvers(options: ResolverLoadingOptions): ReadonlyMap<string, LoadedResolver> {
  const { model, schema, runtime, loadModule } = options;
  const dataSources = new Map(
    model.graphqlApi.dataSources.map((source) => [source.name, createDataSource(source, options)] as const),
  );

  function step(at: Located, name: string, code: string, dataSourceName: string): ResolverStep {
    const dataSource = dataSources.get(dataSourceName);
    if (dataSource === undefined) throw broken(at, `uses the data source ${dataSourceName}, which does not exist.`);
    return { name, dataSource, module: loadModule(code, runtime, at.path) };
  }

  const steps = new Map<string, ResolverStep>();
  function functionStep(of: ResolverFunctionModel): ResolverStep {
    const known = steps.get(of.functionId);
    if (known !== undefined) return known;
    const loaded = step(of, of.name, of.code, of.dataSourceName);
    steps.set(of.functionId, loaded);
    return loaded;
  }

  const resolvers = new Map<string, LoadedResolver>();
  for (const resolver of model.graphqlApi.resolvers) {
    const { typeName, fieldName, kind } = resolver;
    const type = schema.getType(typeName);
    if (!isObjectType(type) || type.getFields()[fieldName] === undefined) {
      throw broken(resolver, `resolves ${typeName}.${fieldName}, which the schema does not have.`);
    }
    const key = `${typeName}.${fieldName}`;
    if (kind.type === "UNIT") {
      resolvers.set(key, { type: "UNIT", step: step(resolver, key, resolver.code, kind.dataSourceName) });
      continue;
    }
    if (kind.functionIds.length > maximumPipelineFunctions) {
      throw broken(
        resolver,
        `has ${kind.functionIds.length} functions; a pipeline takes at most ${maximumPipelineFunctions}.`,
      );
    }
    const functions = kind.functionIds.map((id) => {
      const found = model.graphqlApi.functions.find(({ functionId }) => functionId === id);
      if (found === undefined) throw broken(resolver, `uses the function ${id}, which does not exist.`);
      return functionStep(found);
    });
    resolvers.set(key, {
      type: "PIPELINE",
      module: loadModule(resolver.code, runtime, resolver.path),
      steps: functions,
    });
  }
  return resolvers;
}
