import type { Context } from "@aws-appsync/utils";
import { accept } from "../pipeline/intake.js";
import type { UpdateStash } from "../pipeline/stash.js";
import { answerOf, type FlightItem, type StatusUpdateAnswer } from "../status-update/flight-item.js";
import type { StatusUpdateInput } from "../status-update/status-update.js";

type MutationContext = Context<{ input: StatusUpdateInput }, UpdateStash, { result: FlightItem | null }>;

/** Checks the event; the steps of the pipeline write it. */
export function request(ctx: MutationContext): Record<string, never> {
  const accepted = accept(ctx.args.input, "updateFlightStatus");
  ctx.stash.update = accepted.update;
  ctx.stash.key = accepted.key;
  ctx.stash.registers = accepted.registers;
  ctx.stash.feed = accepted.feed;
  return {};
}

/** Answers the event with the flight as the last step read it. */
export function response(ctx: MutationContext): StatusUpdateAnswer {
  return answerOf(ctx.stash.update, ctx.prev.result);
}
