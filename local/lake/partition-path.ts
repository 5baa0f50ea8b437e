import type { GlueColumnModel } from "../synth/backend-model.js";
import { hiveType } from "./hive-type.js";

/** Hive's name for a partition whose key is null. */
const nullPartition = "__HIVE_DEFAULT_PARTITION__";

/** Where an object of a partitioned table lies. */
export interface PartitionPath {
  /** One for each partition key, in their order; null: Hive's default partition. */
  readonly values: readonly (string | null)[];
  /** Key prefix of the partition, with the slash at its end. */
  readonly prefix: string;
}

/**
 * The partition that a key lies in: below the table's prefix one folder `name=value` for each partition key, in their
 * order, then anything (https://docs.aws.amazon.com/athena/latest/ug/partitions.html). Undefined where the folders are
 * others, or where a value is none of the key's type. Values are URL-encoded, as Hive writes them.
 */
export function partitionPath(
  key: string,
  tablePrefix: string,
  partitionKeys: readonly GlueColumnModel[],
): PartitionPath | undefined {
  const segments = key.slice(tablePrefix.length).split("/");
  if (segments.length <= partitionKeys.length) return undefined;
  const values: (string | null)[] = [];
  for (const [index, { name, type }] of partitionKeys.entries()) {
    const value = valueOf(segments[index] ?? "", name);
    if (value === undefined || !fits(value, type)) return undefined;
    values.push(value);
  }
  const folders = segments.slice(0, partitionKeys.length);
  return { values, prefix: `${tablePrefix}${folders.map((folder) => `${folder}/`).join("")}` };
}

function valueOf(segment: string, name: string): string | null | undefined {
  const equals = segment.indexOf("=");
  if (equals <= 0 || segment.slice(0, equals).toLowerCase() !== name) return undefined;
  const value = segment.slice(equals + 1);
  if (value === nullPartition) return null;
  if (value === "") return undefined;
  try {
    return decodeURIComponent(value);
  } catch (error) {
    // A lone percent sign is no code: Hive takes such a value as it is.
    if (error instanceof URIError) return value;
    throw error;
  }
}

function fits(value: string | null, type: string): boolean {
  if (value === null) return true;
  const cell = hiveType(type)?.cell;
  return cell === undefined || (cell !== null && new RegExp(`^(?:${cell.replace("(?i)", "")})$`, "i").test(value));
}

/**
 * Whether a key is data of a table: Athena passes over folders, empty objects and what begins with `_` or `.`
 * (https://docs.aws.amazon.com/athena/latest/ug/tables-location-format.html).
 */
export function isData({ key, size }: { readonly key: string; readonly size: number }): boolean {
  const name = key.slice(key.lastIndexOf("/") + 1);
  return size > 0 && name !== "" && !name.startsWith("_") && !name.startsWith(".");
}
