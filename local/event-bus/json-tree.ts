/**
 * JSON as EventBridge sees it. Its rules depend on things that `JSON.parse` throws away: numbers as they were written
 * (`300` and `300.0`, account numbers with more digits than a double holds), keys that occur twice, and the place of
 * every token, which its error messages name.
 */
export type JsonNode = JsonObjectNode | JsonArrayNode | JsonScalarNode;

interface Placed {
  /** Offset of the first character of this value in the text. */
  readonly start: number;
  /** Offset behind the last character of this value. */
  readonly end: number;
}

export interface JsonObjectNode extends Placed {
  readonly kind: "object";
  /** In the order of the text; a key may occur twice. */
  readonly entries: readonly (readonly [key: string, value: JsonNode])[];
}

export interface JsonArrayNode extends Placed {
  readonly kind: "array";
  readonly items: readonly JsonNode[];
}

/** `text` is the string's value, or the number or word as it was written. */
export interface JsonScalarNode extends Placed {
  readonly kind: "string" | "number" | "true" | "false" | "null";
  readonly text: string;
}

/** The text is not JSON; the message has the words of Jackson, the parser behind EventBridge. */
export class JsonSyntaxError extends Error {
  constructor(
    message: string,
    /** Offset to which the parser had read. */
    readonly offset: number,
  ) {
    super(message);
    this.name = "JsonSyntaxError";
  }
}

const VALUE_WORDS = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}\p{Nl}\p{Sc}\p{Pc}][\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Mn}\p{Mc}\p{Nd}]*/uy;
const WHITE_SPACE = /[ \t\r\n]*/y;
const DEEPEST = 1_000;

/**
 * Parses one JSON value. Text behind it is an error unless `allowTrailing` (EventBridge reads a pattern no further
 * than its closing brace).
 *
 * @throws JsonSyntaxError with an offset into `text`
 */
export function parseJson(text: string, options: { readonly allowTrailing?: boolean } = {}): JsonNode {
  const parser = new Parser(text);
  const value = parser.value(0);
  if (options.allowTrailing !== true) parser.end();
  return value;
}

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  end(): void {
    this.skipWhiteSpace();
    if (this.at < this.text.length) this.unexpected(`expected a valid value ${VALUE_WORDS}`);
  }

  value(depth: number): JsonNode {
    this.skipWhiteSpace();
    if (depth > DEEPEST) this.fail(`Document nesting depth (${depth}) exceeds the maximum allowed (${DEEPEST})`);
    const start = this.at;
    const first = this.text[start];
    if (first === "{") return this.object(depth);
    if (first === "[") return this.array(depth);
    if (first === '"') return { kind: "string", text: this.string(), start, end: this.at };
    if (first === undefined) this.fail("Unexpected end-of-input");
    if (first === "-" || (first >= "0" && first <= "9")) return this.number(start);
    return this.word(start);
  }

  private object(depth: number): JsonObjectNode {
    const start = this.at++;
    const entries: (readonly [string, JsonNode])[] = [];
    for (;;) {
      this.skipWhiteSpace();
      if (entries.length === 0 && this.take("}")) break;
      if (this.text[this.at] !== '"') this.unexpected("was expecting double-quote to start field name");
      const key = this.string();
      this.skipWhiteSpace();
      if (!this.take(":")) this.unexpected("was expecting a colon to separate field name and value");
      entries.push([key, this.value(depth + 1)]);
      this.skipWhiteSpace();
      if (this.take("}")) break;
      if (!this.take(",")) this.unexpected("was expecting comma to separate Object entries");
    }
    return { kind: "object", entries, start, end: this.at };
  }

  private array(depth: number): JsonArrayNode {
    const start = this.at++;
    const items: JsonNode[] = [];
    for (;;) {
      this.skipWhiteSpace();
      if (items.length === 0 && this.take("]")) break;
      items.push(this.value(depth + 1));
      this.skipWhiteSpace();
      if (this.take("]")) break;
      if (!this.take(",")) this.unexpected("was expecting comma to separate Array entries");
    }
    return { kind: "array", items, start, end: this.at };
  }

  private string(): string {
    const start = this.at++;
    for (;;) {
      const character = this.text[this.at];
      if (character === undefined) this.fail("Unexpected end-of-input: was expecting closing quote for a string value");
      if (character === '"') break;
      if (character < " ") {
        this.fail(
          `Illegal unquoted character ((CTRL-CHAR, code ${character.charCodeAt(0)})): ` +
            "has to be escaped using backslash to be included in string value",
        );
      }
      this.at += character === "\\" ? 2 : 1;
    }
    this.at += 1;
    const quoted = this.text.slice(start, this.at);
    if (!quoted.includes("\\")) return quoted.slice(1, -1);
    try {
      return JSON.parse(quoted) as string;
    } catch (error) {
      throw new JsonSyntaxError(`Unrecognized character escape in ${quoted}: ${String(error)}`, this.at);
    }
  }

  private number(start: number): JsonScalarNode {
    const text = this.match(NUMBER);
    if (text === undefined) this.unexpected("expected digit (0-9) to follow minus sign, for valid numeric value", 1);
    const next = this.text[this.at];
    if (next !== undefined && !" \t\r\n,]}".includes(next)) {
      this.unexpected("Expected space separating root-level values");
    }
    return { kind: "number", text, start, end: this.at };
  }

  private word(start: number): JsonScalarNode {
    const text = this.match(WORD);
    if (text === undefined) this.unexpected(`expected a valid value ${VALUE_WORDS}`);
    if (text === "true" || text === "false" || text === "null") return { kind: text, text, start, end: this.at };
    return this.fail(`Unrecognized token '${text}': was expecting ${VALUE_WORDS}`);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private skipWhiteSpace(): void {
    this.match(WHITE_SPACE);
  }

  private unexpected(expected: string, ahead = 0): never {
    const character = this.text[this.at + ahead];
    if (character === undefined) this.fail(`Unexpected end-of-input: ${expected}`);
    return this.fail(`Unexpected character ('${character}' (code ${character.charCodeAt(0)})): ${expected}`);
  }

  private fail(message: string): never {
    throw new JsonSyntaxError(message, this.at);
  }
}

/** The value of the last entry with this key, as a parser that fills a map would have it. */
export function entryOf(node: JsonNode, key: string): JsonNode | undefined {
  return node.kind === "object" ? node.entries.findLast(([name]) => name === key)?.[1] : undefined;
}

/** The same value as JSON text without white space; numbers stay as they were written, of equal keys the last stays. */
export function stringifyJson(node: JsonNode): string {
  switch (node.kind) {
    case "object": {
      const members = new Map(node.entries.map(([key, value]) => [key, stringifyJson(value)]));
      return `{${[...members].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`;
    }
    case "array":
      return `[${node.items.map(stringifyJson).join(",")}]`;
    case "string":
      return JSON.stringify(node.text);
    default:
      return node.text;
  }
}
