import { FunctionRuntime, Code, type BaseDataSource, type AppsyncFunction } from "aws-cdk-lib/aws-appsync";
import type { ITable, Table } from "aws-cdk-lib/aws-dynamodb";
import type { IConstruct } from "constructs";
import { statusLogTable } from "./pipeline/environment.js";
import type { data } from "./resource.js";
import { resolverCode } from "./resolver-code.js";
import type { FlightTables } from "./tables.js";

type DataApi = Pick<
  ReturnType<(typeof data)["getInstance"]>,
  "resources" | "addDynamoDbDataSource" | "addNoneDataSource" | "addFunction" | "addResolver"
>;

/**
 * Tools introspect with graphql-js's getIntrospectionQuery(), 15 fields deep where nine levels of ofType unwrap a type.
 * Queries of flights and updates have four levels, and no type contains itself: they cannot go deeper.
 */
const queryDepthLimit = 20;
/** Root fields that one request may ask for. */
const resolverCountLimit = 25;

/** The steps of both mutations, in order: log first, so that nothing changes a flight without a trace. */
const updateSteps = ["writeSchedule", "writeState", "writeTimes", "writeGate", "writeBelt", "readFlight"] as const;

/** Attaches tables, data sources and resolvers to the API that `defineData` made, and sets its limits. */
export function attachFlightApi(api: DataApi, tables: FlightTables): void {
  const { cfnGraphqlApi, cfnGraphqlSchema } = api.resources.cfnResources;
  cfnGraphqlApi.queryDepthLimit = queryDepthLimit;
  cfnGraphqlApi.resolverCountLimit = resolverCountLimit;
  cfnGraphqlApi.environmentVariables = { [statusLogTable]: tables.statusLog.tableName };

  /** Resolvers attached from outside get no dependency on the schema: without it they may be created before their field. */
  function afterSchema<Resource extends IConstruct>(resource: Resource): Resource {
    resource.node.addDependency(cfnGraphqlSchema);
    return resource;
  }
  function tableSource(id: string, table: Table): BaseDataSource {
    // A cast, because the CDK's Table and ITable disagree under exactOptionalPropertyTypes.
    return api.addDynamoDbDataSource(id, table as ITable);
  }
  function inline(name: string): { code: Code; runtime: FunctionRuntime } {
    return { code: Code.fromInline(resolverCode(name)), runtime: FunctionRuntime.JS_1_0_0 };
  }
  function step(name: string, dataSource: BaseDataSource): AppsyncFunction {
    return afterSchema(api.addFunction(name, { name, dataSource, ...inline(name) }));
  }

  const flights = tableSource("FlightsSource", tables.flights);
  const statusLog = tableSource("StatusLogSource", tables.statusLog);
  const none = api.addNoneDataSource("NoneSource");
  const pipelineConfig = [step("putStatusLog", statusLog), ...updateSteps.map((name) => step(name, flights))];

  for (const fieldName of ["updateFlightStatus", "scheduleFlight"]) {
    afterSchema(api.addResolver(fieldName, { typeName: "Mutation", fieldName, pipelineConfig, ...inline(fieldName) }));
  }
  const units = [
    { typeName: "Query", fieldName: "listFlights", dataSource: flights },
    { typeName: "Query", fieldName: "listStatusUpdates", dataSource: statusLog },
    { typeName: "Subscription", fieldName: "onFlightStatusUpdate", dataSource: none },
  ];
  for (const unit of units) {
    afterSchema(api.addResolver(unit.fieldName, { ...unit, ...inline(unit.fieldName) }));
  }
}
