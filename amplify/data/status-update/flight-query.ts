import { isCalendarDate, utcTime } from "./calendar.js";
import { expectations, placeOf } from "./fact.js";
import { pageSizeProblem } from "./page-size.js";
import { problem, type Problem } from "./problem.js";
import { present } from "./status-update.js";

const defaultFlights = 500;

/** Arguments of `listFlights`. */
export interface FlightQueryArguments {
  readonly date: string;
  readonly direction?: string | null;
  readonly terminal?: string | null;
  readonly updatedAfter?: string | null;
  readonly limit?: number | null;
}

/** A DynamoDB query by date, with plain values. */
export interface FlightQuery {
  readonly date: string;
  readonly limit: number;
  /** Undefined: every flight of the date. */
  readonly filter:
    | {
        readonly expression: string;
        readonly names: Readonly<Record<string, string>>;
        readonly values: Readonly<Record<string, string>>;
      }
    | undefined;
}

/**
 * The query behind `listFlights`. With `updatedAfter`, a `terminal` also lets through the flights that were ever shown
 * there, so that a board which was away learns which of its flights have left.
 */
export function flightQueryOf(args: FlightQueryArguments): FlightQuery | Problem {
  const direction = present(args.direction);
  const terminalText = present(args.terminal);
  const terminal = placeOf(terminalText);
  const after = present(args.updatedAfter);
  const utc = after === undefined ? undefined : utcTime(after);
  const refusedLimit = pageSizeProblem(args.limit);
  if (!isCalendarDate(args.date)) {
    return problem("date", "a date of the calendar, YYYY-MM-DD", args.date, "Send the operating date at this airport.");
  }
  if (terminalText !== undefined && terminal === undefined) {
    return problem("terminal", expectations.place, terminalText, "Send the terminal's code, or nothing for all.");
  }
  if (after !== undefined && utc === undefined) {
    return problem("updatedAfter", expectations.time, after, "Send an updatedAt that you were given, or nothing.");
  }
  if (refusedLimit !== undefined) {
    return refusedLimit;
  }
  const conditions: string[] = [];
  const names: Record<string, string> = {};
  const values: Record<string, string> = {};
  if (direction !== undefined) {
    conditions.push("#direction = :direction");
    names["#direction"] = "direction";
    values[":direction"] = direction;
  }
  if (utc !== undefined) {
    conditions.push("#updatedAt > :after");
    names["#updatedAt"] = "updatedAt";
    values[":after"] = utc;
  }
  if (terminal !== undefined) {
    const now =
      "#terminal.#terminal = :terminal OR (attribute_not_exists(#terminal) AND #schedule.#terminal = :terminal)";
    conditions.push(utc === undefined ? `(${now})` : `(${now} OR contains(#terminals, :terminal))`);
    names["#schedule"] = "schedule";
    names["#terminal"] = "terminal";
    values[":terminal"] = terminal;
    if (utc !== undefined) {
      names["#terminals"] = "terminals";
    }
  }
  const filter = conditions.length > 0 ? { expression: conditions.join(" AND "), names, values } : undefined;
  return { date: args.date, limit: args.limit ?? defaultFlights, filter };
}
