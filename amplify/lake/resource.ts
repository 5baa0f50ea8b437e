import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment.js";
import { createLakeBucket } from "./bucket.js";
import { createCatalog, type Catalog } from "./catalog.js";
import { createCrawler, type LakeCrawler } from "./crawler.js";
import { crawlerGrants, createGrants, createSettings, oneAfterAnother, registerLocations } from "./lake-formation.js";
import { equipStartCrawler, equipWatchExport, type LakeFunction } from "./lake-functions.js";
import { lakeTables } from "./tables.js";
import { createTriggers, type Triggers } from "./triggers.js";
import { createWorkGroups, type WorkGroups } from "./work-groups.js";

/** What other stacks need of the lake. */
export interface LakeResources {
  readonly bucket: Bucket;
  readonly catalog: Catalog;
  readonly crawler: LakeCrawler;
  readonly workGroups: WorkGroups;
  readonly triggers: Triggers;
}

/**
 * The data lake: bucket, catalog, crawler, work groups, what Lake Formation is told of them, and the rules that keep the
 * catalog up to date. Who else may read is said in `grants.ts`, in a stack of its own: it needs the groups' roles.
 */
export function createLake(
  scope: Construct,
  deployment: Deployment,
  functions: { readonly startCrawler: LakeFunction; readonly watchExport: LakeFunction },
): LakeResources {
  const settings = createSettings(scope);
  const bucket = createLakeBucket(scope, !deployment.isSandbox);
  const databaseName = `lake_${deployment.identifier}`;
  const catalog = createCatalog(scope, { databaseName, bucket, tables: lakeTables });
  const crawler = createCrawler(scope, `lake-${deployment.name}`, catalog);
  const locations = registerLocations(scope, bucket, catalog);
  const [firstGrant] = createGrants(scope, crawlerGrants(crawler.role, catalog, locations));
  // What is made before the settings are in force would still be granted to IAMAllowedPrincipals.
  oneAfterAnother([
    settings,
    catalog.database,
    ...catalog.tables.map(({ cfnTable }) => cfnTable),
    ...locations,
    ...(firstGrant === undefined ? [] : [firstGrant]),
  ]);

  const workGroups = createWorkGroups(scope, bucket, deployment.name);
  const lake = { bucket, catalog, crawler, workGroups };
  equipStartCrawler(functions.startCrawler, lake);
  equipWatchExport(functions.watchExport, lake);
  const triggers = createTriggers(scope, {
    bucket,
    tables: lakeTables,
    crawlerName: crawler.crawler.ref,
    exportWorkGroups: Object.values(workGroups).map(({ exports }) => exports.name),
    ...functions,
  });
  return { ...lake, triggers };
}
