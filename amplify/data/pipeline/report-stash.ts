import type { DisplayReport } from "../display-report/display-report.js";

/** What reportDisplay hands on to its steps in `ctx.stash`. */
export interface ReportStash {
  report: DisplayReport;
  /** When it came, milliseconds since 1970. */
  milliseconds: number;
  /** Set where it came too soon. */
  refused?: boolean;
}
