import { Aws, CfnDeletionPolicy, DefaultStackSynthesizer, Fn, Stack, type CfnResource } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal, type IRole } from "aws-cdk-lib/aws-iam";
import {
  CfnDataLakeSettings,
  CfnPrincipalPermissions,
  CfnResource as CfnLocation,
} from "aws-cdk-lib/aws-lakeformation";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Catalog } from "./catalog.js";

/**
 * Administrators of the account's Lake Formation beside the role that deploys: ARNs of users and roles. Settings of Lake
 * Formation are one for account and region, and a deployment replaces them: whoever is missing here is none afterwards.
 */
const otherAdministrators: readonly string[] = [];

/** Sets dependencies so that each resource is made after the one before: Lake Formation refuses changes at the same time. */
export function oneAfterAnother(resources: readonly CfnResource[]): void {
  resources.slice(1).forEach((resource, index) => {
    const before = resources[index];
    if (before !== undefined) {
      resource.addResourceDependency(before);
    }
  });
}

/** The role that CloudFormation deploys with, as the CDK's bootstrapping made it. */
function deployingRole(scope: Construct): string {
  const stack = Stack.of(scope);
  const { synthesizer } = stack.nestedStackParent ?? stack;
  if (!(synthesizer instanceof DefaultStackSynthesizer)) {
    throw new Error("Expected the root stack to be deployed with the CDK's bootstrap roles, got another synthesizer.");
  }
  return Fn.sub(synthesizer.cloudFormationExecutionRoleArn);
}

/**
 * Turns off "use only IAM access control" for what is made from now on, so that IAMAllowedPrincipals gets nothing, and
 * makes the deploying role an administrator, without which it could not grant. REPLACE, because APPEND adds to lists and
 * can take nothing out of them. Stays when the stack goes: databases of others would fall back to IAM.
 */
export function createSettings(scope: Construct): CfnDataLakeSettings {
  const settings = new CfnDataLakeSettings(scope, "Settings", {
    admins: [deployingRole(scope), ...otherAdministrators].map((dataLakePrincipalIdentifier) => ({
      dataLakePrincipalIdentifier,
    })),
    createDatabaseDefaultPermissions: [],
    createTableDefaultPermissions: [],
    mutationType: "REPLACE",
  });
  // As overrides: Amplify sets everything in a sandbox to be deleted.
  settings.addOverride("DeletionPolicy", CfnDeletionPolicy.RETAIN);
  settings.addOverride("UpdateReplacePolicy", CfnDeletionPolicy.RETAIN);
  return settings;
}

/** Puts the folders of the tables under Lake Formation: who has no grant reads nothing there through Athena or Glue. */
export function registerLocations(scope: Construct, bucket: Bucket, { tables }: Catalog): readonly CfnLocation[] {
  const role = new Role(scope, "LocationRole", {
    assumedBy: new ServicePrincipal("lakeformation.amazonaws.com"),
    description: "Lets Lake Formation read the tables of the data lake for those who have a grant",
  });
  const prefixes = tables.map(({ table }) => table.prefix);
  role.addToPolicy(
    new PolicyStatement({
      actions: ["s3:GetObject"],
      resources: prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
    }),
  );
  role.addToPolicy(new PolicyStatement({ actions: ["s3:ListBucket"], resources: [bucket.bucketArn] }));
  return tables.map(
    ({ table }) =>
      new CfnLocation(scope, `Location-${table.name}`, {
        resourceArn: bucket.arnForObjects(table.prefix.replace(/\/$/, "")),
        roleArn: role.roleArn,
        useServiceLinkedRole: false,
        hybridAccessEnabled: false,
      }),
  );
}

/** What a grant is on, and to whom. */
export interface Grant {
  readonly id: string;
  readonly role: IRole;
  readonly permissions: readonly string[];
  readonly resource: CfnPrincipalPermissions.ResourceProperty;
}

/** Grants, one after another. */
export function createGrants(scope: Construct, grants: readonly Grant[]): readonly CfnPrincipalPermissions[] {
  const made = grants.map(
    ({ id, role, permissions, resource }) =>
      new CfnPrincipalPermissions(scope, id, {
        catalog: Aws.ACCOUNT_ID,
        principal: { dataLakePrincipalIdentifier: role.roleArn },
        resource,
        permissions: [...permissions],
        permissionsWithGrantOption: [],
      }),
  );
  oneAfterAnother(made);
  return made;
}

/** What the crawler needs to read all of the tables and to write partitions and columns to the catalog. */
export function crawlerGrants(role: IRole, catalog: Catalog, locations: readonly CfnLocation[]): Grant[] {
  const catalogId = Aws.ACCOUNT_ID;
  const databaseName = catalog.database.ref;
  return [
    {
      id: "CrawlerGrant-database",
      role,
      permissions: ["DESCRIBE"],
      resource: { database: { catalogId, name: databaseName } },
    },
    ...catalog.tables.map(({ table, cfnTable }) => ({
      id: `CrawlerGrant-${table.name}`,
      role,
      permissions: ["ALTER", "DESCRIBE", "INSERT", "SELECT"],
      resource: { table: { catalogId, databaseName, name: cfnTable.ref } },
    })),
    ...locations.map(({ node, resourceArn }) => ({
      id: `Crawler${node.id}`,
      role,
      permissions: ["DATA_LOCATION_ACCESS"],
      resource: { dataLocation: { catalogId, resourceArn } },
    })),
  ];
}
