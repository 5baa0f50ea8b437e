import type { BucketModel, GlueColumnModel, GlueDatabaseModel, GlueTableModel } from "./backend-model.js";
import { databaseName, glueTableName } from "./physical-lake-resource.js";
import { PropertyReader } from "./property-reader.js";
import { accountId } from "./pseudo-parameters.js";
import type { ResourcesByType } from "./read-graphql-api.js";

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
