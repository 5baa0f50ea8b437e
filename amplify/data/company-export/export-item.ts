import type { CompanyExportFormat } from "../../functions/query-lake/lake-request.js";

/** States of an export and how far along each is. States of the last rank are final. */
export const stateRanks = { QUEUED: 0, RUNNING: 1, SUCCEEDED: 2, FAILED: 2, CANCELLED: 2 } as const;

/** `CompanyExportState` of the schema. */
export type ExportState = keyof typeof stateRanks;

/** Longest query execution id that Athena gives (https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryExecution.html). */
export const longestId = 128;

/** Seconds that an export is remembered: seven days. Its files go after one. */
export const keptSeconds = 7 * 24 * 60 * 60;

/** An export in its table, which is `CompanyExport` of the schema and a little more. */
export interface ExportItem {
  /** Athena's query execution id. */
  readonly id: string;
  /** The caller's sub. Absent until startCompanyExport has written it: a report may come before. */
  readonly owner?: string;
  readonly format?: CompanyExportFormat;
  readonly state: ExportState;
  /** Of the state, see `stateRanks`. */
  readonly rank: number;
  readonly percent: number;
  readonly rows?: number;
  readonly message?: string;
  /** As `utcTime` writes it, like all times here. */
  readonly requestedAt?: string;
  /** Columns that were withheld from the owner. Absent until startCompanyExport has written them. */
  readonly withheldColumns?: readonly string[];
  readonly updatedAt: string;
  /** Seconds since 1970. */
  readonly expires: number;
}

/** A write to one item: an update expression with what it names, and the condition under which it is made. */
export interface ExportWrite {
  readonly expression: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly condition: {
    readonly expression: string;
    readonly names: Readonly<Record<string, string>>;
    readonly values: Readonly<Record<string, unknown>>;
  };
}
