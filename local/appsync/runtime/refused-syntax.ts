import type { SourceToken } from "./source-tokens.js";

/** Where AWS lists what APPSYNC_JS understands. */
export const SUPPORTED_FEATURES_URL = "https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html";

/** Statements and operators that the service refuses when a resolver is saved, and what to write instead. */
const REFUSED_WORDS: Readonly<Record<string, string>> = {
  while: "use for-of over an array",
  do: "use for-of over an array",
  continue: "turn the condition round",
  try: "errors cannot be caught; check values before using them",
  catch: "errors cannot be caught; check values before using them",
  finally: "errors cannot be caught; check values before using them",
  throw: "use util.error(message, errorType)",
  class: "use plain objects and functions",
  async: "handlers are synchronous; the data source does the waiting",
  await: "handlers are synchronous; the data source does the waiting",
  yield: "use arrays",
  with: "name the object",
};

const REFUSED_PUNCTUATORS: Readonly<Record<string, string>> = {
  "++": "use += 1",
  "--": "use -= 1",
  "~": "use -x - 1",
};

/**
 * Refuses what APPSYNC_JS refuses. Besides being faithful this bounds the run time of handlers: without `while`, C-style
 * `for` and recursion (a stack overflow ends that) a handler cannot run for ever, so no watchdog is needed, which would cost
 * 0.1 ms per evaluation.
 *
 * @throws SyntaxError naming line, column, the construct and what to write instead
 */
export function findRefusedSyntax(tokens: readonly SourceToken[]): void {
  /** Bracket depths inside the headers of `for` statements. */
  const forHeaders: number[] = [];
  tokens.forEach((token, index) => {
    const previous = tokens[index - 1];
    const next = tokens[index + 1];
    if (token.kind === "punctuator") {
      const instead = Object.hasOwn(REFUSED_PUNCTUATORS, token.text) ? REFUSED_PUNCTUATORS[token.text] : undefined;
      if (instead !== undefined) throw refusal(token, `operator ${token.text}`, instead);
      if (token.text === ";" && forHeaders.at(-1) === token.depth) {
        throw refusal(token, "for (initialization; condition; afterthought)", "use for-of or for-in");
      }
      if (token.text === ")" && forHeaders.at(-1) === token.depth + 1) forHeaders.pop();
      return;
    }
    if (token.kind !== "word" || isPropertyName(previous, next)) return;
    if (token.text === "for") forHeaders.push(token.depth + 1);
    else if (token.text === "in" && forHeaders.at(-1) !== token.depth) {
      throw refusal(token, "operator in", "use Object.hasOwn(object, name)");
    } else if (token.text === "function" && next?.text === "*") throw refusal(token, "a generator", "use arrays");
    const instead = Object.hasOwn(REFUSED_WORDS, token.text) ? REFUSED_WORDS[token.text] : undefined;
    if (instead !== undefined) throw refusal(token, token.text, instead);
  });
}

function isPropertyName(previous: SourceToken | undefined, next: SourceToken | undefined): boolean {
  if (previous?.text === "." || previous?.text === "?.") return true;
  if (next?.text === ":") return previous?.text === "{" || previous?.text === ",";
  return false;
}

function refusal(token: SourceToken, construct: string, instead: string): SyntaxError {
  return new SyntaxError(
    `code.js:${token.line}:${token.column}: APPSYNC_JS does not support ${construct}: ${instead} (${SUPPORTED_FEATURES_URL})`,
  );
}
