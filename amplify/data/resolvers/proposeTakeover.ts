import { util, type Context, type DynamoDBPutItemRequest } from "@aws-appsync/utils";
import { airport } from "../../airport.js";
import { utcAt } from "../pipeline/service-clock.js";
import { signedInPerson, takeoverKey } from "../pipeline/takeover-step.js";
import { invalidInput, isProblem } from "../status-update/problem.js";
import { acceptedTakeoverOf, proposalOf, type TakeoverInput } from "../takeover/proposal.js";
import { keptDays, proposalMinutes, type TakeoverItem } from "../takeover/takeover-item.js";

type FieldContext = Context<{ input: TakeoverInput }, object, undefined, undefined, TakeoverItem>;

/** Checks the takeover and keeps it: nobody shows it yet. */
export function request(ctx: FieldContext): DynamoDBPutItemRequest {
  const proposer = signedInPerson(ctx.identity);
  const accepted = acceptedTakeoverOf(
    ctx.args.input,
    [...airport.terminals].map(({ code }) => code),
  );
  if (isProblem(accepted)) {
    return util.error(accepted.problem, invalidInput);
  }
  const milliseconds = util.time.nowEpochMilliSeconds();
  const item = proposalOf(accepted, airport.iata, proposer, util.autoId(), {
    milliseconds,
    proposedAt: utcAt(milliseconds),
    lapsesAt: utcAt(milliseconds + proposalMinutes * 60 * 1000),
    expires: Math.floor(milliseconds / 1000) + keptDays * 24 * 60 * 60,
  });
  return {
    operation: "PutItem",
    key: takeoverKey(item.id),
    attributeValues: util.dynamodb.toMapValues({ ...item }),
    condition: { expression: "attribute_not_exists(#id)", expressionNames: { "#id": "id" } },
  };
}

/** The proposal. */
export function response(ctx: FieldContext): TakeoverItem {
  if (ctx.error) {
    util.error(ctx.error.message, ctx.error.type);
  }
  return ctx.result;
}
