import type { BucketModel, LakeModel, RoleModel } from "./backend-model.js";
import { readCrawlers } from "./read-crawlers.js";
import { readDatabases, readGlueTables } from "./read-glue.js";
import type { ResourcesByType } from "./read-graphql-api.js";
import { checkGrantsDecide, readGrants, readRegisteredLocations } from "./read-lake-formation.js";
import { readWorkGroups } from "./read-work-groups.js";

/** What the lake's resources may point at. */
export interface LakeSurroundings {
  readonly buckets: readonly BucketModel[];
  readonly roles: readonly RoleModel[];
}

/**
 * Catalog, grants and work groups.
 * @throws SynthError for what the sandbox cannot run, and for lakes that the grants do not protect
 */
export function readLake(ofType: ResourcesByType, { buckets, roles }: LakeSurroundings): LakeModel {
  const databases = readDatabases(ofType);
  const tables = readGlueTables(ofType, databases, buckets);
  const registeredLocations = readRegisteredLocations(ofType);
  checkGrantsDecide(ofType, tables, registeredLocations);
  return {
    databases,
    tables,
    crawlers: readCrawlers(ofType, tables, roles),
    registeredLocations,
    grants: readGrants(ofType, { databases, tables, roles }),
    workGroups: readWorkGroups(ofType, buckets),
  };
}
