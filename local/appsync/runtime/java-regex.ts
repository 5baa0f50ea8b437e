/**
 * java.util.regex patterns as JavaScript regular expressions
 * (https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html). Most of the syntax is common to both; what Java
 * alone has is translated where JavaScript can say it and refused by name where it cannot.
 */

/** POSIX and java.lang.Character classes, US-ASCII as in Java. */
const CLASSES: Readonly<Record<string, string>> = {
  Lower: "a-z",
  Upper: "A-Z",
  ASCII: "\\x00-\\x7F",
  Alpha: "a-zA-Z",
  Digit: "0-9",
  Alnum: "a-zA-Z0-9",
  Punct: "!-\\/:-@\\[-`{-~",
  Graph: "!-~",
  Print: " -~",
  Blank: " \\t",
  Cntrl: "\\x00-\\x1F\\x7F",
  XDigit: "0-9a-fA-F",
  Space: " \\t\\n\\x0B\\f\\r",
};

const cache = new Map<string, RegExp>();
/** Patterns are written in code, so there are few; the bound only guards against patterns made from data. */
const CACHE_LIMIT = 500;

/**
 * Compiles a Java pattern.
 *
 * @param flags further JavaScript flags, such as `g`
 * @throws Error naming the construct that has no JavaScript counterpart, or where the pattern is wrong
 */
export function compileJavaPattern(pattern: string, flags = ""): RegExp {
  const key = `${flags}/${pattern}`;
  let compiled = cache.get(key);
  if (compiled === undefined) {
    const [source, own] = translate(pattern);
    compiled = new RegExp(source, flags + own);
    if (cache.size >= CACHE_LIMIT) cache.clear();
    cache.set(key, compiled);
  }
  compiled.lastIndex = 0;
  return compiled;
}

/**
 * Whether the whole of `text` matches, as `java.util.regex.Pattern.matches` decides it. AWS documents `util.matches` with that
 * method's own example, `("a*b", "aaaaab")`.
 */
export function javaMatches(pattern: string, text: string): boolean {
  const flags = /^\(\?[a-zA-Z]+\)/.exec(pattern)?.[0] ?? "";
  return compileJavaPattern(`${flags}\\A(?:${pattern.slice(flags.length)})\\z`).test(text);
}

/** A Java replacement (`$1`, `${name}`, `\\$`) as JavaScript writes it. */
export function toJavaReplacement(replacement: string): string {
  return replacement.replace(
    /\\([\s\S])|\$\{(\w+)\}|\$(\d)|\$/g,
    (all, escaped?: string, name?: string, digit?: string) => {
      if (escaped !== undefined) return escaped === "$" ? "$$" : escaped;
      if (name !== undefined) return `$<${name}>`;
      if (digit !== undefined) return digit === "0" ? "$&" : `$${digit}`;
      throw new Error(`Illegal group reference in the replacement '${replacement}'`);
    },
  );
}

function translate(pattern: string): [source: string, flags: string] {
  let flags = "";
  let source = pattern.replace(/^\(\?([a-zA-Z]+)\)/, (all, letters: string) => {
    for (const letter of letters) {
      if (!"ismu".includes(letter)) throw unsupported(pattern, `flag ${letter}`);
      if (letter !== "u") flags += letter;
    }
    return "";
  });
  source = source.replace(/\\Q([\s\S]*?)(?:\\E|$)/g, (all, quoted: string) =>
    quoted.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"),
  );
  if (/\(\?>/.test(source)) throw unsupported(pattern, "an independent group (?>…)");
  if (/(?:[*+?]|[^\\]\})\+/.test(source.replace(/\[(?:\\.|[^\]\\])*\]/g, "x").replace(/\\./g, "x"))) {
    throw unsupported(pattern, "a possessive quantifier");
  }
  if (/\(\?[a-z]*-?[a-z]+[:)]/.test(source)) throw unsupported(pattern, "flags inside the pattern");
  if (/&&/.test(source)) throw unsupported(pattern, "a character class intersection &&");
  let inClass = false;
  source = source.replace(
    /\\(?:([pP])\{(\w+)\}|([\s\S]))|\[|\]/g,
    (all, sense?: string, name?: string, escaped?: string) => {
      if (all === "[" || all === "]") {
        if (all === "[" && inClass) throw unsupported(pattern, "a character class inside another");
        inClass = all === "[";
        return all;
      }
      if (name !== undefined) return posixClass(pattern, name, sense === "P", inClass);
      switch (escaped) {
        case "A":
          return "(?<![\\s\\S])";
        case "z":
          return "(?![\\s\\S])";
        case "Z":
          return "(?=\\n?(?![\\s\\S]))";
        case "h":
          return inClass ? " \\t\\xA0" : "[ \\t\\xA0]";
        case "G":
        case "X":
        case "R":
        case "N":
          throw unsupported(pattern, `\\${escaped}`);
        default:
          return all;
      }
    },
  );
  return [source, flags];
}

function posixClass(pattern: string, name: string, negated: boolean, inClass: boolean): string {
  const members = Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
  if (members === undefined) throw unsupported(pattern, `\\p{${name}}`);
  if (!inClass) return `[${negated ? "^" : ""}${members}]`;
  if (negated) throw unsupported(pattern, `\\P{${name}} inside a character class`);
  return members;
}

function unsupported(pattern: string, what: string): Error {
  return new Error(`The pattern '${pattern}' uses ${what}, which is not implemented in the local APPSYNC_JS runtime`);
}
