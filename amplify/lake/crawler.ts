import { Arn, ArnFormat, Stack } from "aws-cdk-lib";
import { CfnClassifier, CfnCrawler } from "aws-cdk-lib/aws-glue";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { Catalog } from "./catalog.js";
import { tableArns } from "./catalog-arns.js";

/** Finds partitions and columns that came with new objects. */
export interface LakeCrawler {
  readonly crawler: CfnCrawler;
  readonly arn: string;
  readonly role: Role;
}

/**
 * New columns are added at the end, nothing is renamed or dropped. A partition keeps the format that the crawler finds
 * in it, so that a folder of Parquet can lie among folders of CSV
 * (https://docs.aws.amazon.com/glue/latest/dg/crawler-configuration.html).
 */
const configuration = {
  Version: 1.0,
  CrawlerOutput: { Tables: { AddOrUpdateBehavior: "MergeNewColumns" } },
  Grouping: { TableGroupingPolicy: "CombineCompatibleSchemas" },
};

function logGroupArn(scope: Construct): string {
  const logs = { service: "logs", resource: "log-group", arnFormat: ArnFormat.COLON_RESOURCE_NAME };
  return Arn.format({ ...logs, resourceName: "/aws-glue/crawlers:*" }, Stack.of(scope));
}

/**
 * A crawler over the tables of the catalog. It makes no table of its own and has no schedule: `start-crawler` starts it.
 * It reads the objects as Lake Formation lets it, with no leave of its own in S3.
 */
export function createCrawler(scope: Construct, name: string, catalog: Catalog): LakeCrawler {
  const { database, tables } = catalog;
  // The built-in classifier takes a file of nothing but texts to have no header.
  const classifier = new CfnClassifier(scope, "CsvClassifier", {
    csvClassifier: {
      name: `${name}-csv`,
      delimiter: ",",
      quoteSymbol: '"',
      containsHeader: "PRESENT",
      allowSingleColumn: false,
      disableValueTrimming: true,
    },
  });
  const role = new Role(scope, "CrawlerRole", {
    assumedBy: new ServicePrincipal("glue.amazonaws.com"),
    description: "Lets the crawler of the data lake add partitions and columns to its tables",
  });
  role.addToPolicy(
    new PolicyStatement({
      actions: [
        "glue:GetDatabase",
        "glue:GetTable",
        "glue:GetTables",
        "glue:UpdateTable",
        "glue:GetPartition",
        "glue:GetPartitions",
        "glue:BatchGetPartition",
        "glue:CreatePartition",
        "glue:BatchCreatePartition",
        "glue:UpdatePartition",
        "glue:BatchUpdatePartition",
      ],
      resources: tableArns(scope, catalog),
    }),
  );
  // Has no resource of its own: which data these credentials open is Lake Formation's business.
  role.addToPolicy(new PolicyStatement({ actions: ["lakeformation:GetDataAccess"], resources: ["*"] }));
  role.addToPolicy(
    new PolicyStatement({
      actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [logGroupArn(scope)],
    }),
  );
  const crawler = new CfnCrawler(scope, "Crawler", {
    name,
    description: "Adds new partitions and columns to the tables of the data lake",
    role: role.roleArn,
    databaseName: database.ref,
    targets: { catalogTargets: [{ databaseName: database.ref, tables: tables.map(({ cfnTable }) => cfnTable.ref) }] },
    classifiers: [classifier.ref],
    configuration: JSON.stringify(configuration),
    // Crawlers over tables of the catalog may only log what has gone.
    schemaChangePolicy: { updateBehavior: "UPDATE_IN_DATABASE", deleteBehavior: "LOG" },
    recrawlPolicy: { recrawlBehavior: "CRAWL_EVERYTHING" },
    lakeFormationConfiguration: { useLakeFormationCredentials: true },
  });
  const arn = Arn.format({ service: "glue", resource: "crawler", resourceName: crawler.ref }, Stack.of(scope));
  return { crawler, arn, role };
}
