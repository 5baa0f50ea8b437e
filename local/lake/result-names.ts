type Node = Readonly<Record<string, unknown>>;

/**
 * Names of a result's columns as Trino gives them: expressions without an alias are called `_col0`, `_col1` … by their
 * place; DuckDB would use their text.
 *
 * @param tree the SELECT as DuckDB's parser sees it
 * @param names DuckDB's names
 */
export function resultNames(tree: unknown, names: readonly string[]): readonly string[] {
  const list = selectListOf(tree);
  if (list === undefined) return names.map((_, index) => `_col${index}`);
  const stars = list.filter((node) => node["class"] === "STAR").length;
  // With more than one star it cannot be told which columns come from which.
  if (stars > 1) return names;
  const width = stars === 0 ? 0 : names.length - list.length + 1;
  const result: string[] = [];
  for (const node of list) {
    const name = names[result.length] ?? "";
    if (node["class"] === "STAR") result.push(...names.slice(result.length, result.length + width));
    else result.push(isNamed(node) ? name : `_col${result.length}`);
  }
  return result.length === names.length ? result : names;
}

function isNamed(node: Node): boolean {
  return node["class"] === "COLUMN_REF" || (typeof node["alias"] === "string" && node["alias"] !== "");
}

/** The select list that names the result: of the leftmost SELECT; undefined for VALUES. */
function selectListOf(tree: unknown): readonly Node[] | undefined {
  let node = tree;
  while (isNode(node) && node["type"] !== "SELECT_NODE") node = node["left"];
  const list = isNode(node) ? node["select_list"] : undefined;
  if (!Array.isArray(list) || !isNode(node)) return undefined;
  const nodes = (list as readonly unknown[]).filter(isNode);
  const from = node["from_table"];
  const isValues = isNode(from) && from["alias"] === "valueslist" && from["type"] === "EXPRESSION_LIST";
  return isValues ? undefined : nodes;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}
