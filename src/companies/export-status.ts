import type { ColumnName } from "./columns";

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
  /** Columns that its file goes without, for whoever started it does not see them; left out where it is not told. */
  readonly withheld?: readonly ColumnName[];
  /** ISO 8601. */
  readonly updatedAt: string;
}

/** Whether an export has ended without a file: Athena writes none for no rows, but as CSV one with the columns' names. */
export function hasNoFile(format: ExportFormat, { state, rows }: ExportStatus): boolean {
  return format === "PARQUET" && state === "SUCCEEDED" && rows === 0;
}

/** Whether nothing more will come of it. */
export function isFinal(state: ExportState): boolean {
  return state === "SUCCEEDED" || state === "FAILED" || state === "CANCELLED";
}

/**
 * The later of two reports on one export, whichever comes first: progress is told over two ways, of which the slower must
 * not set the bar back. What is final stays, but for rows that are known only after the success.
 */
export function laterStatus(known: ExportStatus, heard: ExportStatus): ExportStatus {
  const later = isLater(known, heard) ? heard : known;
  // Settled when it is started; not every report tells it.
  const withheld = later.withheld ?? known.withheld;
  return withheld === later.withheld || withheld === undefined ? later : { ...later, withheld };
}

function isLater(known: ExportStatus, heard: ExportStatus): boolean {
  if (isFinal(known.state)) return heard.state === known.state && known.rows === null && heard.rows !== null;
  if (isFinal(heard.state)) return true;
  if (known.state !== heard.state) return known.state !== "RUNNING";
  return heard.percent >= known.percent;
}
