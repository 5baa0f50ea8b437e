import { fieldsOf, joinMemberships, type ArrayMembership, type EventFields } from "./event-fields.js";
import { JsonSyntaxError, parseJson, type JsonArrayNode, type JsonNode, type JsonObjectNode } from "./json-tree.js";
import { compileMatchExpression, type Matcher } from "./match-expression.js";
import { PatternProblem, refusalMessage, refuse, refuseAtEnd } from "./pattern-problem.js";
import { equalTo } from "./value-test.js";
import { areTooComplex } from "./wildcard-complexity.js";
import type { Wildcard } from "./wildcard.js";
import { UserError } from "../user-error.js";

/** A pattern that EventBridge refuses; the message is EventBridge's, with line and column. */
export class InvalidEventPatternError extends UserError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "InvalidEventPatternError";
  }
}

/** An event pattern, ready to be matched. */
export interface EventPattern {
  /** Whether the event, a JSON object with its envelope, matches. Reads nothing but the event. */
  matches(event: JsonNode): boolean;
}

/**
 * Fields that must all match, by their dotted names; a pattern with `$or` is one such branch per combination. In the
 * order of their names, as event-ruler walks them: whether a field is absent depends on the array elements that the
 * fields before it were found in.
 */
type Branch = readonly (readonly [field: string, matchers: readonly Matcher[]])[];
type OpenBranch = Map<string, readonly Matcher[]>;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-complex-example-or */
const MAXIMUM_BRANCHES = 1_000;

const TOO_COMPLEX =
  "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character";

// Names of operators cannot be fields inside "$or"
// (https://github.com/aws/event-ruler/blob/main/src/main/software/amazon/event/ruler/Constants.java).
const RESERVED_INSIDE_OR = new Set([
  ...["exactly", "equals-ignore-case", "prefix", "suffix", "anything-but", "exists", "wildcard", "numeric", "cidr"],
  ...["=", "<", "<=", ">", ">=", "regex", "not-wildcard", "not-equals-ignore-case", "date-after", "date-on-or-after"],
  ...["date-before", "date-on-or-before", "in-date-range", "ip-address-in-range", "ip-address-not-in-range"],
]);

/**
 * Compiles an event pattern from its JSON text by EventBridge's rules
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html).
 *
 * @throws InvalidEventPatternError with the message that EventBridge gives
 */
export function compileEventPattern(text: string): EventPattern {
  const branches = compileBranches(text);
  return {
    matches(event) {
      const fields = fieldsOf(event);
      return branches.some((branch) => branchMatches(branch, fields));
    },
  };
}

function compileBranches(text: string): readonly Branch[] {
  try {
    const root = parseJson(text, { allowTrailing: true });
    if (root.kind !== "object") return refuse("Filter is not an object", root);
    const branches = compileObject(root, "", [new Map()], false);
    return branches.map((branch) => [...branch].sort(([one], [other]) => (one < other ? -1 : 1)));
  } catch (error) {
    if (!(error instanceof PatternProblem) && !(error instanceof JsonSyntaxError)) throw error;
    throw new InvalidEventPatternError(refusalMessage(error, text), { cause: error });
  }
}

/** Adds the fields of a pattern's object to every branch. A field that occurs twice has its last value. */
function compileObject(
  object: JsonObjectNode,
  path: string,
  branches: readonly OpenBranch[],
  insideOr: boolean,
): readonly OpenBranch[] {
  if (object.entries.length === 0) return refuseAtEnd("Empty objects are not allowed", object);
  let result = branches;
  for (const [key, value] of object.entries) {
    const name = path === "" ? key : `${path}.${key}`;
    if (key === "$or") {
      result = compileOr(value, path, result);
      continue;
    }
    if (insideOr && RESERVED_INSIDE_OR.has(key)) {
      refuse(`${key} is Ruler reserved fieldName which cannot be used inside $or.`, value);
    }
    if (value.kind === "object") {
      result = compileObject(value, name, result, insideOr);
    } else if (value.kind === "array") {
      const matchers = compileList(value);
      for (const branch of result) branch.set(name, matchers);
    } else {
      refuse(`"${key}" must be an object or an array`, value);
    }
  }
  return result;
}

function compileOr(list: JsonNode, path: string, branches: readonly OpenBranch[]): readonly OpenBranch[] {
  if (list.kind !== "array") return refuse("It must be an Array followed with $or.", list);
  const result = list.items.flatMap((alternative) => {
    if (alternative.kind !== "object") {
      return refuse("Only JSON object is allowed in array of $or relationship.", alternative);
    }
    const copies = branches.map((branch) => new Map(branch));
    return compileObject(alternative, path, copies, true);
  });
  if (list.items.length < 2) return refuseAtEnd("There must have at least 2 Objects in $or relationship.", list);
  if (result.length > MAXIMUM_BRANCHES) {
    return refuseAtEnd(`$or must not lead to more than ${MAXIMUM_BRANCHES} combinations`, list);
  }
  return result;
}

function compileList(list: JsonArrayNode): readonly Matcher[] {
  const wildcards: Wildcard[] = [];
  const matchers = list.items.map((item): Matcher => {
    if (item.kind === "object") return compileMatchExpression(item, wildcards);
    if (item.kind === "array") return refuse("Match value must be String, number, true, false, or null", item);
    return { kind: "present", test: equalTo(item) };
  });
  if (areTooComplex(wildcards)) throw new PatternProblem(TOO_COMPLEX, []);
  return matchers.length === 0 ? refuseAtEnd("Empty arrays are not allowed", list) : matchers;
}

function branchMatches(branch: Branch, fields: EventFields): boolean {
  let memberships: readonly ArrayMembership[] = [new Map()];
  for (const [name, matchers] of branch) {
    memberships = distinct(memberships.flatMap((membership) => membershipsAfter(membership, matchers, fields, name)));
    if (memberships.length === 0) return false;
  }
  return true;
}

/** Every way in which one more field can match, given where the fields before it were found. */
function membershipsAfter(
  membership: ArrayMembership,
  matchers: readonly Matcher[],
  fields: EventFields,
  name: string,
): ArrayMembership[] {
  const result: ArrayMembership[] = [];
  let isPresent = false;
  for (const field of fields.get(name) ?? []) {
    const joined = joinMemberships(membership, field.membership);
    if (joined === undefined) continue;
    isPresent = true;
    if (matchers.some((matcher) => matcher.kind === "present" && matcher.test(field.value))) result.push(joined);
  }
  if (!isPresent && matchers.some(({ kind }) => kind === "absent")) result.push(membership);
  return result;
}

function distinct(memberships: readonly ArrayMembership[]): readonly ArrayMembership[] {
  if (memberships.length < 2) return memberships;
  const byKey = new Map(
    memberships.map((membership) => [
      [...membership]
        .sort(([one], [other]) => one - other)
        .map(([array, index]) => `${array}:${index}`)
        .join(),
      membership,
    ]),
  );
  return [...byKey.values()];
}
