import type { Context, DynamoDBUpdateItemRequest } from "@aws-appsync/utils";
import { checkRegisterWrite, writeRegister } from "../pipeline/register-step.js";
import type { UpdateStash } from "../pipeline/stash.js";

/** Writes the flight's `terminal` register where the event touches it and is newer. */
export function request(ctx: Context<unknown, UpdateStash>): DynamoDBUpdateItemRequest {
  return writeRegister(ctx.stash, "terminal");
}

/** Hands on nothing: the last step reads the flight. */
export function response(ctx: Context<unknown, UpdateStash>): Record<string, never> {
  checkRegisterWrite(ctx.error);
  return {};
}
