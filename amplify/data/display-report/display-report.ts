import { utcTime } from "../status-update/calendar.js";
import { expectations } from "../status-update/fact.js";
import { problem, type Problem } from "../status-update/problem.js";
import { present } from "../status-update/status-update.js";
import { countProblem, textProblem } from "./report-fields.js";

/** `DisplayConnection` of the schema; GraphQL lets nothing else through. */
export type DisplayConnection = "CONNECTING" | "LIVE" | "RECONNECTING" | "OFFLINE";

/** `DisplayReportInput` of the schema, as AppSync hands it over. */
export interface DisplayReportInput {
  readonly id: string;
  readonly address: string;
  readonly version: string;
  readonly digest: string;
  readonly rows: number;
  readonly rowsBeyond: number;
  readonly connection: DisplayConnection;
  readonly feedAliveAt?: string | null;
  readonly flightsAsOf?: string | null;
  readonly takeoverId?: string | null;
  readonly takeoverPaintedAt?: string | null;
  readonly clockOffset?: number | null;
  readonly width: number;
  readonly height: number;
  readonly startedAt: string;
}

/** What a display has painted: checked, and in one form. Times as `utcTime` writes them; what is unknown is left out. */
export interface DisplayReport {
  readonly id: string;
  readonly address: string;
  readonly version: string;
  /** Lower case. */
  readonly digest: string;
  readonly rows: number;
  readonly rowsBeyond: number;
  readonly connection: DisplayConnection;
  readonly feedAliveAt?: string;
  readonly flightsAsOf?: string;
  readonly takeoverId?: string;
  readonly takeoverPaintedAt?: string;
  /** Milliseconds. */
  readonly clockOffset?: number;
  readonly width: number;
  readonly height: number;
  readonly startedAt: string;
}

type TimeField = "feedAliveAt" | "flightsAsOf" | "takeoverPaintedAt" | "startedAt";
const timeFields: TimeField[] = ["feedAliveAt", "flightsAsOf", "takeoverPaintedAt", "startedAt"];

function timeProblem(input: DisplayReportInput, field: TimeField): Problem | undefined {
  const time = present(input[field]);
  return time === undefined || utcTime(time) !== undefined
    ? undefined
    : problem(field, expectations.time, time, "Correct what the display sends.");
}

/** The first thing that is wrong with a report, if anything. */
function reportProblem(input: DisplayReportInput): Problem | undefined {
  const takeoverId = present(input.takeoverId);
  const problems = [
    textProblem("id", input.id),
    textProblem("address", input.address),
    textProblem("version", input.version),
    textProblem("digest", input.digest),
    takeoverId === undefined ? undefined : textProblem("takeoverId", takeoverId),
    countProblem("rows", input.rows),
    countProblem("rowsBeyond", input.rowsBeyond),
    countProblem("width", input.width),
    countProblem("height", input.height),
    ...timeFields.map((field) => timeProblem(input, field)),
    takeoverId === undefined && present(input.takeoverPaintedAt) !== undefined
      ? problem("takeoverId", "it with takeoverPaintedAt", undefined, "Say which takeover was painted.")
      : undefined,
  ];
  return problems.find((found) => found !== undefined);
}

/** Nothing, where the display does not know a time. */
function known<Field extends TimeField>(field: Field, input: DisplayReportInput): Partial<Record<Field, string>> {
  const utc = utcTime(input[field] ?? "");
  return utc === undefined ? {} : ({ [field]: utc } as Record<Field, string>);
}

/** The report, or why it is none. */
export function displayReportOf(input: DisplayReportInput): { readonly report: DisplayReport } | Problem {
  const refused = reportProblem(input);
  const startedAt = utcTime(input.startedAt);
  if (refused !== undefined || startedAt === undefined) {
    return refused ?? problem("startedAt", expectations.time, input.startedAt, "Correct what the display sends.");
  }
  const takeoverId = present(input.takeoverId);
  return {
    report: {
      id: input.id,
      address: input.address,
      version: input.version,
      digest: input.digest.toLowerCase(),
      rows: input.rows,
      rowsBeyond: input.rowsBeyond,
      connection: input.connection,
      ...known("feedAliveAt", input),
      ...known("flightsAsOf", input),
      ...(takeoverId === undefined ? {} : { takeoverId }),
      ...known("takeoverPaintedAt", input),
      ...(input.clockOffset === undefined || input.clockOffset === null ? {} : { clockOffset: input.clockOffset }),
      width: input.width,
      height: input.height,
      startedAt,
    },
  };
}
