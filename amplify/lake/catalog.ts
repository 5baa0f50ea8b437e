import { Aws } from "aws-cdk-lib";
import { CfnDatabase, CfnTable } from "aws-cdk-lib/aws-glue";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { storageFormats } from "./storage-format.js";
import type { LakeColumn, LakeTable } from "./tables.js";

/** A table of the lake as it stands in the Glue catalog. */
export interface CatalogTable {
  readonly table: LakeTable;
  readonly cfnTable: CfnTable;
}

/** Glue's side of the lake. */
export interface Catalog {
  readonly database: CfnDatabase;
  readonly tables: readonly CatalogTable[];
}

function catalogColumns(columns: readonly LakeColumn[]): CfnTable.ColumnProperty[] {
  return columns.map(({ name, type, description }) => ({ name, type, comment: description }));
}

/**
 * Database and tables as `tables` declares them. Columns and partitions that the crawler finds later are added to them
 * in the catalog; a deployment that changes a table here sets it back to what is declared, until the next crawl.
 */
export function createCatalog(
  scope: Construct,
  options: { readonly databaseName: string; readonly bucket: Bucket; readonly tables: readonly LakeTable[] },
): Catalog {
  const { bucket } = options;
  const database = new CfnDatabase(scope, "Database", {
    catalogId: Aws.ACCOUNT_ID,
    databaseName: options.databaseName,
    databaseInput: {
      name: options.databaseName,
      description: "Companies and their owners",
      // What IAM allows is not enough for a table of this database, whatever the account's settings say.
      createTableDefaultPermissions: [],
    },
  });
  const tables = options.tables.map((table): CatalogTable => {
    const format = storageFormats[table.format];
    const cfnTable = new CfnTable(scope, `Table-${table.name}`, {
      catalogId: Aws.ACCOUNT_ID,
      databaseName: database.ref,
      tableInput: {
        name: table.name,
        description: table.description,
        tableType: "EXTERNAL_TABLE",
        parameters: { EXTERNAL: "TRUE", ...format.parameters },
        partitionKeys: catalogColumns(table.partitionKeys),
        storageDescriptor: {
          location: bucket.s3UrlForObject(table.prefix),
          columns: catalogColumns(table.columns),
          compressed: false,
          ...format.descriptor,
        },
      },
    });
    return { table, cfnTable };
  });
  return { database, tables };
}
