import { capitals, consistsOf } from "./alphabet.js";
import { isCalendarDate } from "./calendar.js";
import { carrierOf, flightNumberOf } from "./flight-number.js";
import { logPartitionOf } from "./log-key.js";
import { pageSizeProblem } from "./page-size.js";
import { problem, type Problem } from "./problem.js";

const defaultUpdates = 100;

/** Which entries of the status log are asked for. */
export interface LogQuery {
  /** Their partition. */
  readonly by: string;
  readonly limit: number;
}

/** `JK` or `BAW`: a carrier alone. Three characters with a digit are a carrier of two and a number. */
function loneCarrierOf(text: string): string | undefined {
  const alone = text.length === 2 || consistsOf(text.toUpperCase(), capitals, 3, 3);
  return alone ? carrierOf(text) : undefined;
}

/** The query behind `listStatusUpdates`: `by` is a date, date/carrier or date/carrier+number. */
export function logQueryOf(by: string, limit: number | null | undefined): LogQuery | Problem {
  const parts = by.split("/");
  const date = parts[0] ?? "";
  const flight = parts[1];
  const designator = flight === undefined ? undefined : flightNumberOf(flight);
  const carrier = flight === undefined ? undefined : loneCarrierOf(flight);
  const refusedLimit = pageSizeProblem(limit);
  if (parts.length > 2 || !isCalendarDate(date) || (flight !== undefined && !carrier && !designator)) {
    return problem(
      "by",
      "a date, date/carrier or date/carrier+number",
      by,
      "Write it like 2024-01-25, 2024-01-25/JK or 2024-01-25/JK+123.",
    );
  }
  if (refusedLimit !== undefined) {
    return refusedLimit;
  }
  return {
    by: logPartitionOf(date, designator?.carrier ?? carrier, designator?.num),
    limit: limit ?? defaultUpdates,
  };
}
