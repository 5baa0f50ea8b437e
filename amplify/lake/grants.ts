import { Aws } from "aws-cdk-lib";
import { Policy, PolicyStatement, type IRole } from "aws-cdk-lib/aws-iam";
import type { CfnPrincipalPermissions } from "aws-cdk-lib/aws-lakeformation";
import type { Construct } from "constructs";
import { resultPrefixes } from "./bucket.js";
import { databaseArns, defaultDatabaseArn, tableArns } from "./catalog-arns.js";
import type { CatalogTable } from "./catalog.js";
import { createGrants, type Grant } from "./lake-formation.js";
import type { LakeResources } from "./resource.js";
import type { LakeTable } from "./tables.js";
import { grantedColumns, lakeGroups, type LakeGroup } from "./visibility.js";

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
 * What IAM lets a group's role do: ask Athena in the two work groups, look into the catalog, and read and write results.
 * The data itself comes from Lake Formation: there is no leave for the folders of the tables.
 */
function queryStatements(scope: Construct, lake: LakeResources): PolicyStatement[] {
  const { bucket, catalog, workGroups } = lake;
  const results = Object.values(resultPrefixes).map((prefix) => bucket.arnForObjects(`${prefix}*`));
  const statements: [actions: string[], resources: string[]][] = [
    [
      [
        "athena:GetQueryExecution",
        "athena:GetQueryResults",
        "athena:GetWorkGroup",
        "athena:StartQueryExecution",
        "athena:StopQueryExecution",
      ],
      [workGroups.queries.arn, workGroups.exports.arn],
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
    [["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], [bucket.bucketArn]],
    [["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"], results],
  ];
  return statements.map(([actions, resources]) => new PolicyStatement({ actions, resources }));
}

/** Lets the roles of the groups into the lake, each as far as `visibility.ts` says. */
export function createGroupGrants(
  scope: Construct,
  lake: LakeResources,
  roleOf: (group: LakeGroup) => IRole,
): readonly CfnPrincipalPermissions[] {
  const groups = Object.keys(lakeGroups) as LakeGroup[];
  new Policy(scope, "LakeReaders", {
    roles: groups.map(roleOf),
    statements: queryStatements(scope, lake),
  });
  return createGrants(
    scope,
    groups.flatMap((group) => lakeGrants(group, roleOf(group), lake)),
  );
}
