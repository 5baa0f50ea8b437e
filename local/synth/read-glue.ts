import type {
  BucketModel,
  CrawlerModel,
  GlueColumnModel,
  GlueDatabaseModel,
  GlueTableModel,
  RoleModel,
} from "./backend-model.js";
import { crawlerArn, crawlerName, databaseName, glueTableName } from "./physical-lake-resource.js";
import { PropertyReader } from "./property-reader.js";
import { accountId } from "./pseudo-parameters.js";
import type { ResourcesByType } from "./read-graphql-api.js";
import type { Resource } from "./stack.js";
import { isJsonObject } from "./template.js";

const catalogAdvice = `The sandbox has one catalog, that of its account: use the AWS::AccountId pseudo parameter.`;
const elsewhere = "The sandbox's catalog holds what this definition declares.";

/** The catalog is named by the account that owns it. */
function inOwnCatalog(reader: PropertyReader): void {
  const catalog = reader.optionalText("CatalogId");
  if (catalog !== undefined && catalog !== accountId) throw reader.refuse(`CatalogId ${catalog}`, catalogAdvice);
}

/** @throws SynthError for databases that lie elsewhere, or whose tables everybody could read */
export function readDatabases(ofType: ResourcesByType): readonly GlueDatabaseModel[] {
  return ofType("AWS::Glue::Database").map((resource) => {
    const database = PropertyReader.of(resource, {
      runs: ["CatalogId", "DatabaseInput", "DatabaseName"],
      noLocalEffect: ["Tags"],
    });
    inOwnCatalog(database);
    const input = (database.object("DatabaseInput") ?? database.fail("DatabaseInput", "an object")).only({
      runs: ["Name", "Description", "CreateTableDefaultPermissions"],
      noLocalEffect: ["LocationUri", "Parameters"],
      refused: { TargetDatabase: elsewhere, FederatedDatabase: elsewhere },
    });
    if (input.list("CreateTableDefaultPermissions").length > 0) {
      throw input.refuse("CreateTableDefaultPermissions", defaultPermissionAdvice);
    }
    return {
      path: resource.path,
      logicalId: resource.logicalId,
      name: catalogName(database, databaseName(resource), "DatabaseInput"),
      description: input.optionalText("Description"),
    };
  });
}

/** Why default permissions are refused, in the catalog and in Lake Formation's settings alike. */
export const defaultPermissionAdvice =
  "IAM_ALLOWED_PRINCIPALS would let every role read every column, grants or not: leave the list empty and grant with " +
  "AWS::LakeFormation::PrincipalPermissions.";

/** Glue stores names in lower case (https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html). */
function catalogName(reader: PropertyReader, name: string, property: string): string {
  return /^[a-z0-9_]{1,255}$/.test(name) ? name : reader.fail(property, "a name of lower-case letters, digits and _");
}

const serializations: Readonly<Record<string, GlueTableModel["format"]>> = {
  "org.apache.hadoop.hive.serde2.OpenCSVSerde": "csv",
  "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe": "parquet",
};

