/** Why a query ended without a result, as Athena says it. `reason` may quote SQL and values: it is never shown. */
export interface AthenaFailure {
  /** StateChangeReason: `COLUMN_NOT_FOUND: line 1:8: …`. */
  readonly reason: string | undefined;
  /** AthenaError.ErrorCategory: 1 system, 2 user, 3 other. */
  readonly category: number | undefined;
  /** AthenaError.ErrorType: https://docs.aws.amazon.com/athena/latest/ug/error-reference.html */
  readonly type: number | undefined;
}

/** The error code that a reason begins with: a word of Athena's own in capitals. */
function codeOf(reason: string | undefined): string | undefined {
  return /^([A-Z][A-Z_]{2,63}):/.exec(reason ?? "")?.[1];
}

/** What went wrong with an export, for people: fixed words and Athena's codes; no SQL and no values of columns. */
export function exportMessage(state: "FAILED" | "CANCELLED", { reason, category, type }: AthenaFailure): string {
  if (state === "CANCELLED") {
    return "The export was cancelled before it was complete. Start it again.";
  }
  const codes = [codeOf(reason), category === undefined ? undefined : `Athena error ${category}/${type ?? "?"}`];
  const shown = codes.filter((code) => code !== undefined).join(", ");
  return `The export failed${shown === "" ? "" : ` (${shown})`}. Start it again; if it fails again, show this message to support.`;
}
