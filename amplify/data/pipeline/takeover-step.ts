import { util, type DynamoDBUpdateItemRequest, type Identity } from "@aws-appsync/utils";
import { airport } from "../../airport.js";
import { consistsOf, digits, letters } from "../status-update/alphabet.js";
import { invalidInput, problem } from "../status-update/problem.js";
import { personOf } from "../takeover/person.js";
import type { Person } from "../takeover/takeover-item.js";
import type { Refusal, TakeoverWrite } from "../takeover/takeover-steps.js";

/** Longer than any id that is made here, shorter than DynamoDB's limit for keys. */
const longestId = 64;

/** The error of a failed condition: the step after the write reads why, and says so. */
const conditionFailed = "DynamoDB:ConditionalCheckFailedException";

/** What the fields of takeovers hand on to their steps in `ctx.stash`. */
export interface TakeoverStash {
  /** Id of the takeover that the field is about. */
  id: string;
  /** Who takes the step. */
  person: Person;
  /** When, as `utcTime` writes it, and in milliseconds since 1970. */
  now: string;
  milliseconds: number;
}

/** The signed-in user; raises `Unauthorized` for callers by IAM, of whom nobody could say who they are. */
export function signedInPerson(identity: Identity): Person {
  return personOf(identity as Parameters<typeof personOf>[0]) ?? util.unauthorized();
}

/** The id that a caller gave; raises `InvalidInput` where it cannot be one. */
export function checkedTakeoverId(id: string): string {
  if (!consistsOf(id, `${letters}${digits}-`, 1, longestId)) {
    util.error(problem("id", "the id of a takeover", id, "Send one that takeovers has given.").problem, invalidInput);
  }
  return id;
}

/** The key of a takeover. */
export function takeoverKey(id: string): DynamoDBUpdateItemRequest["key"] {
  return util.dynamodb.toMapValues({ airport: airport.iata, id });
}

/** The request that writes a step. */
export function takeoverUpdate(id: string, write: TakeoverWrite): DynamoDBUpdateItemRequest {
  return {
    operation: "UpdateItem",
    key: takeoverKey(id),
    update: {
      expression: write.expression,
      expressionNames: { ...write.names },
      expressionValues: util.dynamodb.toMapValues({ ...write.values }),
    },
    condition: {
      expression: write.condition,
      expressionNames: { ...write.conditionNames },
      expressionValues: util.dynamodb.toMapValues({ ...write.conditionValues }),
    },
  };
}

/** Raises what went wrong with a write, other than its condition. */
export function checkTakeoverWrite(error: { readonly message: string; readonly type: string } | undefined): void {
  if (error && error.type !== conditionFailed) {
    util.error(error.message, error.type);
  }
}

/** Raises a refusal. */
export function refuse(refusal: Refusal): never {
  util.error(refusal.message, refusal.type);
}