/** @throws SynthError for formats other than CSV and Parquet, and for tables outside the definition's buckets and databases */
export function readGlueTables(
  ofType: ResourcesByType,
  databases: readonly GlueDatabaseModel[],
  buckets: readonly BucketModel[],
): readonly GlueTableModel[] {
  return ofType("AWS::Glue::Table").map((resource) => {
    const table = PropertyReader.of(resource, {
      runs: ["CatalogId", "DatabaseName", "Name", "TableInput"],
      noLocalEffect: [],
      refused: { OpenTableFormatInput: "It reads CSV and Parquet: use one of these." },
    });
    inOwnCatalog(table);
    const database = table.text("DatabaseName");
    if (!databases.some(({ name }) => name === database)) table.fail("DatabaseName", "a database of this definition");
    const input = (table.object("TableInput") ?? table.fail("TableInput", "an object")).only({
      runs: ["Name", "Description", "Parameters", "PartitionKeys", "StorageDescriptor", "TableType"],
      noLocalEffect: ["Owner", "Retention"],
      refused: Object.fromEntries(
        ["TargetTable", "ViewExpandedText", "ViewOriginalText", "ViewDefinition"].map((name) => [name, elsewhere]),
      ),
    });
    if ((input.optionalText("TableType") ?? "EXTERNAL_TABLE") !== "EXTERNAL_TABLE") {
      throw input.refuse("TableType", "It reads external tables: use EXTERNAL_TABLE.");
    }
    const storage = input.object("StorageDescriptor") ?? input.fail("StorageDescriptor", "an object");
    storage.only({
      runs: ["Columns", "Location", "SerdeInfo"],
      // Formats that do not go with the SerDe make Athena fail, and say nothing to DuckDB.
      noLocalEffect: [
        "InputFormat",
        "OutputFormat",
        "Compressed",
        "StoredAsSubDirectories",
        "Parameters",
        "NumberOfBuckets",
      ],
    });
    const [columns, partitionKeys] = [readColumns(storage, "Columns"), readColumns(input, "PartitionKeys")];
    const twice = [...columns, ...partitionKeys].find(
      ({ name }, index, all) => all.findIndex((column) => column.name === name) !== index,
    );
    if (twice !== undefined) storage.fail("Columns", `every column once; ${twice.name} is there twice`);
    return {
      path: resource.path,
      logicalId: resource.logicalId,
      databaseName: database,
      name: catalogName(table, glueTableName(resource), "TableInput"),
      description: input.optionalText("Description"),
      location: readLocation(storage, buckets),
      format: readFormat(input, storage),
      columns,
      partitionKeys,
    };
  });
}

function readLocation(storage: PropertyReader, buckets: readonly BucketModel[]): string {
  const location = storage.text("Location");
  const [, bucket] = /^s3:\/\/([^/]+)\/(?:.+\/)?$/.exec(location) ?? [];
  if (!buckets.some(({ name }) => name === bucket)) {
    storage.fail("Location", "s3://bucket/prefix/ with a bucket of this definition and a slash at the end");
  }
  return location;
}

function readFormat(input: PropertyReader, storage: PropertyReader): GlueTableModel["format"] {
  const serde = storage.object("SerdeInfo") ?? storage.fail("SerdeInfo", "an object");
  serde.only({ runs: ["SerializationLibrary", "Parameters"], noLocalEffect: ["Name"] });
  const library = serde.text("SerializationLibrary");
  const format = serializations[library];
  if (format === undefined) {
    throw serde.refuse(
      `SerializationLibrary ${library}`,
      `It reads CSV and Parquet: use one of ${Object.keys(serializations).join(", ")}.`,
    );
  }
  const parameters = input.textMap("Parameters");
  const projection = Object.keys(parameters).find((name) => name.startsWith("projection."));
  if (projection !== undefined) {
    throw input.refuse(
      `Parameters.${projection}`,
      "It finds partitions by the crawler: leave partition projection out.",
    );
  }
  if (format === "csv") {
    const dialect = serde.textMap("Parameters");
    const other = Object.entries({ separatorChar: ",", quoteChar: '"' }).find(
      ([name, expected]) => (dialect[name] ?? expected) !== expected,
    );
    if (other !== undefined) {
      throw serde.refuse(`Parameters.${other[0]} ${dialect[other[0]] ?? ""}`, `It reads CSV with ${other[1]} only.`);
    }
    if (parameters["skip.header.line.count"] !== "1") {
      throw input.refuse(
        `Parameters.skip.header.line.count ${parameters["skip.header.line.count"] ?? "(absent)"}`,
        'It reads CSV with one line of headers: set it to "1".',
      );
    }
  }
  return format;
}

function readColumns(reader: PropertyReader, property: string): readonly GlueColumnModel[] {
  return reader.objects(property).map((column) => {
    column.only({ runs: ["Name", "Type", "Comment"], noLocalEffect: ["Parameters"] });
    return {
      name: catalogName(column, column.text("Name"), "Name"),
      type: column.text("Type"),
      comment: column.optionalText("Comment"),
    };
  });
}

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
