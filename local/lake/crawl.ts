import type { DuckDBConnection } from "@duckdb/node-api";
import type { StoredObject } from "../s3/stored-object.js";
import type { GlueColumnModel } from "../synth/backend-model.js";
import type { CatalogPartition, CatalogTable, LakeFormat, TableFindings } from "./catalog.js";
import { readObjectShape, UnreadableObjectError, type ObjectShape } from "./object-shape.js";
import { isData, partitionPath } from "./partition-path.js";
import { s3Uri } from "./s3-location.js";

/** What a crawl of one table found. */
export interface TableCrawl {
  readonly findings: TableFindings;
  /** Whether the table itself changed: columns, format. */
  readonly updatesTable: boolean;
  readonly partitionsCreated: number;
  readonly partitionsUpdated: number;
  readonly partitionsDeleted: number;
  /** Objects that fit nothing, and why. For people; hold no content of objects. */
  readonly warnings: readonly string[];
}

/** Shapes of objects by their file, which never changes: a later crawl reads only what is new. */
export type KnownShapes = Map<string, ObjectShape | UnreadableObjectError>;

/** Where a crawl reads. */
export interface CrawlSource {
  /** All objects below the table's location, in key order. */
  readonly objects: readonly StoredObject[];
  readonly connection: DuckDBConnection;
  readonly known: KnownShapes;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly signal: AbortSignal;
}

/**
 * Crawls a table: partitions are the folders that hold objects, each in the format of its first object; columns that
 * objects have beyond the table's go to its end. What fits nothing is left out and named.
 *
 * @throws the signal's reason when the crawl is stopped
 */
export async function crawlTable(table: CatalogTable, source: CrawlSource): Promise<TableCrawl> {
  const { partitionKeys } = table.model;
  const warnings: string[] = [];
  const partitions = new Map<string, CatalogPartition>();
  const found = new Map<string, GlueColumnModel>();
  let format: LakeFormat | undefined;

  for (const object of source.objects.filter(isData)) {
    source.signal.throwIfAborted();
    const place = partitionPath(object.key, table.location.prefix, partitionKeys);
    if (place === undefined) {
      const expected = partitionKeys.map(({ name, type }) => `${name}=<${type}>/`).join("");
      warnings.push(
        `${s3Uri(object)} lies in no partition of ${table.name}; expected ${table.model.location}${expected}`,
      );
      continue;
    }
    const shape = await shapeOf(object, source);
    if (shape instanceof UnreadableObjectError) {
      warnings.push(`${s3Uri(object)} ${shape.message}`);
      continue;
    }
    const former = partitionKeys.length === 0 ? format : partitions.get(place.prefix)?.format;
    if (former !== undefined && former !== shape.format) {
      warnings.push(`${s3Uri(object)} is ${shape.format}, but objects before it are ${former}; queries will fail`);
      continue;
    }
    format ??= shape.format;
    if (!partitions.has(place.prefix)) {
      const known = table.partitions.find(({ prefix }) => prefix === place.prefix);
      partitions.set(place.prefix, { ...place, format: shape.format, createdAt: known?.createdAt ?? source.now });
    }
    warnings.push(...takeColumns(table, object, shape, found));
  }
  return compare(
    table,
    {
      columns: mergedColumns(table, found),
      format: partitionKeys.length > 0 || format === table.model.format ? undefined : format,
      partitions: partitionKeys.length === 0 ? [] : [...partitions.values()],
    },
    warnings,
  );
}

async function shapeOf(object: StoredObject, source: CrawlSource): Promise<ObjectShape | UnreadableObjectError> {
  const known = source.known.get(object.file);
  if (known !== undefined) return known;
  try {
    const shape = await readObjectShape(object, source.connection);
    source.known.set(object.file, shape);
    return shape;
  } catch (error) {
    if (!(error instanceof UnreadableObjectError)) throw error;
    source.known.set(object.file, error);
    return error;
  }
}

/** Adds the columns that a table lacks to `found`. @returns what is odd about the object's columns */
function takeColumns(
  table: CatalogTable,
  object: StoredObject,
  shape: ObjectShape,
  found: Map<string, GlueColumnModel>,
): string[] {
  const names = new Set(table.allColumns.map(({ name }) => name));
  const warnings: string[] = [];
  const known = shape.columns.filter(({ name }) => names.has(name));
  // Cells of a data row must never become names of columns.
  if (shape.format === "csv" && known.length * 2 < Math.min(shape.columns.length, table.model.columns.length)) {
    return [`${s3Uri(object)} has no header with the columns of ${table.name}; its first line is passed over`];
  }
  for (const name of shape.skipped) {
    warnings.push(`${s3Uri(object)}: column ${name} has a type that the sandbox does not keep; it is left out`);
  }
  if (shape.format === "csv" && !standsInOrder(table, shape)) {
    warnings.push(`${s3Uri(object)}: its columns are not in the order of ${table.name}; Athena goes by position`);
  }
  for (const column of shape.columns) {
    if (column.name !== "" && !names.has(column.name) && !found.has(column.name)) found.set(column.name, column);
  }
  return warnings;
}

function standsInOrder(table: CatalogTable, shape: ObjectShape): boolean {
  return table.model.columns.every(({ name }, index) => {
    const position = shape.columns.findIndex((column) => column.name === name);
    return position === -1 ? index >= shape.columns.length : position === index;
  });
}

/** Columns stay where they are, also when the objects that brought them are gone: rows of others may still name them. */
function mergedColumns(table: CatalogTable, found: ReadonlyMap<string, GlueColumnModel>): readonly GlueColumnModel[] {
  return [...table.columns, ...found.values()];
}

function compare(table: CatalogTable, findings: TableFindings, warnings: readonly string[]): TableCrawl {
  const before = new Map(table.partitions.map((partition) => [partition.prefix, partition]));
  const after = new Map(findings.partitions.map((partition) => [partition.prefix, partition]));
  const created = [...after.keys()].filter((prefix) => !before.has(prefix));
  const updated = [...after.values()].filter(({ prefix, format }) => (before.get(prefix)?.format ?? format) !== format);
  const deleted = [...before.keys()].filter((prefix) => !after.has(prefix));
  return {
    findings,
    updatesTable: findings.columns.length !== table.columns.length || findings.format !== table.format,
    partitionsCreated: created.length,
    partitionsUpdated: updated.length,
    partitionsDeleted: deleted.length,
    warnings,
  };
}
