import {
  Code,
  FunctionRuntime,
  type AppsyncFunction,
  type BaseDataSource,
  type NoneDataSource,
} from "aws-cdk-lib/aws-appsync";
import type { ITable, Table } from "aws-cdk-lib/aws-dynamodb";
import type { IConstruct } from "constructs";
import type { data } from "./resource.js";
import { resolverCode } from "./resolver-code.js";

/** The API that `defineData` made, as far as resolvers are attached to it. */
export type DataApi = Pick<
  ReturnType<(typeof data)["getInstance"]>,
  "resources" | "addDynamoDbDataSource" | "addLambdaDataSource" | "addNoneDataSource" | "addFunction" | "addResolver"
>;

/** A root type of the schema. */
export type RootType = "Query" | "Mutation" | "Subscription";

/** Attaches the code of `resolvers/` to the API. Names of files are those of fields and steps. */
export interface ResolverAttachment {
  /** The data source that asks nobody. */
  readonly none: NoneDataSource;
  readonly tableSource: (id: string, table: Table) => BaseDataSource;
  /** A step of pipelines. */
  readonly step: (name: string, dataSource: BaseDataSource) => AppsyncFunction;
  /** A field that asks one data source. */
  readonly unit: (typeName: RootType, fieldName: string, dataSource: BaseDataSource) => void;
  /** A field that goes through steps. */
  readonly pipeline: (typeName: RootType, fieldName: string, steps: AppsyncFunction[]) => void;
}

/** Makes the attachment for an API; once for each, since it makes the data source `none`. */
export function createResolverAttachment(api: DataApi): ResolverAttachment {
  const { cfnGraphqlSchema } = api.resources.cfnResources;
  /** Resolvers attached from outside get no dependency on the schema: without it they may be created before their field. */
  function afterSchema<Resource extends IConstruct>(resource: Resource): Resource {
    resource.node.addDependency(cfnGraphqlSchema);
    return resource;
  }
  function inline(name: string): { code: Code; runtime: FunctionRuntime } {
    return { code: Code.fromInline(resolverCode(name)), runtime: FunctionRuntime.JS_1_0_0 };
  }
  return {
    none: api.addNoneDataSource("NoneSource"),
    // A cast, because the CDK's Table and ITable disagree under exactOptionalPropertyTypes.
    tableSource: (id, table) => api.addDynamoDbDataSource(id, table as ITable),
    step: (name, dataSource) => afterSchema(api.addFunction(name, { name, dataSource, ...inline(name) })),
    unit: (typeName, fieldName, dataSource) => {
      afterSchema(api.addResolver(fieldName, { typeName, fieldName, dataSource, ...inline(fieldName) }));
    },
    pipeline: (typeName, fieldName, pipelineConfig) => {
      afterSchema(api.addResolver(fieldName, { typeName, fieldName, pipelineConfig, ...inline(fieldName) }));
    },
  };
}
