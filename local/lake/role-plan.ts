import { createHash } from "node:crypto";
import type { ObjectStore } from "../s3/object-store.js";
import type { StoredObject } from "../s3/stored-object.js";
import type { GlueColumnModel } from "../synth/backend-model.js";
import type { Catalog, CatalogTable, LakeFormat } from "./catalog.js";
import type { LakePermissions } from "./lake-permissions.js";
import { isData } from "./partition-path.js";

/** Objects that are read alike: those of a partition, or of a table without partition keys. */
export interface SourceGroup {
  /** One for each partition key. */
  readonly values: readonly (string | null)[];
  readonly format: LakeFormat;
  /** In key order; none is empty. */
  readonly objects: readonly StoredObject[];
}

/** A table as a role reads it. */
export interface TablePlan {
  readonly table: CatalogTable;
  /** Columns that the role may read, at least one. */
  readonly columns: readonly GlueColumnModel[];
  readonly groups: readonly SourceGroup[];
}

/** What a role's database holds at the moment. */
export interface RolePlan {
  /** Hex; equal for equal content, also for two roles. */
  readonly fingerprint: string;
  /** Equal where the same columns of the same tables are seen, whatever their rows are. */
  readonly shape: string;
  readonly tables: readonly TablePlan[];
}

/** Changes when databases are built in another way: files of former versions are then built anew. */
const BUILD_VERSION = 1;

/**
 * Plans the database of a role: its columns from the grants, its objects from the bucket as it is now. New objects of
 * known partitions belong to it, folders that no crawl has seen do not, as on Athena. Undefined for roles that may
 * read nothing.
 */
export function planRole(
  roleArn: string,
  source: {
    readonly catalog: Catalog;
    readonly permissions: LakePermissions;
    readonly objects: Pick<ObjectStore, "list">;
  },
): RolePlan | undefined {
  const tables = source.catalog.tables().flatMap((table): TablePlan[] => {
    const columns = source.permissions.readable(roleArn, table);
    return columns.length === 0 ? [] : [{ table, columns, groups: groupsOf(table, source.objects) }];
  });
  return tables.length === 0 ? undefined : { fingerprint: fingerprintOf(tables), shape: shapeOf(tables), tables };
}

function groupsOf(table: CatalogTable, objects: Pick<ObjectStore, "list">): readonly SourceGroup[] {
  const { location, model } = table;
  const group = (prefix: string, values: readonly (string | null)[], format: LakeFormat): SourceGroup[] => {
    const found = objects.list(location.bucket, prefix).filter(isData);
    return found.length === 0 ? [] : [{ values, format, objects: found }];
  };
  if (model.partitionKeys.length === 0) return group(location.prefix, [], table.format ?? model.format);
  return table.partitions.flatMap(({ prefix, values, format }) => group(prefix, values, format));
}

function shapeOf(tables: readonly TablePlan[]): string {
  return JSON.stringify(
    tables.map(({ table, columns }) => [table.databaseName, table.name, columns.map(({ name, type }) => [name, type])]),
  );
}

function fingerprintOf(tables: readonly TablePlan[]): string {
  const hash = createHash("sha256").update(`${BUILD_VERSION}`);
  const add = (value: unknown): void => {
    hash.update(`${JSON.stringify(value)}\n`);
  };
  for (const { table, columns, groups } of tables) {
    add([table.databaseName, table.name, columns.map(({ name, type }) => [name, type])]);
    // The place of a cell in a CSV row: among all columns of the table.
    add(table.dataColumns.map(({ name }) => name));
    for (const { values, format, objects } of groups) {
      add([values, format]);
      for (const { key, etag, size } of objects) hash.update(`${key}\0${etag}\0${size}\n`);
    }
  }
  return hash.digest("hex");
}

/** Bytes of a table's objects: what Athena would read of them. */
export function bytesOf({ groups }: TablePlan): number {
  return groups.reduce((sum, { objects }) => sum + objects.reduce((bytes, { size }) => bytes + size, 0), 0);
}
