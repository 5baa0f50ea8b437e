/**
 * What each column of a row needs, in characters, by its name and in reading order. The order decides which columns can
 * share a line: on a narrow panel, flight beside time and place on a line of its own may fit where time and place do not.
 */
export type ColumnNeeds = Readonly<Record<string, number>>;

/** Characters left free between two columns. */
export const COLUMN_GAP = 1;

/** The columns of a row, line by line, in reading order. */
export interface ColumnLines {
  readonly lines: readonly (readonly string[])[];
  /** Characters of the longest line, gaps included. */
  readonly characters: number;
}

/**
 * Puts the columns on as few lines as possible where `characters` fit on one, in their order, and among these so that the
 * longest line is shortest; undefined where `mostLines` are not enough.
 */
export function columnLines(columns: ColumnNeeds, characters: number, mostLines: number): ColumnLines | undefined {
  for (let count = 1; count <= mostLines; count += 1) {
    const split = evenest(columns, Object.keys(columns), count);
    if (split.characters <= characters) return split;
  }
  return undefined;
}

/** The split of `names` into at most `count` lines with the shortest longest line. */
function evenest(columns: ColumnNeeds, names: readonly string[], count: number): ColumnLines {
  const whole = { lines: [names], characters: lineLength(columns, names) };
  if (count === 1) return whole;
  // From the back, so that of equal splits the one with the fuller first line wins: what people look for stands there.
  return names
    .map((_, index) => names.length - index)
    .filter((at) => at < names.length)
    .map((at) => joined(columns, names.slice(0, at), evenest(columns, names.slice(at), count - 1)))
    .reduce<ColumnLines>((best, each) => (each.characters < best.characters ? each : best), whole);
}

function joined(columns: ColumnNeeds, first: readonly string[], rest: ColumnLines): ColumnLines {
  return {
    lines: [first, ...rest.lines],
    characters: Math.max(lineLength(columns, first), rest.characters),
  };
}

function lineLength(columns: ColumnNeeds, names: readonly string[]): number {
  const gaps = Math.max(0, names.length - 1) * COLUMN_GAP;
  return names.reduce((total, name) => total + (columns[name] ?? 0), gaps);
}
