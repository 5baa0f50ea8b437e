import { consistsOf, decimalValue, digits } from "../status-update/alphabet.js";
import { utcTime } from "../status-update/calendar.js";
import { problem, type Problem } from "../status-update/problem.js";
import { present } from "../status-update/status-update.js";
import { longestId, stateRanks, type ExportState, type ExportWrite } from "./export-item.js";

/** GraphQL's Int has 31 bits and a sign; Athena never writes so many rows into one export. */
const mostRowDigits = 9;
/** Longer messages are cut. */
const longestMessage = 500;

/** `CompanyExportProgress` of the schema, as AppSync hands it over. */
export interface ProgressInput {
  readonly id: string;
  readonly state: ExportState;
  readonly percent: number;
  readonly rows?: string | null;
  readonly message?: string | null;
  readonly time: string;
}

/** How far an export is: checked, and in one form. */
export interface ExportReport {
  readonly id: string;
  readonly state: ExportState;
  readonly percent: number;
  readonly rows: number | undefined;
  readonly message: string | undefined;
  /** As `utcTime` writes it. */
  readonly time: string;
}

/** The report, or why it is none. */
export function exportReportOf(input: ProgressInput): ExportReport | Problem {
  const time = utcTime(input.time);
  const rows = present(input.rows);
  const remedy = "Send what GetQueryExecution says.";
  if (input.id === "" || input.id.length > longestId) {
    return problem("id", `a query execution id, 1 to ${longestId} characters`, input.id, remedy);
  }
  if (input.percent < 0 || input.percent > 100) {
    return problem("percent", "a number from 0 to 100", input.percent, remedy);
  }
  if (rows !== undefined && !consistsOf(rows, digits, 1, mostRowDigits)) {
    return problem("rows", `a whole number of up to ${mostRowDigits} digits, or nothing`, rows, remedy);
  }
  if (time === undefined) {
    return problem("time", "an ISO 8601 time with zone", input.time, remedy);
  }
  return {
    id: input.id,
    state: input.state,
    percent: input.percent,
    rows: rows === undefined ? undefined : decimalValue(rows),
    message: present(input.message)?.slice(0, longestMessage),
    time,
  };
}

/**
 * The percentage that a report leaves behind: it never goes down. Queued is nothing yet, success is everything; a failure
 * leaves what was reached.
 */
function percentWrite({ state, percent }: ExportReport): { readonly set: string; readonly percent: number } {
  if (state === "RUNNING") {
    return { set: "#percent = :percent", percent };
  }
  if (state === "SUCCEEDED") {
    return { set: "#percent = :percent", percent: 100 };
  }
  return { set: "#percent = if_not_exists(#percent, :percent)", percent: state === "QUEUED" ? 0 : percent };
}

/**
 * The write that a report makes, where it says something new: a state further along or, in the same state, more percent.
 * A final state is the last; a success may only tell its rows later than itself. There need be no item yet. `expires` in
 * seconds since 1970.
 */
export function reportWriteOf(report: ExportReport, expires: number): ExportWrite {
  const rank = stateRanks[report.state];
  const percent = percentWrite(report);
  const sets = [
    "#state = :state",
    "#rank = :rank",
    percent.set,
    "#updatedAt = :updatedAt",
    "#expires = if_not_exists(#expires, :expires)",
    ...(report.rows === undefined ? [] : ["#rows = :rows"]),
    ...(report.message === undefined ? [] : ["#message = :message"]),
  ];
  const newer = "attribute_not_exists(#rank) OR #rank < :rank";
  const isRunning = report.state === "RUNNING";
  const tellsRows = report.state === "SUCCEEDED" && report.rows !== undefined;
  const expression = isRunning
    ? `${newer} OR (#rank = :rank AND #percent < :percent)`
    : tellsRows
      ? `${newer} OR (#state = :state AND attribute_not_exists(#rows))`
      : newer;
  return {
    expression: `SET ${sets.join(", ")}`,
    names: {
      "#state": "state",
      "#rank": "rank",
      "#percent": "percent",
      "#updatedAt": "updatedAt",
      "#expires": "expires",
      ...(report.rows === undefined ? {} : { "#rows": "rows" }),
      ...(report.message === undefined ? {} : { "#message": "message" }),
    },
    values: {
      ":state": report.state,
      ":rank": rank,
      ":percent": percent.percent,
      ":updatedAt": report.time,
      ":expires": expires,
      ...(report.rows === undefined ? {} : { ":rows": report.rows }),
      ...(report.message === undefined ? {} : { ":message": report.message }),
    },
    condition: {
      expression,
      names: {
        "#rank": "rank",
        ...(isRunning ? { "#percent": "percent" } : {}),
        ...(tellsRows ? { "#state": "state", "#rows": "rows" } : {}),
      },
      values: {
        ":rank": rank,
        ...(isRunning ? { ":percent": percent.percent } : {}),
        ...(tellsRows ? { ":state": report.state } : {}),
      },
    },
  };
}
