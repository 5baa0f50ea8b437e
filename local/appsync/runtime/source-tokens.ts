/** A lexical token of a resolver's source. Comments and white space are left out. */
export interface SourceToken {
  readonly kind: "word" | "punctuator" | "string" | "number" | "template" | "regex";
  readonly text: string;
  /** Offset in the source. */
  readonly start: number;
  readonly end: number;
  /** Open brackets of any kind around the token. */
  readonly depth: number;
  /** Starting at 1. */
  readonly line: number;
  readonly column: number;
}

/** Anything beyond ASCII counts as part of a word: white space there is skipped before, and operators are ASCII. */
const WORD = /[A-Za-z$_\\\u0080-\uffff][\w$\\\u0080-\uffff]*/y;
const NUMBER = /(?:0[xXbBoO][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)n?/y;
const PUNCTUATOR = /\.\.\.|=>|\?\.(?!\d)|\?\?=?|\+\+|--|\*\*=?|[=!]==?|<<=?|>>>?=?|&&=?|\|\|=?|[-+*/%&|^<>]=?|\S/y;
const SPACE = /(?:[\s\ufeff]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const STRING = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/y;
const REGEX = /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

/** Words after which a slash begins a regular expression, not a division. */
const BEFORE_EXPRESSION = new Set(["return", "typeof", "case", "in", "of", "void", "delete", "else", "do", "throw"]);

/**
 * Splits JavaScript into tokens, enough to find statements without understanding expressions
 * (https://tc39.es/ecma262/#sec-ecmascript-language-lexical-grammar). After `)` and `}` a slash counts as a division, which
 * is right for every expression; only a statement that begins with a regular expression literal would be read wrongly.
 *
 * @throws SyntaxError on an unterminated string, template or bracket
 */
export function tokenize(source: string): SourceToken[] {
  const tokens: SourceToken[] = [];
  /** Depths at which a `}` continues a template. */
  const templates: number[] = [];
  let offset = 0;
  let depth = 0;
  let line = 1;
  let lineStart = 0;

  const advance = (to: number): void => {
    for (let newline = source.indexOf("\n", offset); newline !== -1 && newline < to;) {
      line += 1;
      lineStart = newline + 1;
      newline = source.indexOf("\n", lineStart);
    }
    offset = to;
  };
  const push = (kind: SourceToken["kind"], end: number): void => {
    const text = source.slice(offset, end);
    tokens.push({ kind, text, start: offset, end, depth, line, column: offset - lineStart + 1 });
    advance(end);
  };
  const match = (pattern: RegExp): number => {
    pattern.lastIndex = offset;
    return pattern.test(source) ? pattern.lastIndex : -1;
  };
  const fail = (what: string): never => {
    throw new SyntaxError(`code.js:${line}:${offset - lineStart + 1}: ${what}`);
  };
  const templatePart = (): void => {
    for (let index = offset + 1; index < source.length; index += 1) {
      const char = source[index];
      if (char === "\\") index += 1;
      else if (char === "`") return push("template", index + 1);
      else if (char === "$" && source[index + 1] === "{") {
        push("template", index + 2);
        templates.push(depth);
        depth += 1;
        return;
      }
    }
    fail("unterminated template literal");
  };

  while (offset < source.length) {
    const space = match(SPACE);
    if (space !== -1) {
      advance(space);
      continue;
    }
    const char = source.charAt(offset);
    const word = match(WORD);
    if (word !== -1) push("word", word);
    else if (char === "`") templatePart();
    else if (char === "}" && templates.at(-1) === depth - 1) {
      templates.pop();
      depth -= 1;
      templatePart();
    } else if (char === '"' || char === "'") {
      const end = match(STRING);
      push("string", end === -1 ? fail("unterminated string") : end);
    } else if (/\d/.test(char) || (char === "." && /\d/.test(source.charAt(offset + 1)))) push("number", match(NUMBER));
    else if (char === "/" && regexMayFollow(tokens.at(-1)) && match(REGEX) !== -1) push("regex", match(REGEX));
    else if (char === "(" || char === "[" || char === "{") {
      push("punctuator", offset + 1);
      depth += 1;
    } else if (char === ")" || char === "]" || char === "}") {
      if (depth === 0) fail(`unexpected '${char}'`);
      depth -= 1;
      push("punctuator", offset + 1);
    } else push("punctuator", match(PUNCTUATOR));
  }
  if (depth !== 0) fail("a bracket is not closed");
  return tokens;
}

function regexMayFollow(previous: SourceToken | undefined): boolean {
  if (previous === undefined) return true;
  if (previous.kind === "word") return BEFORE_EXPRESSION.has(previous.text);
  if (previous.kind === "template") return previous.text.endsWith("${");
  return previous.kind === "punctuator" && ![")", "]", "}", "++", "--"].includes(previous.text);
}
