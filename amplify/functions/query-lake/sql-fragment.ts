/** A piece of SQL. Its text is the program's own; what callers or rows say is in the parameters alone. */
export interface Sql {
  readonly text: string;
  /** For the question marks of the text, in order: SQL literals, as Athena's ExecutionParameters are. */
  readonly parameters: readonly string[];
}

/**
 * Athena takes parameters of up to 1,024 characters
 * (https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html); two are the quotes, and every
 * other one may be a quote that is doubled.
 */
const pieceLength = 511;

/** A fragment. Parameters only where Athena takes them: in WHERE. */
export function sql(text: string, ...parameters: readonly string[]): Sql {
  return { text, parameters };
}

/** Fragments one after another, with a separator between them. */
export function joined(fragments: readonly Sql[], separator: string): Sql {
  return {
    text: fragments.map(({ text }) => text).join(separator),
    parameters: fragments.flatMap(({ parameters }) => parameters),
  };
}

/** A fragment with its text put into another text; its parameters stay. */
export function within(before: string, fragment: Sql, after: string): Sql {
  return { text: `${before}${fragment.text}${after}`, parameters: fragment.parameters };
}

/** A text as SQL literal. Neither Trino nor DuckDB knows escapes in it but the doubled quote. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Pieces that fit into parameters; a surrogate pair is never halved. */
function pieces(text: string): readonly string[] {
  const result: string[] = [];
  let piece = "";
  for (const character of text) {
    if (piece.length + character.length > pieceLength) {
      result.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...result, piece];
}

/** A text of any length as an expression. NUL, which ends a statement for some parsers, is put in by `chr`. */
export function textValue(text: string): Sql {
  const parts = text.split("\0").map((part) =>
    joined(
      pieces(part).map((piece) => sql("?", textLiteral(piece))),
      " || ",
    ),
  );
  const value = joined(parts, " || chr(0) || ");
  return value.parameters.length === 1 ? value : within("(", value, ")");
}

/** @param digits - a whole number: a number, or its decimal digits where it may be larger than 2^53 */
export function numberValue(digits: number | string): Sql {
  return sql("?", String(digits));
}
