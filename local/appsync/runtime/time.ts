import type { RuntimeEnvironment } from "./evaluation.js";
import { formatDate, requireMilliseconds } from "./java-date-format.js";
import { parseDate } from "./java-date-parse.js";
import { strictNamespace } from "./unimplemented.js";

/** An ISO 8601 timestamp with an offset, as java.time's ISO_OFFSET_DATE_TIME reads it. */
const ISO_8601 =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)(?:\[[^\]]+\])?$/i;

/** `util.time` (https://docs.aws.amazon.com/appsync/latest/devguide/time-helpers-in-util-time-js.html). */
export function createTimeNamespace(environment: RuntimeEnvironment): Readonly<Record<string, unknown>> {
  const now = (): number => Math.trunc(environment.now());
  return strictNamespace("util.time", {
    nowISO8601: () => toIso8601(now()),
    nowEpochSeconds: () => Math.floor(now() / 1000),
    nowEpochMilliSeconds: now,
    nowFormatted: (format: unknown, zone?: unknown) =>
      named("nowFormatted", () => formatDate(now(), text("format", format), optionalText("time zone", zone))),
    parseFormattedToEpochMilliSeconds: (timestamp: unknown, format: unknown, zone?: unknown) =>
      named("parseFormattedToEpochMilliSeconds", () =>
        parseDate(text("timestamp", timestamp), text("format", format), optionalText("time zone", zone)),
      ),
    parseISO8601ToEpochMilliSeconds: (timestamp: unknown) =>
      named("parseISO8601ToEpochMilliSeconds", () => parseIso8601(text("timestamp", timestamp))),
    epochMilliSecondsToSeconds: (milliseconds: unknown) =>
      named("epochMilliSecondsToSeconds", () => Math.floor(requireMilliseconds(milliseconds) / 1000)),
    epochMilliSecondsToISO8601: (milliseconds: unknown) =>
      named("epochMilliSecondsToISO8601", () => toIso8601(requireMilliseconds(milliseconds))),
    epochMilliSecondsToFormatted: (milliseconds: unknown, format: unknown, zone?: unknown) =>
      named("epochMilliSecondsToFormatted", () =>
        formatDate(requireMilliseconds(milliseconds), text("format", format), optionalText("time zone", zone)),
      ),
  });
}

function toIso8601(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** @throws Error where the text is no ISO 8601 timestamp with an offset, or names a day that does not exist */
function parseIso8601(timestamp: string): number {
  const match = ISO_8601.exec(timestamp);
  if (match === null) {
    throw new Error(
      `expected an ISO 8601 timestamp with an offset, such as 2013-02-08T17:30:00-05:00, got '${timestamp}'`,
    );
  }
  const [, year, month, day, hour, minute, second = "0", fraction = "", offset = "Z"] = match;
  const parts = [year, month, day, hour, minute, second].map(Number);
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts;
  const milliseconds = Number(fraction.padEnd(3, "0").slice(0, 3));
  const local = new Date(0);
  local.setUTCFullYear(years, months - 1, days);
  const exists = local.getUTCMonth() === months - 1 && local.getUTCDate() === days;
  if (!exists || hours > 23 || minutes > 59 || seconds > 59) throw new Error(`there is no such time as '${timestamp}'`);
  return local.getTime() + ((hours * 60 + minutes - offsetMinutes(offset)) * 60 + seconds) * 1000 + milliseconds;
}

function offsetMinutes(offset: string): number {
  if (offset.toUpperCase() === "Z") return 0;
  const digits = offset.replace(":", "");
  return (digits.startsWith("-") ? -1 : 1) * (Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3) || "0"));
}

function named<Result>(name: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw new Error(`util.time.${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function text(what: string, value: unknown): string {
  if (typeof value !== "string")
    throw new Error(`the ${what} must be a string, got ${JSON.stringify(value) ?? "undefined"}`);
  return value;
}

function optionalText(what: string, value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : text(what, value);
}
