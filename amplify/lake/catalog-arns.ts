import { Arn, ArnFormat, Stack } from "aws-cdk-lib";
import type { CfnDatabase } from "aws-cdk-lib/aws-glue";
import type { IConstruct } from "constructs";
import type { Catalog } from "./catalog.js";

function glueArn(scope: IConstruct, resource: string, resourceName: string): string {
  return Arn.format({ service: "glue", resource, resourceName }, Stack.of(scope));
}

function catalogArn(scope: IConstruct): string {
  return Arn.format({ service: "glue", resource: "catalog", arnFormat: ArnFormat.NO_RESOURCE_NAME }, Stack.of(scope));
}

/** A database as IAM names it: the catalog and itself (https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html). */
export function databaseArns(scope: IConstruct, database: CfnDatabase): string[] {
  return [catalogArn(scope), glueArn(scope, "database", database.ref)];
}

/** The tables of a catalog as IAM names them: Glue wants the catalog and the database allowed along with each. */
export function tableArns(scope: IConstruct, { database, tables }: Catalog): string[] {
  return [
    ...databaseArns(scope, database),
    ...tables.map(({ cfnTable }) => glueArn(scope, "table", `${database.ref}/${cfnTable.ref}`)),
  ];
}

/** The database `default`, which Athena looks at before any other (https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html). */
export function defaultDatabaseArn(scope: IConstruct): string {
  return glueArn(scope, "database", "default");
}
