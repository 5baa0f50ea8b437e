import { util } from "@aws-appsync/utils";
import { utcTime } from "../status-update/calendar.js";

/** A moment, given in milliseconds since 1970, as `utcTime` writes it: with milliseconds even where there are none. */
export function utcAt(milliseconds: number): string {
  const text = util.time.epochMilliSecondsToISO8601(milliseconds);
  return utcTime(text) ?? text;
}
