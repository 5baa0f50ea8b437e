import { util, type Context } from "@aws-appsync/utils";
import { utcTime } from "../status-update/calendar.js";
import { invalidInput, problem } from "../status-update/problem.js";

interface AnnounceArguments {
  readonly input: { readonly time: string };
}

/** Asks nothing of any data source. */
export function request(): { readonly payload: null } {
  return { payload: null };
}

/** When the crawl ended, in UTC; whoever is subscribed receives it. */
export function response(ctx: Context<AnnounceArguments>): { readonly time: string } {
  const time = utcTime(ctx.args.input.time);
  if (time === undefined) {
    const { problem: text } = problem(
      "time",
      "an ISO 8601 time with zone",
      ctx.args.input.time,
      "Send the event's own.",
    );
    return util.error(text, invalidInput);
  }
  return { time };
}
