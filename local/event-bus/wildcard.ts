/**
 * EventBridge's wildcard: `*` stands for any characters or none; `\*` and `\\` stand for themselves
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching).
 */
export interface Wildcard {
  /** The literal parts between the stars; one part: there is no star. */
  readonly parts: readonly string[];
}

/** @throws Error with EventBridge's own words: two stars in a row, or a stray backslash */
export function parseWildcard(text: string): Wildcard {
  const parts = [""];
  const append = (character: string): void => {
    parts.push(`${parts.pop() ?? ""}${character}`);
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === "*") {
      if (next === "*") throw new Error(`Consecutive wildcard characters at pos ${bytePosition(text, at)}`);
      parts.push("");
    } else if (character === "\\") {
      if (next !== "*" && next !== "\\") throw new Error(`Invalid escape character at pos ${bytePosition(text, at)}`);
      append(next);
      at += 1;
    } else {
      append(character);
    }
  }
  return { parts };
}

/** EventBridge counts UTF-8 bytes, the opening quote included. */
function bytePosition(text: string, at: number): number {
  return 1 + Buffer.byteLength(text.slice(0, at));
}

/** Whether the whole value matches. */
export function matchesWildcard({ parts }: Wildcard, value: string): boolean {
  const [first = "", ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return value === first;
  if (value.length < first.length + last.length || !value.startsWith(first) || !value.endsWith(last)) return false;
  let at = first.length;
  const end = value.length - last.length;
  for (const part of rest) {
    const found = value.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
