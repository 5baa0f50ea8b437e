import type { CrawlerModel, GlueTableModel, RoleModel } from "./backend-model.js";
import { crawlerArn, crawlerName } from "./physical-lake-resource.js";
import { PropertyReader } from "./property-reader.js";
import type { ResourcesByType } from "./read-graphql-api.js";
import type { Resource } from "./stack.js";
import { isJsonObject } from "./template.js";

const targetAdvice = "It crawls tables that the definition declares: use CatalogTargets.";

/** @throws SynthError for crawlers of anything but tables of the definition's catalog, and for schedules */
export function readCrawlers(
  ofType: ResourcesByType,
  tables: readonly GlueTableModel[],
  roles: readonly RoleModel[],
): readonly CrawlerModel[] {
  return ofType("AWS::Glue::Crawler").map((resource) => readCrawler(resource, tables, roles));
}

function readCrawler(resource: Resource, tables: readonly GlueTableModel[], roles: readonly RoleModel[]): CrawlerModel {
  const crawler = PropertyReader.of(resource, {
    runs: ["Name", "Configuration", "DatabaseName", "RecrawlPolicy", "Role", "SchemaChangePolicy", "Targets"],
    noLocalEffect: ["Classifiers", "CrawlerSecurityConfiguration", "Description", "LakeFormationConfiguration", "Tags"],
    refused: {
      Schedule: "The sandbox starts nothing by the clock. Start it from a rule.",
      TablePrefix: targetAdvice,
      LineageConfiguration: "Leave it out.",
    },
  });
  const targets = (crawler.object("Targets") ?? crawler.fail("Targets", "an object")).only({
    runs: ["CatalogTargets"],
    noLocalEffect: [],
    refused: Object.fromEntries(
      [
        "DeltaTargets",
        "DynamoDBTargets",
        "HudiTargets",
        "IcebergTargets",
        "JdbcTargets",
        "MongoDBTargets",
        "S3Targets",
      ].map((name) => [name, targetAdvice]),
    ),
  });
  const [target, another] = targets.objects("CatalogTargets");
  if (target === undefined || another !== undefined)
    return targets.fail("CatalogTargets", "one database and its tables");
  target.only({
    runs: ["DatabaseName", "Tables"],
    noLocalEffect: [],
    refused: {
      ConnectionName: "The sandbox crawls S3.",
      EventQueueArn: "Start the crawler from a rule.",
      DlqEventQueueArn: "Start the crawler from a rule.",
    },
  });
  const database = target.text("DatabaseName");
  const tableNames = target.texts("Tables");
  const known = new Set(tables.flatMap((table) => (table.databaseName === database ? [table.name] : [])));
  if (tableNames.length === 0 || tableNames.some((name) => !known.has(name))) {
    target.fail("Tables", `tables of this definition in ${database}`);
  }
  checkPolicies(crawler);
  const role = crawler.text("Role");
  const roleArn = roles.find(({ arn, name }) => arn === role || name === role)?.arn;
  return {
    path: resource.path,
    logicalId: resource.logicalId,
    name: crawlerName(resource),
    arn: crawlerArn(resource),
    databaseName: database,
    tableNames,
    roleArn: roleArn ?? crawler.fail("Role", "a role of this definition"),
  };
}

/** New columns and partitions are added, nothing is taken away: what the sandbox's crawler does, and Glue for catalog targets. */
function checkPolicies(crawler: PropertyReader): void {
  const change = crawler.object("SchemaChangePolicy");
  const [update, remove] = [change?.optionalText("UpdateBehavior"), change?.optionalText("DeleteBehavior")];
  if (change !== undefined && (update ?? "UPDATE_IN_DATABASE") !== "UPDATE_IN_DATABASE") {
    throw change.refuse("UpdateBehavior", "It adds what is new to the catalog: use UPDATE_IN_DATABASE.");
  }
  // Glue's default is to mark tables as deprecated, which it does not do for catalog targets.
  if (change === undefined || remove !== "LOG") {
    throw crawler.refuse("SchemaChangePolicy", "Tables of the catalog are crawled with DeleteBehavior LOG only.");
  }
  for (const [path, value] of Object.entries(readConfiguration(crawler))) {
    const runs = crawlerConfiguration[path];
    if (runs?.includes(value) === true) continue;
    throw crawler.refuse(
      `Configuration ${path} = ${value}`,
      runs === undefined ? "It does not know this setting: leave it out." : `It runs ${runs.join(" and ")}.`,
    );
  }
  const recrawl = crawler.object("RecrawlPolicy")?.optionalText("RecrawlBehavior") ?? "CRAWL_EVERYTHING";
  if (recrawl !== "CRAWL_EVERYTHING") {
    throw crawler.refuse("RecrawlPolicy", "Tables of the catalog are crawled whole: use CRAWL_EVERYTHING.");
  }
}

/** Settings that say what the sandbox's crawler does. */
const crawlerConfiguration: Readonly<Record<string, readonly string[]>> = {
  Version: ["1"],
  "CrawlerOutput.Tables.AddOrUpdateBehavior": ["MergeNewColumns"],
  "Grouping.TableGroupingPolicy": ["CombineCompatibleSchemas"],
};

/** The JSON of a crawler's configuration, flat: path to value (https://docs.aws.amazon.com/glue/latest/dg/crawler-configuration.html). */
function readConfiguration(crawler: PropertyReader): Readonly<Record<string, string>> {
  const text = crawler.optionalText("Configuration");
  if (text === undefined) return {};
  const flat = (value: unknown, path: string): readonly (readonly [string, string])[] =>
    isJsonObject(value)
      ? Object.entries(value).flatMap(([key, item]) => flat(item, path === "" ? key : `${path}.${key}`))
      : [[path, String(value)]];
  let configuration: unknown;
  try {
    configuration = JSON.parse(text);
  } catch {
    configuration = undefined;
  }
  return isJsonObject(configuration)
    ? Object.fromEntries(flat(configuration, ""))
    : crawler.fail("Configuration", "the text of a JSON object");
}
