import { Aws } from "aws-cdk-lib";
import { Policy, PolicyStatement, type IRole } from "aws-cdk-lib/aws-iam";
import type { CfnPrincipalPermissions } from "aws-cdk-lib/aws-lakeformation";
import type { Construct } from "constructs";
import { databaseArns, defaultDatabaseArn, tableArns } from "./catalog-arns.js";
import type { CatalogTable } from "./catalog.js";
import { createGrants, type Grant } from "./lake-formation.js";
import type { LakeResources } from "./resource.js";
import { resultKinds, resultPrefix } from "./result-places.js";
import type { LakeTable } from "./tables.js";
import { grantedColumns, lakeGroupNames, lakeGroups, type LakeGroup } from "./visibility.js";

/** Columns of a table that a group may select: each by name, or whatever the table has. */
export type ColumnGrant = { readonly columnWildcard: Record<string, never> } | { readonly columnNames: string[] };

/**
 * The grants of a group on a table. A group that sees all sees columns that come later, too. Any other is granted each
 * column by a grant of its own: CloudFormation changes a grant by granting the new list and then revoking the old one,
 * column by column, which would take away what both lists have.
 */
export function columnGrants(
  group: LakeGroup,
  table: LakeTable,
): { readonly id: string; readonly columns: ColumnGrant }[] {
  return lakeGroups[group] === "every column"
    ? [{ id: "all", columns: { columnWildcard: {} } }]
    : grantedColumns(group, table).map(({ name }) => ({ id: name, columns: { columnNames: [name] } }));
}

/** What Lake Formation lets a group's role do: see the database, select its columns. */
function lakeGrants(group: LakeGroup, role: IRole, { catalog }: LakeResources): Grant[] {
  const catalogId = Aws.ACCOUNT_ID;
  const databaseName = catalog.database.ref;
  return [
    {
      id: `${group}-database`,
      role,
      permissions: ["DESCRIBE"],
      resource: { database: { catalogId, name: databaseName } },
    },
    ...catalog.tables.flatMap(({ table, cfnTable }: CatalogTable) =>
      columnGrants(group, table).map(({ id, columns }) => ({
        id: `${group}-${table.name}-${id}`,
        role,
        permissions: ["SELECT"],
        resource: { tableWithColumns: { catalogId, databaseName, name: cfnTable.ref, ...columns } },
      })),
    ),
  ];
}

/**
 * What IAM lets a group's role do: ask Athena in its own two work groups, look into the catalog, and list, read and write
 * its own results. Those of another group are closed to it: they may show columns that it is not granted. The data itself
 * comes from Lake Formation: there is no leave for the folders of the tables.
 */
function queryStatements(scope: Construct, group: LakeGroup, lake: LakeResources): PolicyStatement[] {
  const { bucket, catalog } = lake;
  const workGroups = Object.values(lake.workGroups[group]);
  const results = resultKinds.map((kind) => `${resultPrefix(kind, group)}*`);
  const statements: [actions: string[], resources: string[]][] = [
    [
      [
        "athena:GetQueryExecution",
        "athena:GetQueryResults",
        "athena:GetWorkGroup",
        "athena:StartQueryExecution",
        "athena:StopQueryExecution",
      ],
      workGroups.map(({ arn }) => arn),
    ],
    [
      ["glue:GetDatabase", "glue:GetDatabases"],
      [...databaseArns(scope, catalog.database), defaultDatabaseArn(scope)],
    ],
    [
      ["glue:GetTable", "glue:GetTables", "glue:GetPartition", "glue:GetPartitions", "glue:BatchGetPartition"],
      tableArns(scope, catalog),
    ],
    // Has no resource of its own: which data these credentials open is Lake Formation's business.
    [["lakeformation:GetDataAccess"], ["*"]],
    // Uploads under way know no condition on prefixes: their list has keys, which say nothing of the data.
    [["s3:GetBucketLocation", "s3:ListBucketMultipartUploads"], [bucket.bucketArn]],
    [
      ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
      results.map((objects) => bucket.arnForObjects(objects)),
    ],
  ];
  return [
    ...statements.map(([actions, resources]) => new PolicyStatement({ actions, resources })),
    new PolicyStatement({
      actions: ["s3:ListBucket"],
      resources: [bucket.bucketArn],
      conditions: { StringLike: { "s3:prefix": results } },
    }),
  ];
}

/** Lets the roles of the groups into the lake, each as far as `visibility.ts` says. */
export function createGroupGrants(
  scope: Construct,
  lake: LakeResources,
  roleOf: (group: LakeGroup) => IRole,
): readonly CfnPrincipalPermissions[] {
  for (const group of lakeGroupNames) {
    new Policy(scope, `LakeReaders-${group}`, {
      roles: [roleOf(group)],
      statements: queryStatements(scope, group, lake),
    });
  }
  return createGrants(
    scope,
    lakeGroupNames.flatMap((group) => lakeGrants(group, roleOf(group), lake)),
  );
}
