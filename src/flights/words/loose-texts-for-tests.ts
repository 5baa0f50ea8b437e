import ts from "typescript";

/** A text in a component that does not come from a catalogue. */
export interface LooseText {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** Attributes and properties whose value a passenger reads or hears. */
const spokenAttributes = new Set([
  "alt",
  "aria-description",
  "aria-label",
  "aria-placeholder",
  "aria-roledescription",
  "aria-valuetext",
  "caption",
  "heading",
  "hint",
  "label",
  "message",
  "placeholder",
  "summary",
  "text",
  "title",
]);
const letter = /\p{L}/u;
/**
 * As sentences and labels begin, words that follow each other, and a word in brackets; names of keys, classes, events and
 * fields look otherwise.
 */
const prose = /^\p{Lu}\p{Ll}+|(?<!\S)\p{L}+,? \p{L}{2,}(?![^\s.,:;!?])|^\(\p{L}+\)$/u;
/** A word beside a value in a template, with a space between: `${height} mm`, `from ${least}`. */
const besideValue = { before: /(?<!\S)\p{L}+ $/u, after: /^ \p{L}+(?!\S)/u } as const;

/**
 * Finds texts for people in the source of one module. Three rules: no letters between tags; no literal with letters in
 * an expression between tags or in a spoken attribute; and, so that a detour by a constant does not help, no literal
 * anywhere that begins as a sentence does, except where only a programmer reads it (errors, the console) or where it is
 * compared with (names of keys), imported, or a type.
 */
export function findLooseTexts(file: string, source: string): readonly LooseText[] {
  const module = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, kindOf(file));
  const found: LooseText[] = [];
  const add = (node: ts.Node, text: string) => {
    const { line } = module.getLineAndCharacterOfPosition(node.getStart(module));
    found.push({ file, line: line + 1, text: text.trim() });
  };
  const visit = (node: ts.Node, spoken: boolean) => {
    if (ts.isJsxText(node)) {
      if (letter.test(node.text)) add(node, node.text);
      return;
    }
    if (ts.isJsxAttribute(node)) {
      const name = node.name.getText(module);
      if (node.initializer !== undefined && !isTechnical(name)) visit(node.initializer, spokenAttributes.has(name));
      return;
    }
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (isForProgrammers(node, module)) return;
    const text = literalText(node);
    if (text !== undefined && (spoken ? letter.test(text) : isProse(node, text))) add(node, text);
    if (ts.isJsxElement(node) || ts.isJsxFragment(node)) {
      if (ts.isJsxElement(node)) visit(node.openingElement, false);
      for (const child of node.children) visit(child, true);
      return;
    }
    ts.forEachChild(node, (child) => {
      visit(child, spoken && staysSpoken(node, child));
    });
  };
  visit(module, false);
  return found;
}

/** In a .ts file, `<T>(` begins a function; in a .tsx file, an element. */
function kindOf(file: string): ts.ScriptKind {
  return file.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
}

function isProse(node: ts.Node, text: string): boolean {
  if (prose.test(text)) return true;
  if (ts.isTemplateHead(node)) return besideValue.before.test(text);
  return (ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) && besideValue.after.test(text);
}

/** Attributes that hold names, not texts. */
function isTechnical(name: string): boolean {
  return name === "className" || name === "style" || name === "key" || name === "d" || name.startsWith("data-");
}

function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) return node.text;
  return undefined;
}

/** `new Error("…")`, `console.warn("…")`, `report("…")`; what is compared with; `case "…"`; `row["…"]`. */
function isForProgrammers(node: ts.Node, module: ts.SourceFile): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText(module).endsWith("Error");
  if (ts.isCallExpression(node)) return /^console\.|(?:^|\.)report$/.test(node.expression.getText(module));
  if (literalText(node) === undefined) return false;
  const { parent } = node;
  return (
    (ts.isBinaryExpression(parent) && isComparison(parent.operatorToken.kind)) ||
    ts.isCaseClause(parent) ||
    ts.isElementAccessExpression(parent)
  );
}

function isComparison(operator: ts.SyntaxKind): boolean {
  return (
    operator === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    operator === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
    operator === ts.SyntaxKind.InKeyword
  );
}

/** Within an expression that is shown: not what a call is made of, save what a function in it returns; no attributes. */
function staysSpoken(node: ts.Node, child: ts.Node): boolean {
  if (ts.isCallExpression(node)) return ts.isArrowFunction(child);
  if (ts.isConditionalExpression(node)) return child !== node.condition;
  return !ts.isJsxSelfClosingElement(node) && !ts.isJsxOpeningElement(node);
}
