import type { Visibility } from "../../lake/visibility.js";
import type { ObjectList } from "../lake-objects.js";
import type { AthenaApi, QueryExecution } from "./athena-api.js";
import { refuseWithheldExport, unloadLocation } from "./company-export.js";
import { badRequest } from "./lake-failure.js";
import type { CompanyExportFormat } from "./lake-request.js";

/** How long a download address is good for, seconds. */
export const linkSeconds = 15 * 60;

/** What is used of Amazon S3, with the caller's role. */
export interface ExportStore {
  readonly objects: ObjectList;
  /** Size of an object. @throws the service's errors, also where there is none */
  bytes(key: string): Promise<number>;
  /** A download address, good for `linkSeconds`, under which a browser saves the object by that name. */
  link(key: string, fileName: string): Promise<string>;
}

/** `CompanyExportFile` of the schema. */
export interface CompanyExportFile {
  readonly name: string;
  readonly url: string;
  readonly bytes: number;
}

/** An export as Athena sees it. */
export interface CompanyExportFiles {
  readonly id: string;
  /** QUEUED, RUNNING, SUCCEEDED, FAILED or CANCELLED. */
  readonly state: string;
  /** Null until it has succeeded, and where it does not; empty where none was written or none is left. */
  readonly files: readonly CompanyExportFile[] | null;
}

/** What the files are looked up with. */
export interface ExportFilesOptions {
  readonly athena: Pick<AthenaApi, "get">;
  readonly store: ExportStore;
  readonly visibility: Visibility;
  readonly workGroup: string;
  readonly bucket: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Key of an `s3://` address in the lake's bucket. @throws Error where it is elsewhere */
function keyOf(address: string | undefined, bucket: string): string {
  const root = `s3://${bucket}/`;
  if (address?.startsWith(root) !== true) {
    throw new Error(`Result of an export: expected an address below ${root}, got ${address}. Check the work group.`);
  }
  return address.slice(root.length);
}

async function parquetKeys(execution: QueryExecution, store: ExportStore, bucket: string): Promise<[string, number][]> {
  const folder = keyOf(unloadLocation(execution.query ?? ""), bucket);
  const files: [string, number][] = [];
  for await (const { key, bytes } of store.objects(folder)) files.push([key, bytes]);
  return files;
}

/**
 * The files of an export with download addresses; null where Athena knows no such export. Whose export it is, is for
 * the caller of this function to check; its columns are checked here.
 * @throws LakeFailure BadRequest: no id or format; Unauthorized: it holds columns that are withheld now
 */
export async function exportFiles(
  given: { readonly id: unknown; readonly format: unknown },
  options: ExportFilesOptions,
): Promise<CompanyExportFiles | null> {
  const { athena, store, visibility, workGroup, bucket } = options;
  const { id, format } = given;
  if (typeof id !== "string" || !uuid.test(id)) {
    throw badRequest("id", "an id that startCompanyExport gave", id, "Start an export to have one.");
  }
  if (format !== "CSV" && format !== "PARQUET") {
    throw badRequest("format", "CSV or PARQUET", format, "Send the format that the export was started with.");
  }
  const execution = await executionOf(id, athena);
  if (execution?.workGroup !== workGroup || execution.query === undefined || execution.state === undefined) return null;
  refuseWithheldExport(execution.query, visibility);
  if (execution.state !== "SUCCEEDED") return { id, state: execution.state, files: null };
  return { id, state: execution.state, files: await links(execution, format, { store, bucket }) };
}

async function executionOf(id: string, athena: Pick<AthenaApi, "get">): Promise<QueryExecution | undefined> {
  try {
    return await athena.get(id);
  } catch (error) {
    // What Athena answers for an id that it does not know: "QueryExecution … was not found".
    if (error instanceof Error && error.name === "InvalidRequestException" && /not found/.test(error.message)) {
      return undefined;
    }
    throw error;
  }
}

/** Undefined where there is no such object: results are deleted when their time has come. */
async function bytesOf(key: string, store: ExportStore): Promise<number | undefined> {
  try {
    return await store.bytes(key);
  } catch (error) {
    if (error instanceof Error && (error.name === "NotFound" || error.name === "NoSuchKey")) return undefined;
    throw error;
  }
}

async function links(
  execution: QueryExecution,
  format: CompanyExportFormat,
  { store, bucket }: Pick<ExportFilesOptions, "store" | "bucket">,
): Promise<readonly CompanyExportFile[]> {
  const date = execution.completed?.toISOString().slice(0, 10) ?? "export";
  if (format === "CSV") {
    const key = keyOf(execution.outputLocation, bucket);
    const name = `companies-${date}.csv`;
    const [bytes, url] = await Promise.all([bytesOf(key, store), store.link(key, name)]);
    return bytes === undefined ? [] : [{ name, url, bytes }];
  }
  const files = await parquetKeys(execution, store, bucket);
  return Promise.all(
    files.map(async ([key, bytes], index) => {
      const name = files.length === 1 ? `companies-${date}.parquet` : `companies-${date}-${index + 1}.parquet`;
      return { name, url: await store.link(key, name), bytes };
    }),
  );
}
