import { openAssembly, type Assembly } from "./assembly.js";
import type { BackendModel, GraphqlApiModel, RuleModel } from "./backend-model.js";
import { accountId, region } from "./pseudo-parameters.js";
import { readBuckets } from "./read-buckets.js";
import { readEventBuses, readQueues, readRules } from "./read-events.js";
import { readFunctions } from "./read-functions.js";
import { readGraphqlApi } from "./read-graphql-api.js";
import { readLake } from "./read-lake.js";
import { readRoles } from "./read-roles.js";
import { readTables } from "./read-tables.js";
import { readUserPools } from "./read-user-pools.js";
import { checkResourceType } from "./resource-types.js";
import { Stack, type Resource } from "./stack.js";
import { SynthError } from "./synth-error.js";
import type { Json } from "./template.js";

/** A synthesized definition as read from its directory, before Amplify's client configuration is added. */
export interface SynthesizedBackend {
  readonly model: Omit<BackendModel, "clientConfig" | "hash">;
  /** Metadata of the root template: which outputs belong to which part of Amplify's configuration. */
  readonly metadata: Readonly<Record<string, Json>>;
  /** Text of a file that the deployment would upload to a bucket, by its `s3://` address, or undefined. */
  deployedFile(s3Uri: string): string | undefined;
}

/**
 * Reads a cloud assembly directory.
 * @throws SynthError for anything that the sandbox cannot run, naming the resource and what to do
 */
export function readBackend(directory: string): SynthesizedBackend {
  const assembly = openAssembly(directory);
  const root = new Stack(assembly.rootStackName, assembly.rootTemplate, assembly, () => undefined);
  const byType = new Map<string, Resource[]>();
  for (const resource of root.allResources()) {
    checkResourceType(resource);
    const known = byType.get(resource.type);
    if (known === undefined) byType.set(resource.type, [resource]);
    else known.push(resource);
  }
  const ofType = (type: string): readonly Resource[] => byType.get(type) ?? [];
  const graphqlApi = readGraphqlApi(ofType, assembly);
  const eventBuses = readEventBuses(ofType);
  const queues = readQueues(ofType);
  const tables = readTables(ofType);
  const rules = readRules(ofType, { graphqlApi, eventBuses, queues, ofType });
  const functions = readFunctions(ofType, { invoked: invokedArns(graphqlApi, rules), queues, assembly });
  const roles = readRoles(ofType, new Set(functions.map(({ roleArn }) => roleArn)));
  const buckets = readBuckets(ofType);
  const lake = readLake(ofType, { buckets, roles });
  const model = {
    region,
    accountId,
    graphqlApi,
    tables,
    eventBuses,
    rules,
    queues,
    roles,
    userPools: readUserPools(ofType),
    functions,
    buckets,
    lake,
    outputs: Object.fromEntries(Object.entries(root.outputs()).map(([name, value]) => [name, outputText(value)])),
  };
  refuseSharedNames(
    "DynamoDB tables",
    tables.map((table) => ({ name: table.tableName, path: table.path })),
  );
  refuseSharedNames("Event buses", eventBuses);
  refuseSharedNames("Queues", queues);
  refuseSharedNames("Roles", roles);
  refuseSharedNames(
    "Functions",
    functions.map((lambda) => ({ name: lambda.functionName, path: lambda.path })),
  );
  refuseSharedNames("Buckets", buckets);
  refuseSharedNames("Databases", lake.databases);
  refuseSharedNames(
    "Tables of the catalog",
    lake.tables.map((table) => ({ name: `${table.databaseName}.${table.name}`, path: table.path })),
  );
  refuseSharedNames("Crawlers", lake.crawlers);
  refuseSharedNames("Work groups", lake.workGroups);
  return {
    model,
    metadata: assembly.rootTemplate.metadata,
    deployedFile: (s3Uri) => deployedFile(s3Uri, ofType("Custom::CDKBucketDeployment"), assembly),
  };
}

/** What the API and the rules call: targets and data sources that are functions, and others that are none. */
function invokedArns(graphqlApi: GraphqlApiModel, rules: readonly RuleModel[]): ReadonlySet<string> {
  return new Set([
    ...graphqlApi.dataSources.flatMap((source) => (source.type === "AWS_LAMBDA" ? [source.functionArn] : [])),
    ...rules.flatMap(({ targets }) => targets.map(({ arn }) => arn)),
  ]);
}

function outputText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function refuseSharedNames(what: string, named: readonly { readonly name: string; readonly path: string }[]): void {
  const paths = new Map<string, string>();
  for (const { name, path } of named) {
    const other = paths.get(name);
    if (other !== undefined) {
      throw new SynthError("INVALID_TEMPLATE", `${what} ${other} and ${path} are both named ${name}. Rename one.`);
    }
    paths.set(name, path);
  }
}

/** Looks through the bucket deployments for the one that fills this bucket. */
function deployedFile(s3Uri: string, deployments: readonly Resource[], assembly: Assembly): string | undefined {
  const [, bucket, name] = /^s3:\/\/([^/]+)\/(.+)$/.exec(s3Uri) ?? [];
  if (name === undefined) return undefined;
  for (const deployment of deployments) {
    if (deployment.property("DestinationBucketName") !== bucket) continue;
    for (const key of [deployment.property("SourceObjectKeys") ?? []].flat()) {
      const text = typeof key === "string" ? assembly.fileInAsset(key, name) : undefined;
      if (text !== undefined) return text;
    }
  }
  return undefined;
}
