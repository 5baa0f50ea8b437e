/** What is wrong with a row: where, what was expected and what came. */
export interface RowProblem {
  /** Line of the file, counted from 1; of a row over several lines, the last. */
  readonly line: number;
  /** Name of the column as the file writes it, or "row" for what concerns the whole row. */
  readonly column: string;
  readonly expected: string;
  readonly actual: string;
}

/** The one line that a person reads about it. */
export function problemLine({ line, column, expected, actual }: RowProblem): string {
  return `line ${String(line)}, ${column}: expected ${expected}, came ${actual}`;
}
