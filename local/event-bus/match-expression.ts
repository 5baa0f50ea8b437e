import { compileAnythingBut } from "./anything-but.js";
import { isInRange, parseCidr } from "./ip-address.js";
import type { JsonNode, JsonObjectNode } from "./json-tree.js";
import { firstTextOf, numberOf, stringOperand, wildcardOf } from "./pattern-operand.js";
import { explained, refuse, refuseAtEnd } from "./pattern-problem.js";
import { equalIgnoringCase, onNumber, onString, type ValueTest } from "./value-test.js";
import { matchesWildcard, type Wildcard } from "./wildcard.js";

/** `absent`: satisfied when the event has no such field. */
export type Matcher = { readonly kind: "present"; readonly test: ValueTest } | { readonly kind: "absent" };

const ONE_KEY = "Only one key allowed in match expression";

/**
 * Compiles one `{ "<operator>": … }` of a pattern
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html).
 *
 * @param wildcards - takes up the wildcards found, as their complexity counts per field
 * @throws PatternProblem
 */
export function compileMatchExpression(expression: JsonObjectNode, wildcards: Wildcard[]): Matcher {
  const [first, second] = expression.entries;
  if (first === undefined) return refuseAtEnd("Match expression name not found", expression);
  const [operator, operand] = first;
  const matcher = compileOperator(operator, operand, wildcards);
  const tooMany =
    operator === "numeric" || operator === "anything-but" ? "Too many elements in numeric expression" : ONE_KEY;
  if (second !== undefined) refuse(tooMany, second[1]);
  return matcher;
}

function compileOperator(operator: string, operand: JsonNode, wildcards: Wildcard[]): Matcher {
  switch (operator) {
    case "exactly": {
      const exact = stringOperand(operand, "exact");
      return present(onString((text) => text === exact));
    }
    case "prefix":
      return present(affix(operand, "prefix", (text, length) => text.slice(0, length)));
    case "suffix":
      return present(affix(operand, "suffix", (text, length) => text.slice(Math.max(0, text.length - length))));
    case "equals-ignore-case": {
      const expected = stringOperand(operand, "equals-ignore-case");
      return present(onString((text) => equalIgnoringCase(expected, text)));
    }
    case "wildcard": {
      const wildcard = wildcardOf(operand, stringOperand(operand, "wildcard"), wildcards);
      return present(onString((text) => matchesWildcard(wildcard, text)));
    }
    case "numeric":
      return present(onNumber(numericTest(operand)));
    case "anything-but":
      return present(compileAnythingBut(operand, wildcards));
    case "cidr": {
      // The wrong operator in this message is EventBridge's own.
      const text = stringOperand(operand, "prefix");
      const range = explained(() => parseCidr(text), undefined);
      return present(onString((address) => isInRange(range, address)));
    }
    case "exists":
      if (operand.kind === "true") return present(() => true);
      if (operand.kind === "false") return { kind: "absent" };
      return refuse("exists match pattern must be either true or false.", operand);
    default:
      return refuse(`Unrecognized match type ${operator}`, operand);
  }
}

function present(test: ValueTest): Matcher {
  return { kind: "present", test };
}

/** Prefix or suffix: a string, or `{ "equals-ignore-case": string }`. */
function affix(operand: JsonNode, name: "prefix" | "suffix", end: (text: string, length: number) => string): ValueTest {
  if (operand.kind !== "object") {
    const expected = stringOperand(operand, name);
    return onString((text) => end(text, expected.length) === expected);
  }
  const title = name === "prefix" ? "Prefix" : "Suffix";
  const [first, second] = operand.entries;
  if (first === undefined) return refuseAtEnd(`${title} expression name not found`, operand);
  if (first[0] !== "equals-ignore-case") return refuse(`Unsupported ${name} pattern: ${first[0]}`, first[1]);
  const expected = stringOperand(first[1], "equals-ignore-case");
  if (second !== undefined) refuse(ONE_KEY, second[1]);
  return onString((text) => equalIgnoringCase(expected, end(text, expected.length)));
}

type Comparison = (number: number) => boolean;

/** `["=", 5]`, `["<", 10]`, or a range such as `[">", 0, "<=", 5]`. */
function numericTest(operand: JsonNode): Comparison {
  if (operand.kind !== "array") return refuse("Value of numeric must be an array.", operand);
  const [operator, limit, upperOperator, upperLimit, more] = operand.items;
  if (operator?.kind !== "string") {
    return operator === undefined
      ? refuseAtEnd("Invalid member in numeric match: ]", operand)
      : refuse(`Invalid member in numeric match: ${firstTextOf(operator)}`, operator, "read");
  }
  if (!["=", "<", "<=", ">", ">="].includes(operator.text)) {
    return refuse(`Unrecognized numeric range operator: ${operator.text}`, limit ?? operator);
  }
  const named = operator.text === "=" ? "equals" : operator.text;
  const number = numberOperand(operand, limit, named);
  const test = comparison(operator.text, number);
  if (upperOperator === undefined) return test;
  if (!operator.text.startsWith(">")) return refuse("Too many elements in numeric expression", upperOperator);

  if (upperOperator.kind !== "string") {
    return refuse(`Bad value in numeric range: ${firstTextOf(upperOperator)}`, upperOperator, "read");
  }
  if (!upperOperator.text.startsWith("<") || upperOperator.text.length > 2) {
    return refuse(`Bad numeric range operator: ${upperOperator.text}`, upperOperator, "read");
  }
  const upper = numberOperand(operand, upperLimit, upperOperator.text);
  if (more !== undefined) return refuse("Too many terms in numeric range expression", more);
  if (number >= upper) return refuseAtEnd("Bottom must be less than top", operand);
  const upperTest = comparison(upperOperator.text, upper);
  return (value) => test(value) && upperTest(value);
}

function comparison(operator: string, limit: number): Comparison {
  switch (operator) {
    case "=":
      return (number) => number === limit;
    case "<":
      return (number) => number < limit;
    case "<=":
      return (number) => number <= limit;
    case ">":
      return (number) => number > limit;
    default:
      return (number) => number >= limit;
  }
}

function numberOperand(list: JsonNode, node: JsonNode | undefined, operator: string): number {
  const reason = `Value of ${operator} must be numeric`;
  if (node === undefined) return refuseAtEnd(reason, list);
  if (node.kind !== "number") return refuse(reason, node);
  return numberOf(node, refuse);
}
