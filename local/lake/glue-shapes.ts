import type { CrawlerModel, GlueColumnModel, GlueDatabaseModel } from "../synth/backend-model.js";
import { epochSeconds } from "./aws-time.js";
import type { Catalog, CatalogPartition, CatalogTable, LakeFormat } from "./catalog.js";
import type { Crawlers } from "./crawlers.js";

/** How Hive reads a format; what a Glue table says of it. */
const storage: Readonly<Record<LakeFormat, object>> = {
  csv: {
    InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
    OutputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    SerdeInfo: {
      SerializationLibrary: "org.apache.hadoop.hive.serde2.OpenCSVSerde",
      Parameters: { separatorChar: ",", quoteChar: '"' },
    },
  },
  parquet: {
    InputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    OutputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
    SerdeInfo: {
      SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
      Parameters: { "serialization.format": "1" },
    },
  },
};

const parameters: Readonly<Record<LakeFormat, Readonly<Record<string, string>>>> = {
  csv: { classification: "csv", "skip.header.line.count": "1" },
  parquet: { classification: "parquet" },
};

function columnShape({ name, type, comment }: GlueColumnModel): object {
  return { Name: name, Type: type, ...(comment === undefined ? {} : { Comment: comment }) };
}

/** A Glue `Database`. */
export function databaseShape(database: GlueDatabaseModel, catalog: Catalog, accountId: string): object {
  return {
    Name: database.name,
    ...(database.description === undefined ? {} : { Description: database.description }),
    CreateTime: epochSeconds(catalog.createdAt),
    CatalogId: accountId,
  };
}

/** Whether the given columns have every partition key: partitions are its values, in places that are named after them. */
export function showsPartitions({ model }: CatalogTable, columns: readonly GlueColumnModel[]): boolean {
  const shown = new Set(columns.map(({ name }) => name));
  return model.partitionKeys.every(({ name }) => shown.has(name));
}

/** A Glue `Table` with no other columns than the given. */
export function tableShape(
  table: CatalogTable,
  columns: readonly GlueColumnModel[],
  context: { readonly catalog: Catalog; readonly accountId: string; readonly isRegistered: boolean },
): object {
  const { model, partitions } = table;
  const shown = new Set(columns.map(({ name }) => name));
  const format = table.format ?? model.format;
  return {
    Name: model.name,
    DatabaseName: model.databaseName,
    ...(model.description === undefined ? {} : { Description: model.description }),
    CreateTime: epochSeconds(context.catalog.createdAt),
    UpdateTime: epochSeconds(table.updatedAt ?? context.catalog.createdAt),
    Retention: 0,
    StorageDescriptor: {
      Columns: table.dataColumns.filter(({ name }) => shown.has(name)).map(columnShape),
      Location: model.location,
      Compressed: false,
      ...storage[format],
    },
    PartitionKeys: model.partitionKeys.filter(({ name }) => shown.has(name)).map(columnShape),
    TableType: "EXTERNAL_TABLE",
    Parameters: {
      EXTERNAL: "TRUE",
      ...parameters[format],
      ...(showsPartitions(table, columns) ? { partitions: String(partitions.length) } : {}),
    },
    IsRegisteredWithLakeFormation: context.isRegistered,
    CatalogId: context.accountId,
    VersionId: table.updatedAt === undefined ? "0" : "1",
  };
}

/** A Glue `Partition` with no other columns than the given. */
export function partitionShape(
  table: CatalogTable,
  partition: CatalogPartition,
  columns: readonly GlueColumnModel[],
  accountId: string,
): object {
  const shown = new Set(columns.map(({ name }) => name));
  return {
    Values: partition.values.map((value) => value ?? "__HIVE_DEFAULT_PARTITION__"),
    DatabaseName: table.databaseName,
    TableName: table.name,
    CreationTime: epochSeconds(partition.createdAt),
    StorageDescriptor: {
      Columns: table.dataColumns.filter(({ name }) => shown.has(name)).map(columnShape),
      Location: `s3://${table.location.bucket}/${partition.prefix}`,
      ...storage[partition.format],
    },
    Parameters: parameters[partition.format],
    CatalogId: accountId,
  };
}

/** A Glue `Crawler`. */
export function crawlerShape(crawler: CrawlerModel, crawlers: Crawlers, catalog: Catalog): object {
  const last = catalog.lastCrawl(crawler.name);
  const lastCrawl =
    last === undefined
      ? undefined
      : {
          Status: last.status,
          ...(last.errorMessage === undefined ? {} : { ErrorMessage: last.errorMessage }),
          LogGroup: "/aws-glue/crawlers",
          LogStream: crawler.name,
          StartTime: epochSeconds(last.startedAt),
        };
  return {
    Name: crawler.name,
    Role: crawler.roleArn,
    Targets: { CatalogTargets: [{ DatabaseName: crawler.databaseName, Tables: crawler.tableNames }] },
    DatabaseName: crawler.databaseName,
    State: crawlers.state(crawler),
    CrawlElapsedTime: crawlers.elapsed(crawler),
    CreationTime: epochSeconds(catalog.createdAt),
    ...(lastCrawl === undefined ? {} : { LastCrawl: lastCrawl }),
  };
}
