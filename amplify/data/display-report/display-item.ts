import type { DisplayReport } from "./display-report.js";

/** Seconds that must lie between two reports of a display that shows the same takeover. */
export const reportSeconds = 5;
/** Seconds that a display is remembered after its newest report: a day. */
export const keptSeconds = 24 * 60 * 60;

/** The `errorType` of a report that comes too soon. */
export const throttled = "Throttled";

/** A display in its table, keyed by its id: `Display` of the schema and when it is forgotten. */
export interface DisplayItem extends DisplayReport {
  /** By the service's clock, as `utcTime` writes it. */
  readonly reportedAt: string;
  /** When the item goes, seconds since 1970. */
  readonly expires: number;
}

/** What is said of a report that comes too soon. Both times as `utcTime` writes them. */
export function tooSoonMessage(reportedAt: string, tryAgainAt: string): string {
  return (
    `This display reported at ${reportedAt}, and one report is taken in ${reportSeconds} seconds. Try again at ` +
    `${tryAgainAt}; a takeover that begins or ends is taken at once.`
  );
}

/** Under which condition a report replaces the one before. */
export interface ReportCondition {
  readonly expression: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * The condition that lets a report in: the first of a display, one that comes in time, and at once one that says of
 * another takeover than the one before, or of none any more. `before`: `reportSeconds` ago, as `utcTime` writes it.
 */
export function reportConditionOf(report: Pick<DisplayReport, "takeoverId">, before: string): ReportCondition {
  const { takeoverId } = report;
  const inTime = "attribute_not_exists(#reportedAt) OR #reportedAt <= :before";
  const names = { "#reportedAt": "reportedAt", "#takeoverId": "takeoverId" };
  return takeoverId === undefined
    ? { expression: `${inTime} OR attribute_exists(#takeoverId)`, names, values: { ":before": before } }
    : {
        expression: `${inTime} OR attribute_not_exists(#takeoverId) OR #takeoverId <> :takeoverId`,
        names,
        values: { ":before": before, ":takeoverId": takeoverId },
      };
}
