import { JsonSyntaxError, type JsonNode } from "./json-tree.js";

/** A pattern is refused; `places` are the offsets that the message names, mostly one. */
export class PatternProblem extends Error {
  constructor(
    message: string,
    readonly places: readonly number[],
  ) {
    super(message);
    this.name = "PatternProblem";
  }
}

/** `unread`: EventBridge's parser stands behind the first character of a string that it does not look into. */
export type Reading = "read" | "unread";

/** Refuses a pattern because of this value. */
export function refuse(reason: string, node: JsonNode, reading: Reading = "unread"): never {
  throw new PatternProblem(reason, [placeOf(node, reading)]);
}

/** Refuses an item of a list whose items EventBridge reads in a scope of their own: it names the place twice. */
export function refuseItem(reason: string, node: JsonNode, reading: Reading = "unread"): never {
  const place = placeOf(node, reading);
  throw new PatternProblem(reason, [place, place]);
}

/** Refuses a value because of something that comes after all of its parts: the place is its closing bracket. */
export function refuseAtEnd(reason: string, node: JsonNode): never {
  throw new PatternProblem(reason, [node.end]);
}

/** Runs a check whose error has a reason but no place. @throws PatternProblem at the node, or nowhere */
export function explained<T>(check: () => T, node: JsonNode | undefined): T {
  try {
    return check();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PatternProblem(reason, node === undefined ? [] : [placeOf(node, "read")]);
  }
}

function placeOf(node: JsonNode, reading: Reading): number {
  const opensOnly = node.kind === "object" || node.kind === "array" || (node.kind === "string" && reading === "unread");
  return opensOnly ? node.start + 1 : node.end;
}

const LONGEST_SOURCE = 500;

/** EventBridge's message for a pattern that it refuses. */
export function refusalMessage(problem: PatternProblem | JsonSyntaxError, text: string): string {
  const places = problem instanceof JsonSyntaxError ? [problem.offset] : problem.places;
  const rest = text.length - LONGEST_SOURCE;
  const source = `"${text.slice(0, LONGEST_SOURCE)}"${rest > 0 ? `[truncated ${rest} chars]` : ""}`;
  const located = places.map((offset) => {
    const before = text.slice(0, offset);
    const line = before.split("\n").length;
    const column = offset - before.lastIndexOf("\n");
    return `\n at [Source: (String)${source}; line: ${line}, column: ${column}]`;
  });
  return `Event pattern is not valid. Reason: ${problem.message}${located.join("")}`;
}
