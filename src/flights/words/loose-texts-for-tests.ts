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
/** As sentences and labels begin, and names of keys, classes, events and fields do not. */
const prose = /^\p{Lu}\p{Ll}+|\p{L} \p{L}+[.!?]$/u;

/**
 * Finds texts for people in the source of one module. Three rules: no letters between tags; no literal with letters in
 * an expression between tags or in a spoken attribute; and, so that a detour by a constant does not help, no literal
 * anywhere that begins as a sentence does, except where only a programmer reads it (errors, the console) or where it is
 * compared with (names of keys), imported, or a type.
 */
export function findLooseTexts(file: string, source: string): readonly LooseText[] {
  const module = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
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
    if (text !== undefined && (spoken ? letter : prose).test(text)) add(node, text);
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

/** Attributes that hold names, not texts. */
function isTechnical(name: string): boolean {
  return name === "className" || name === "style" || name === "key" || name === "d" || name.startsWith("data-");
}

function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) return node.text;
  return undefined;
}

/** `new Error("…")`, `console.warn("…")`; what is compared with; `case "…"`; `row["…"]`. */
function isForProgrammers(node: ts.Node, module: ts.SourceFile): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText(module).endsWith("Error");
  if (ts.isCallExpression(node)) return node.expression.getText(module).startsWith("console.");
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
