import { entryOf, type JsonArrayNode, type JsonNode } from "./json-tree.js";

/** The part of JSONPath that EventBridge reads: `$.detail.instance-id`, `$.resources[0]`, `$.list[*].id`, `$['a.b']`. */
export type JsonPath = readonly (string | number | typeof EVERY)[];

const EVERY = Symbol("every item");
const STEP = /\.([^.[\]]+)|\[(\d+)\]|\[(\*)\]|\['([^']+)'\]/y;

/** Reads a path, or gives undefined where the text is none. */
export function parseJsonPath(text: string): JsonPath | undefined {
  if (!text.startsWith("$")) return undefined;
  const steps: (string | number | typeof EVERY)[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < text.length) {
    const found = STEP.exec(text);
    if (found === null) return undefined;
    const [, name, index, every, quoted] = found;
    steps.push(every !== undefined ? EVERY : index !== undefined ? Number(index) : (name ?? quoted ?? ""));
  }
  return steps;
}

/** What the path leads to, or undefined where there is nothing. `[*]` gives the list of all that it leads to. */
export function valueAt(root: JsonNode, path: JsonPath): JsonNode | undefined {
  let node: JsonNode | undefined = root;
  for (const [position, step] of path.entries()) {
    if (node === undefined) return undefined;
    if (step === EVERY) return node.kind === "array" ? everyValueAt(node, path.slice(position + 1)) : undefined;
    node = typeof step === "string" ? entryOf(node, step) : node.kind === "array" ? node.items[step] : undefined;
  }
  return node;
}

function everyValueAt(list: JsonArrayNode, rest: JsonPath): JsonArrayNode {
  const items = list.items.flatMap((item) => valueAt(item, rest) ?? []);
  return { ...list, items };
}
