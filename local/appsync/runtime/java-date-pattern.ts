/**
 * Patterns of java.time.format.DateTimeFormatter, on which `util.time` is based
 * (https://docs.oracle.com/javase/8/docs/api/java/time/format/DateTimeFormatter.html).
 */

/** A run of one pattern letter, text that stands for itself, or the edge of an optional section. */
export type PatternPart =
  | { readonly kind: "field"; readonly letter: FieldLetter; readonly count: number }
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "optionalStart" }
  | { readonly kind: "optionalEnd" };

/** Letters that this runtime knows, with the longest run that Java allows. */
const MAX_COUNT = {
  G: 5,
  u: 19,
  y: 19,
  D: 3,
  M: 5,
  L: 5,
  d: 2,
  Q: 4,
  q: 4,
  E: 5,
  e: 5,
  a: 1,
  h: 2,
  K: 2,
  k: 2,
  H: 2,
  m: 2,
  s: 2,
  S: 9,
  A: 19,
  n: 19,
  N: 19,
  V: 2,
  z: 4,
  O: 4,
  X: 5,
  x: 5,
  Z: 5,
} as const;

export type FieldLetter = keyof typeof MAX_COUNT;

/** Letters that Java has but whose meaning hangs on a locale or is not needed, with what to write instead. */
const NOT_IMPLEMENTED: Readonly<Record<string, string>> = {
  Y: "week-based years depend on a locale; the calendar year is y",
  w: "weeks depend on a locale",
  W: "weeks depend on a locale",
  c: "days counted from the locale's first day of the week; use E",
  p: "padding",
  F: "week of month",
};

const cache = new Map<string, readonly PatternPart[]>();
/** Patterns are written in code, so there are few; the bound only guards against patterns made from data. */
const CACHE_LIMIT = 500;

/**
 * Parses a pattern.
 *
 * @throws Error naming the letter where it is unknown to Java, repeated too often or not implemented here
 */
export function parseDatePattern(pattern: string): readonly PatternPart[] {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const parts = parse(pattern);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(pattern, parts);
  return parts;
}

function parse(pattern: string): PatternPart[] {
  const parts: PatternPart[] = [];
  let open = 0;
  for (let index = 0; index < pattern.length;) {
    const char = pattern.charAt(index);
    let end = index + 1;
    if (/[A-Za-z]/.test(char)) {
      while (pattern[end] === char) end += 1;
      parts.push(field(pattern, char, end - index));
    } else if (char === "'") {
      const literal = /^'(?:[^']|'')*'/.exec(pattern.slice(index))?.[0];
      if (literal === undefined) throw new Error(`The date pattern '${pattern}' ends inside a quoted literal`);
      parts.push({ kind: "literal", text: literal === "''" ? "'" : literal.slice(1, -1).replaceAll("''", "'") });
      end = index + literal.length;
    } else if (char === "[") {
      open += 1;
      parts.push({ kind: "optionalStart" });
    } else if (char === "]") {
      open -= 1;
      if (open < 0) throw new Error(`The date pattern '${pattern}' has ] without [`);
      parts.push({ kind: "optionalEnd" });
    } else if (/[{}#]/.test(char))
      throw new Error(`The date pattern '${pattern}' uses the reserved character '${char}'`);
    else parts.push({ kind: "literal", text: char });
    index = end;
  }
  // Java closes sections that are left open at the end.
  for (; open > 0; open -= 1) parts.push({ kind: "optionalEnd" });
  return parts;
}

function field(pattern: string, letter: string, count: number): PatternPart {
  if (Object.hasOwn(NOT_IMPLEMENTED, letter)) {
    throw new Error(
      `The letter ${letter} of the date pattern '${pattern}' is not implemented in the local APPSYNC_JS runtime: ${NOT_IMPLEMENTED[letter] ?? ""}`,
    );
  }
  if (!isFieldLetter(letter)) throw new Error(`Unknown pattern letter: ${letter}, in the date pattern '${pattern}'`);
  const wrongCount =
    count > MAX_COUNT[letter] || (letter === "V" && count !== 2) || (letter === "O" && count !== 1 && count !== 4);
  if (wrongCount)
    throw new Error(`Pattern letter count of ${letter} is wrong: ${count}, in the date pattern '${pattern}'`);
  return { kind: "field", letter, count };
}

function isFieldLetter(letter: string): letter is FieldLetter {
  return Object.hasOwn(MAX_COUNT, letter);
}

/** English texts of month and weekday, as the service's formatter writes them. */
export const MONTHS = [
  ...["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"],
  "December",
] as const;
export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
