import { util } from "@aws-appsync/utils";
import { contentId, contentOf } from "../status-update/content-id.js";
import { flatJsonObject } from "../status-update/flat-json.js";
import { flightKeyOf } from "../status-update/flight-item.js";
import { invalidInput, isProblem, problem } from "../status-update/problem.js";
import { registersOf } from "../status-update/registers.js";
import { present, statusUpdateOf, type MutationName, type StatusUpdateInput } from "../status-update/status-update.js";
import { leastMoveOfEvent } from "./feed-stash.js";
import type { UpdateStash } from "./stash.js";

/** Room for the largest schedule with all its codeshares. */
const longestExtra = 2000;

/** The object whose JSON text `extra` is; raises `InvalidInput` where it is none. */
function parsedExtra(extra: string | undefined): Record<string, unknown> {
  if (extra === undefined) {
    return {};
  }
  if (extra.length > longestExtra || !util.matches(flatJsonObject, extra)) {
    const expected = `the JSON text of an object, up to ${longestExtra} characters`;
    const remedy = 'Write it like {"delayMinutes": 15}, with the fields of that event\'s info type.';
    return util.error(problem("extra", expected, extra, remedy).problem, invalidInput);
  }
  return JSON.parse(extra) as Record<string, unknown>;
}

/** Checks the input of a mutation and works out all that its steps write; raises `InvalidInput`. */
export function accept(input: StatusUpdateInput, mutation: MutationName): UpdateStash {
  const taken = statusUpdateOf(input, parsedExtra(present(input.extra)), util.time.nowISO8601(), mutation);
  if (isProblem(taken)) {
    return util.error(taken.problem, invalidInput);
  }
  const { update } = taken;
  const id = update.id ?? contentId(update.event, util.base64Encode(contentOf(update)));
  return {
    update: { ...update, id },
    key: flightKeyOf(update),
    registers: registersOf(update, id),
    feed: { time: update.time, leastMove: leastMoveOfEvent },
  };
}
