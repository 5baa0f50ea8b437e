import ts from "typescript";

/**
 * How the modules of the app reach into catalogues: every chain of names, from the outside in (`words.phone.results`), at
 * its full length, and every name that is taken out by destructuring (`{ loading }`). A chain by brackets
 * (`words.status[status]`) ends before them.
 */
export interface NameUse {
  readonly chains: readonly string[];
  readonly taken: ReadonlySet<string>;
}

/** Finds that in the source of one module. */
export function findNameUse(file: string, source: string): NameUse {
  const kind = file.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const module = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, kind);
  const chains: string[] = [];
  const taken = new Set<string>();
  const visit = (node: ts.Node) => {
    if (ts.isPropertyAccessExpression(node) && !ts.isPropertyAccessExpression(node.parent)) chains.push(chainOf(node));
    if (ts.isBindingElement(node)) taken.add((node.propertyName ?? node.name).getText(module));
    ts.forEachChild(node, visit);
  };
  visit(module);
  return { chains, taken };
}

function chainOf(node: ts.Expression): string {
  if (ts.isPropertyAccessExpression(node)) return `${chainOf(node.expression)}.${node.name.text}`;
  return ts.isIdentifier(node) ? node.text : "";
}

/**
 * Which texts of a catalogue (`phone.results`) nobody asks for. A text is asked for by a chain that ends with its path,
 * by its own name where it is taken out of its group, or with all of its group where a chain ends with that. It is
 * generous: a text that has the name of something else may pass.
 */
export function unusedTexts(paths: readonly string[], uses: readonly NameUse[]): readonly string[] {
  const ends = new Set(uses.flatMap(({ chains }) => chains.flatMap(endsOf)));
  const taken = new Set(uses.flatMap((use) => [...use.taken]));
  return paths.filter((path) => {
    const [name = "", ...outer] = path.split(".").reverse();
    if (taken.has(name) || ends.has(path)) return false;
    const groups = outer.map((_, index) => outer.slice(index).reverse().join("."));
    return groups.every((group) => !ends.has(group));
  });
}

/** `words.phone.results`, `phone.results`, `results`. */
function endsOf(chain: string): readonly string[] {
  const names = chain.split(".");
  return names.map((_, index) => names.slice(index).join("."));
}
