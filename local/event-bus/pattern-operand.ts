import type { JsonNode, JsonScalarNode } from "./json-tree.js";
import { explained, refuse } from "./pattern-problem.js";
import { comparableNumber } from "./value-test.js";
import { parseWildcard, type Wildcard } from "./wildcard.js";

/** The text of an operand that must be a string. @throws PatternProblem that calls it by `name` */
export function stringOperand(operand: JsonNode, name: string): string {
  return operand.kind === "string" ? operand.text : refuse(`${name} match pattern must be a string`, operand);
}

/** Reads a wildcard and adds it to those of its field. @throws PatternProblem where it is malformed */
export function wildcardOf(operand: JsonNode, text: string, wildcards: Wildcard[]): Wildcard {
  const wildcard = explained(() => parseWildcard(text), operand);
  wildcards.push(wildcard);
  return wildcard;
}

/** The number of a pattern's literal; refused where EventBridge could not compare it. */
export function numberOf(node: JsonScalarNode, refuseNumber: (reason: string, node: JsonNode) => never): number {
  return comparableNumber(node.text) ?? refuseNumber(`Cannot compare number : ${node.text}`, node);
}

/** What Jackson gives as the text of the token that a value begins with. */
export function firstTextOf(node: JsonNode): string {
  if (node.kind === "object") return "{";
  return node.kind === "array" ? "[" : node.text;
}
