export type ExportFormat = "CSV" | "PARQUET";
export type ExportState = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

/** How far an export of all rows is (`CompanyExport` of the contract). */
export interface ExportStatus {
  readonly id: string;
  readonly state: ExportState;
  /** 0 to 100. */
  readonly percent: number;
  /** Rows of the result, once known. */
  readonly rows: number | null;
  /** What went wrong, for people. */
  readonly message: string | null;
  /** ISO 8601. */
  readonly updatedAt: string;
}

/** Whether nothing more will come of it. */
export function isFinal(state: ExportState): boolean {
  return state === "SUCCEEDED" || state === "FAILED" || state === "CANCELLED";
}

/**
 * The later of two reports on one export, whichever comes first: progress is told over two ways, of which the slower must
 * not set the bar back. What is final stays.
 */
export function laterStatus(known: ExportStatus, heard: ExportStatus): ExportStatus {
  if (isFinal(known.state)) return known;
  if (isFinal(heard.state)) return heard;
  if (known.state !== heard.state) return known.state === "RUNNING" ? known : heard;
  return heard.percent >= known.percent ? heard : known;
}
