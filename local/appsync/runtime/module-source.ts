import { findRefusedSyntax } from "./refused-syntax.js";
import { tokenize, type SourceToken } from "./source-tokens.js";

/** A resolver's ESM text, rewritten so that a function body can hold it. Lines stay where they were. */
export interface ModuleSource {
  readonly body: string;
  /** Local names of the exported handlers; undefined where the module exports no such handler. */
  readonly request: string | undefined;
  readonly response: string | undefined;
  /** Modules that the source imports. */
  readonly imports: readonly string[];
}

/** Modules that APPSYNC_JS offers (https://docs.aws.amazon.com/appsync/latest/devguide/built-in-modules-js.html). */
export const BUILT_IN_MODULES = [
  "@aws-appsync/utils",
  "@aws-appsync/utils/dynamodb",
  "@aws-appsync/utils/rds",
  "@aws-appsync/utils/ai",
] as const;

/** What the rewritten body calls to import a module. */
export const IMPORT_FUNCTION = "__import";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Turns `import` and `export` statements into what a function body can hold and refuses syntax that APPSYNC_JS refuses.
 *
 * @throws SyntaxError naming line and column, what was found and what to write instead
 */
export function rewriteModule(source: string): ModuleSource {
  const tokens = tokenize(source);
  findRefusedSyntax(tokens);
  const edits: Edit[] = [];
  const imports: string[] = [];
  const exported = new Map<string, string>();
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token?.kind !== "word" || token.depth !== 0 || tokens[index - 1]?.text === ".") continue;
    if (token.text === "import") edits.push(rewriteImport(source, tokens, index, imports));
    else if (token.text === "export") edits.push(rewriteExport(source, tokens, index, exported));
  }
  return {
    body: applyEdits(source, edits),
    request: exported.get("request"),
    response: exported.get("response"),
    imports,
  };
}

function rewriteImport(source: string, tokens: readonly SourceToken[], index: number, imports: string[]): Edit {
  const start = at(tokens, index);
  let cursor = index + 1;
  while (at(tokens, cursor).kind !== "string") cursor += 1;
  const from = at(tokens, cursor);
  const module = from.text.slice(1, -1);
  if (!(BUILT_IN_MODULES as readonly string[]).includes(module)) {
    throw refuse(
      start,
      `APPSYNC_JS cannot import '${module}'; it offers ${BUILT_IN_MODULES.join(", ")}. Bundle the rest.`,
    );
  }
  imports.push(module);
  const end = tokens[cursor + 1]?.text === ";" ? at(tokens, cursor + 1).end : from.end;
  const clause = tokens.slice(index + 1, cursor - 1);
  const call = `${IMPORT_FUNCTION}(${JSON.stringify(module)})`;
  const newlines = "\n".repeat(source.slice(start.start, end).split("\n").length - 1);
  if (clause.length === 0) return { start: start.start, end, text: `${call};${newlines}` };
  if (clause[0]?.text === "*")
    return { start: start.start, end, text: `const ${at(clause, 2).text} = ${call};${newlines}` };
  if (clause[0]?.text !== "{")
    throw refuse(start, `'${module}' has no default export; write import { … } from '${module}'`);
  const names = clause.map((token) => (token.text === "as" ? ":" : token.text)).join(" ");
  return { start: start.start, end, text: `const ${names} = ${call};${newlines}` };
}

function rewriteExport(
  source: string,
  tokens: readonly SourceToken[],
  index: number,
  exported: Map<string, string>,
): Edit {
  const start = at(tokens, index);
  const next = at(tokens, index + 1);
  if (next.text === "{") {
    let cursor = index + 2;
    for (; at(tokens, cursor).text !== "}"; cursor += 1) {
      const local = at(tokens, cursor);
      if (local.text === ",") continue;
      const renamed = at(tokens, cursor + 1).text === "as";
      exported.set(renamed ? at(tokens, cursor + 2).text : local.text, local.text);
      if (renamed) cursor += 2;
    }
    if (tokens[cursor + 1]?.text === "from") throw refuse(start, "export … from is not supported; import and export");
    const end = at(tokens, cursor).end;
    return { start: start.start, end, text: blank(source.slice(start.start, end)) };
  }
  if (next.text === "function") exported.set(at(tokens, index + 2).text, at(tokens, index + 2).text);
  else if (next.text === "const" || next.text === "let" || next.text === "var") {
    for (const name of declaredNames(tokens, index + 2)) exported.set(name, name);
  } else throw refuse(next, `export ${next.text} is not supported; export function request or response`);
  return { start: start.start, end: start.end, text: blank(start.text) };
}

/** The names of `const a = …, b = …;` up to the end of the statement. */
function declaredNames(tokens: readonly SourceToken[], index: number): string[] {
  const names = [at(tokens, index).text];
  const statements = new Set(["export", "import", "function", "const", "let", "var"]);
  for (let cursor = index + 1; cursor < tokens.length; cursor += 1) {
    const token = at(tokens, cursor);
    if (token.depth > 0) continue;
    if (token.text === ";" || (token.kind === "word" && statements.has(token.text) && tokens[cursor - 1]?.text !== "="))
      break;
    if (token.text === ",") names.push(at(tokens, cursor + 1).text);
  }
  return names;
}

function applyEdits(source: string, edits: readonly Edit[]): string {
  let result = "";
  let offset = 0;
  for (const edit of edits) {
    result += source.slice(offset, edit.start) + edit.text;
    offset = edit.end;
  }
  return result + source.slice(offset);
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

function at(tokens: readonly SourceToken[], index: number): SourceToken {
  const token = tokens[index];
  if (token === undefined) throw new SyntaxError("code.js: the source ends in the middle of a statement");
  return token;
}

function refuse(token: SourceToken, message: string): SyntaxError {
  return new SyntaxError(`code.js:${token.line}:${token.column}: ${message}`);
}
