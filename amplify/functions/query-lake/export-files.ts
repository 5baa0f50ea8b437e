import type { Visibility } from "../../lake/visibility.js";
import type { LakeObject, ObjectList } from "../lake-objects.js";
import type { AthenaApi, QueryExecution } from "./athena-api.js";
import { refuseWithheldExport, unloadLocation } from "./company-export.js";
import { badRequest, LakeFailure } from "./lake-failure.js";
import type { CompanyExportFormat } from "./lake-request.js";

/** How long a download address is good for, seconds. */
export const linkSeconds = 15 * 60;

/** What is used of Amazon S3, with the caller's role. */
export interface ExportStore {
  readonly objects: ObjectList;
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

/**
 * The files of an export with download addresses; null where Athena knows no such export. Whose export it is, is for
 * the caller of this function to check; its columns are checked here.
 * @throws LakeFailure BadRequest: no id or format; Unauthorized: it is of another group, or holds columns that are
 * withheld now
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

/**
 * Undefined where Athena knows no such query.
 * @throws LakeFailure Unauthorized where it is of a work group that the caller's role may not use
 */
async function executionOf(id: string, athena: Pick<AthenaApi, "get">): Promise<QueryExecution | undefined> {
  try {
    return await athena.get(id);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // What Athena answers for an id that it does not know: "QueryExecution … was not found".
    if (error.name === "InvalidRequestException" && /not found/.test(error.message)) return undefined;
    if (error.name !== "AccessDeniedException") throw error;
    throw new LakeFailure(
      "Unauthorized",
      "This export was made for another group than yours is now. Start another export.",
      { cause: error },
    );
  }
}

/** None where they are gone: results are deleted when their time has come. */
async function links(
  execution: QueryExecution,
  format: CompanyExportFormat,
  { store, bucket }: Pick<ExportFilesOptions, "store" | "bucket">,
): Promise<readonly CompanyExportFile[]> {
  const date = execution.completed?.toISOString().slice(0, 10) ?? "export";
  const isCsv = format === "CSV";
  const place = keyOf(isCsv ? execution.outputLocation : unloadLocation(execution.query ?? ""), bucket);
  const objects: LakeObject[] = [];
  // Listed also where it is one: of an object that is gone, a role that may list one folder alone hears "forbidden".
  for await (const object of store.objects(place)) {
    if (!isCsv || object.key === place) objects.push(object);
  }
  return Promise.all(
    objects.map(async ({ key, bytes }, index) => {
      const number = objects.length === 1 ? "" : `-${index + 1}`;
      const name = `companies-${date}${number}.${isCsv ? "csv" : "parquet"}`;
      return { name, url: await store.link(key, name), bytes };
    }),
  );
}
