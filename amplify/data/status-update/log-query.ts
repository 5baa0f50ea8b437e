import { capitals, consistsOf, decimalValue } from "./alphabet.js";
import { isCalendarDate } from "./calendar.js";
import { carrierOf, flightNumberOf } from "./flight-number.js";
import { pageSizeProblem } from "./page-size.js";
import { problem, type Problem } from "./problem.js";

const defaultUpdates = 100;

/** Which entries of the status log are asked for. */
export interface LogQuery {
  readonly date: string;
  /** What the sort keys begin with; "" for all of the date. */
  readonly prefix: string;
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
  const prefix = designator ? `${designator.carrier}#${designator.num}#` : carrier ? `${carrier}#` : "";
  return { date, prefix, limit: limit ?? defaultUpdates };
}

/** The entries with the latest event first, by a sort that needs no comparing function (APPSYNC_JS passes none). */
export function newestFirst<Entry extends { readonly time: string }>(entries: Entry[]): Entry[] {
  const newest: Entry[] = [];
  const byTime = entries.map((entry, index) => `${entry.time}#${1000 + index}`).sort();
  for (const key of byTime) {
    const entry = entries[decimalValue(key.slice(key.length - 4)) - 1000];
    if (entry !== undefined) {
      newest.unshift(entry);
    }
  }
  return newest;
}
