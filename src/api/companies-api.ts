import type { ColumnInfo, ColumnName, CompanyRow } from "../companies/columns";
import type { ExportFormat, ExportStatus } from "../companies/export-status";
import type { FacetCounts, FacetRests } from "../companies/facets";
import type { CompaniesFilter } from "../companies/filter";
import type { SortBy } from "../companies/view";

/** Which page of which rows. */
export interface CompaniesRequest {
  readonly filter: CompaniesFilter;
  readonly sort: readonly SortBy[];
  /** 1 to 1000. */
  readonly limit: number;
  /** Where the page begins. */
  readonly start: PageStart;
}

/** A page's token, of the same filter and sort, or the number of its first row, from 1. Tokens hold values of rows. */
export type PageStart = { readonly token: string } | { readonly firstRow: number };

export interface CompaniesPage {
  readonly rows: readonly CompanyRow[];
  readonly nextToken: string | null;
  readonly previousToken: string | null;
  /** Number of the first row among all, from 1. */
  readonly firstRow: number;
  readonly visible: readonly ColumnInfo[];
  readonly withheld: readonly ColumnInfo[];
}

export interface CompanyFacets {
  readonly counts: FacetCounts;
  readonly rest: FacetRests;
  readonly totalCount: number;
}

export interface ExportRequest {
  readonly filter: CompaniesFilter;
  readonly sort: readonly SortBy[];
  readonly columns: readonly ColumnName[];
  readonly format: ExportFormat;
}

export interface ExportFile {
  readonly name: string;
  /** Good for 15 minutes. */
  readonly url: string;
  readonly bytes: number;
}

/** An export, with its files once it has succeeded. */
export interface ExportAnswer {
  readonly status: ExportStatus;
  readonly files: readonly ExportFile[];
}

/** What the backend says by itself. */
export interface CompaniesEvents {
  readonly exported: (status: ExportStatus) => void;
  /** There may be rows that were not there before. */
  readonly updated: () => void;
  /** From now on events come; what was before was perhaps missed. */
  readonly connected: () => void;
  /** Until `connected` no events come. */
  readonly disconnected: () => void;
}

/** The companies as one user sees them. Every method rejects with a `CompaniesError`. */
export interface CompaniesApi {
  page(request: CompaniesRequest, signal: AbortSignal): Promise<CompaniesPage>;
  /** How many rows a filter has. */
  count(filter: CompaniesFilter, signal: AbortSignal): Promise<number>;
  facets(filter: CompaniesFilter, signal: AbortSignal): Promise<CompanyFacets>;
  startExport(request: ExportRequest): Promise<ExportStatus>;
  /** How far an export is; undefined: the backend knows no such export of this user. */
  exportStatus(id: string, signal: AbortSignal): Promise<ExportStatus | undefined>;
  /** With fresh download addresses; undefined: the backend knows no such export of this user. */
  export(id: string, signal: AbortSignal): Promise<ExportAnswer | undefined>;
  /** Listens until the answer is called. */
  listen(events: CompaniesEvents): () => void;
}

/**
 * Why a request failed, as far as the page acts on it.
 * network: the backend was not reached. signedOut: there is no session. unauthorized: the user may not; the message
 * says what. refused: by Lake Formation or by what stands in front of the backend, not for want of a group. throttled: too many at once. badRequest: an argument is wrong. failed: the backend's own trouble.
 */
export type CompaniesErrorKind =
  "network" | "signedOut" | "unauthorized" | "refused" | "throttled" | "badRequest" | "failed";

/** A request that failed; the message is the backend's own where it gave one, for people. */
export class CompaniesError extends Error {
  constructor(
    readonly kind: CompaniesErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "CompaniesError";
  }
}

/** The kind of whatever was thrown: "failed" where it is no `CompaniesError`. */
export function errorKind(error: unknown): CompaniesErrorKind {
  return error instanceof CompaniesError ? error.kind : "failed";
}
