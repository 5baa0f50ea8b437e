import { readdir } from "node:fs/promises";
import path from "node:path";
import { lakeTables, type LakeTable } from "../../amplify/lake/tables.js";
import { UserError } from "../user-error.js";

/** A file of a data set with its place in the lake. */
export interface DatasetFile {
  readonly table: LakeTable;
  /** Absolute path. */
  readonly file: string;
  readonly format: "csv" | "parquet";
  /** Key of the object: `companies/continent=eu/companies.csv`. */
  readonly key: string;
}

/**
 * Finds the files of a data set: a folder for each table, in it folders for the partitions, in these CSV or Parquet files.
 * Tables without a folder are left out; hidden files are passed over.
 *
 * @throws UserError where a file lies in no partition of its table or has another ending, or where there is no file
 */
export async function findDatasetFiles(directory: string): Promise<readonly DatasetFile[]> {
  const found: DatasetFile[] = [];
  for (const table of lakeTables) {
    const root = path.join(directory, table.prefix);
    for (const name of await filesBelow(root)) found.push(datasetFile(table, root, name));
  }
  if (found.length > 0) return found;
  const folders = lakeTables.map(({ prefix }) => prefix).join(" and ");
  throw new UserError(`${directory}: expected the folders ${folders} with CSV or Parquet files, found none.`);
}

async function filesBelow(root: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
      .sort();
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return [];
    throw error;
  }
}

function datasetFile(table: LakeTable, root: string, name: string): DatasetFile {
  const file = path.join(root, name);
  const folders = name.split("/").slice(0, -1);
  const fits =
    folders.length === table.partitionKeys.length &&
    table.partitionKeys.every((key, index) => new RegExp(`^${key.name}=.`).test(folders[index] ?? ""));
  if (!fits) {
    const expected = [...table.partitionKeys.map((key) => `${key.name}=…/`), "<file>"].join("");
    throw new UserError(`${file}: expected ${table.prefix}${expected}, found ${table.prefix}${name}. Move the file.`);
  }
  const format = /\.csv$/i.test(name) ? "csv" : /\.parquet$/i.test(name) ? "parquet" : undefined;
  if (format === undefined) {
    throw new UserError(`${file}: expected a file that ends in .csv or .parquet. Convert it, or take it out.`);
  }
  return { table, file, format, key: `${table.prefix}${name}` };
}
