import type { JsonArrayNode, JsonNode, JsonObjectNode, JsonScalarNode } from "./json-tree.js";
import { numberOf, wildcardOf } from "./pattern-operand.js";
import { refuse, refuseAtEnd, refuseItem } from "./pattern-problem.js";
import { comparableNumber, equalIgnoringCase, onString, type ValueTest } from "./value-test.js";
import { matchesWildcard, type Wildcard } from "./wildcard.js";

const WRONG_VALUE = "Value of anything-but must be an array or single string/number value.";
const WRONG_ITEM = "Inside anything but list, start|null|boolean is not supported.";
const MIXED_ITEMS = "Inside anything but list, either all values are number or string, mixed type is not supported";
const TOO_MANY = "Too many elements in numeric expression";
const STRINGS_ONLY = {
  prefix: "prefix/suffix match pattern must be a string",
  suffix: "prefix/suffix match pattern must be a string",
  "equals-ignore-case": "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
  wildcard: "wildcard match pattern must be a string",
} as const;

/**
 * Compiles what stands behind `anything-but`: a string, a number, a list of either, or an operator with a string or a
 * list of strings. Satisfied by a value of any kind that the operand does not name; an absent field never satisfies it
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-anything-but).
 *
 * @param wildcards - takes up the wildcards found, as their complexity counts per field
 * @throws PatternProblem
 */
export function compileAnythingBut(operand: JsonNode, wildcards: Wildcard[]): ValueTest {
  switch (operand.kind) {
    case "object":
      return not(compileExcludedStrings(operand, wildcards));
    case "array":
      return not(compileExcludedList(operand));
    case "string":
      return not(onString((text) => text === operand.text));
    case "number":
      return not(equalToAny([numberOf(operand, refuse)]));
    default:
      return refuse(WRONG_VALUE, operand);
  }
}

function not(test: ValueTest): ValueTest {
  return (value) => !test(value);
}

function equalToAny(numbers: readonly number[]): ValueTest {
  const excluded = new Set(numbers);
  return (value) => {
    if (value.kind !== "number") return false;
    const number = comparableNumber(value.text);
    return number !== undefined && excluded.has(number);
  };
}

function compileExcludedList(list: JsonArrayNode): ValueTest {
  const items = list.items.map((item) => (isStringOrNumber(item) ? item : refuseItem(WRONG_ITEM, item)));
  const numbers = items.filter(({ kind }) => kind === "number").map((item) => numberOf(item, refuseItem));
  if (numbers.length > 0 && numbers.length === items.length) return equalToAny(numbers);
  if (numbers.length > 0 || items.length === 0) return refuseAtEnd(MIXED_ITEMS, list);
  const strings = new Set(items.map(({ text }) => text));
  return onString((text) => strings.has(text));
}

function isStringOrNumber(node: JsonNode): node is JsonScalarNode {
  return node.kind === "string" || node.kind === "number";
}

function compileExcludedStrings(expression: JsonObjectNode, wildcards: Wildcard[]): ValueTest {
  const [first, second] = expression.entries;
  if (first === undefined) return refuseAtEnd("Anything-But expression name not found", expression);
  const [operator, operand] = first;
  if (!isStringOperator(operator)) return refuse(`Unsupported anything-but pattern: ${operator}`, operand);
  if (operand.kind !== "array" && !isStringOrNumber(operand)) return refuse(WRONG_VALUE, operand);

  const tests =
    operand.kind === "array"
      ? operand.items.map((item) => excludedString(operator, item, refuseItem, wildcards))
      : [excludedString(operator, operand, refuse, wildcards)];
  if (second !== undefined) refuse(TOO_MANY, second[1]);
  return onString((text) => tests.some((test) => test(text)));
}

type StringOperator = keyof typeof STRINGS_ONLY;

function isStringOperator(operator: string): operator is StringOperator {
  return Object.hasOwn(STRINGS_ONLY, operator);
}

function excludedString(
  operator: StringOperator,
  node: JsonNode,
  refuseNode: typeof refuse,
  wildcards: Wildcard[],
): (text: string) => boolean {
  if (node.kind !== "string") return refuseNode(STRINGS_ONLY[operator], node);
  const excluded = node.text;
  if (operator === "equals-ignore-case") return (text) => equalIgnoringCase(excluded, text);
  if (operator === "wildcard") {
    const wildcard = wildcardOf(node, excluded, wildcards);
    return (text) => matchesWildcard(wildcard, text);
  }
  if (excluded === "") return refuseNode("Null prefix/suffix not allowed", node, "read");
  return operator === "prefix" ? (text) => text.startsWith(excluded) : (text) => text.endsWith(excluded);
}
