import { columnLines } from "./column-lines";

/**
 * The grid of a board's table: from the room, the size of text and the widths of what is to be said come the columns and
 * the rows. Widths are in em of the row's text, so a board of any size has the same proportions.
 */

/** The columns of a board in reading order; `place` is the flexible one. */
export const gridColumns = [
  "time",
  "estimated",
  "place",
  "flight",
  "airline",
  "terminal",
  "gate",
  "belt",
  "status",
] as const;
export type GridColumn = (typeof gridColumns)[number];

/** What a column needs: its widest content in em, its heading in em of the heading's own size. */
export interface ColumnNeed {
  readonly name: GridColumn;
  readonly content: number;
  readonly heading: number;
}

/** What a grid is made from. */
export interface GridNeeds {
  /** Room of the table, CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Sizes that the text of rows may have, CSS pixels; the largest that fits is taken. */
  readonly font: { readonly least: number; readonly most: number };
  /** Size of the smallest text, as a part of the row's: headings, stops on the way. */
  readonly small: number;
  /** Height of the row with the headings, in em of the heading; rows of several lines have none. */
  readonly headings: number;
  /** Least height of a row of one, two and three lines, in em. */
  readonly rowHeights: readonly [number, number, number];
  /** In the order of the board, the place among them. */
  readonly columns: readonly ColumnNeed[];
  /** Rows on a page; undefined: as many as fit. */
  readonly rows: number | undefined;
}

/** A column on its line. */
export interface GridCell {
  readonly name: GridColumn;
  /** CSS pixels; undefined: what the others leave of the line. */
  readonly width: number | undefined;
  /** Room for its text, in em: it is set narrower where it is wider. */
  readonly room: number;
}

/** How a table is laid out; lengths in CSS pixels where nothing else is said. */
export interface BoardGrid {
  /** The columns of each line of a row. On one line every column has a heading; on more, a row is a card. */
  readonly lines: readonly (readonly GridCell[])[];
  readonly font: number;
  readonly small: number;
  readonly rows: number;
  readonly rowHeight: number;
  /** Height of the row with the headings; 0 where rows have several lines. */
  readonly headingsHeight: number;
}

/** Between columns, in em; what column-lines.ts calls one character. */
export const GAP = 0.7;
/** At both ends of a row, in em. */
export const EDGE = 1.1;
/** From where on the airline's name has room beside the place, in em. */
const GOOD_PLACE = 13;

type Split = readonly (readonly ColumnNeed[])[];

/** Columns on lines, and the size of text with which they fit. */
interface Candidate {
  readonly split: Split;
  readonly font: number;
}

/** The grid for these needs. Never throws: where nothing fits, the text keeps its least size and is set narrower. */
export function boardGrid(needs: GridNeeds): BoardGrid {
  const { split, font } = choose(needs);
  const headingsHeight = split.length === 1 ? Math.round(needs.headings * needs.small * font) : 0;
  const body = needs.height - headingsHeight;
  const rows = needs.rows ?? Math.max(1, Math.floor(body / (rowEm(needs, split) * font) + 1e-9));
  return {
    lines: split.map((line) => cellsOf(line, needs, font, split.length)),
    font,
    small: needs.small * font,
    rows,
    rowHeight: Math.max(1, Math.floor(body / rows)),
    headingsHeight,
  };
}

/** As few lines as fit where rows may be as many as fit; else the layout with the largest text. */
function choose(needs: GridNeeds): Candidate {
  const candidates = [1, 2, 3].flatMap((lines) => largest(needs, lines) ?? []);
  const [first] = candidates;
  if (first === undefined) return narrowed(needs);
  if (needs.rows === undefined) return withAirline(needs, first);
  return withAirline(
    needs,
    candidates.reduce((best, each) => (each.font > best.font ? each : best)),
  );
}

/** The largest text with which at most so many lines fit, in whole pixels; undefined where not even the least does. */
function largest(needs: GridNeeds, lines: number): Candidate | undefined {
  const { least, most } = needs.font;
  for (let font = most; font >= least; font = font > least ? Math.max(least, font - 1) : 0) {
    const split = splitAt(needs, font, lines);
    if (split !== undefined && fitsHeight(needs, split, font)) return { split, font };
  }
  return undefined;
}

function splitAt(needs: GridNeeds, font: number, lines: number): Split | undefined {
  const columns = columnsFor(needs, lines);
  const inner = needs.width / font - 2 * EDGE;
  const widths = (small: number) =>
    Object.fromEntries(columns.map((column) => [column.name, columnWidth(column, small) / GAP]));
  // Headings are beside each other on one line only.
  const split = columnLines(widths(lines === 1 ? needs.small : 0), inner / GAP, lines);
  if (split === undefined || (lines > 1 && split.lines.length === 1)) return undefined;
  return split.lines.map((line) => columns.filter(({ name }) => line.includes(name)));
}

function fitsHeight(needs: GridNeeds, split: Split, font: number): boolean {
  const headings = split.length === 1 ? needs.headings * needs.small : 0;
  return needs.height >= (headings + (needs.rows ?? 1) * rowEm(needs, split)) * font - 1;
}

/** Nothing fits: the least text, on as many lines as the rows are high. */
function narrowed(needs: GridNeeds): Candidate {
  const font = needs.font.least;
  for (const lines of [3, 2]) {
    const columns = columnsFor(needs, lines);
    const at = Math.ceil(columns.length / lines);
    const split = Array.from({ length: lines }, (_, line) => columns.slice(line * at, (line + 1) * at));
    if (fitsHeight(needs, split, font)) return { split, font };
  }
  return { split: [columnsFor(needs, 1)], font };
}

/** The airline's name comes where there is room; a belt's number needs its heading, and the status says it as well. */
function columnsFor(needs: GridNeeds, lines: number): readonly ColumnNeed[] {
  return needs.columns.filter(({ name }) => name !== "airline" && (lines === 1 || name !== "belt"));
}

/** Rows of one line have the airline's name where that leaves the place enough room. */
function withAirline(needs: GridNeeds, candidate: Candidate): Candidate {
  const [line, ...others] = candidate.split;
  if (line === undefined || others.length > 0) return candidate;
  const taken = needs.columns.filter(({ name }) => name !== "place").map((column) => columnWidth(column, needs.small));
  const left = needs.width / candidate.font - 2 * EDGE - sum(taken) - taken.length * GAP;
  return left < GOOD_PLACE ? candidate : { ...candidate, split: [needs.columns] };
}

function cellsOf(line: readonly ColumnNeed[], needs: GridNeeds, font: number, lines: number): readonly GridCell[] {
  const small = lines === 1 ? needs.small : 0;
  const flexible = line.find(({ name }) => name === "place") ?? line.at(-1);
  const inner = needs.width / font - 2 * EDGE - (line.length - 1) * GAP;
  const wanted = sum(line.filter((each) => each !== flexible).map((column) => columnWidth(column, small)));
  const least = flexible === undefined ? 0 : columnWidth(flexible, small);
  // Where they do not fit at their least size, all are as much too narrow.
  const part = Math.min(1, inner / (wanted + least));
  return line.map((column) => {
    const room = column === flexible ? inner - wanted * part : columnWidth(column, small) * part;
    return { name: column.name, width: column === flexible ? undefined : Math.round(room * font), room };
  });
}

/** In em of the row's text. */
function columnWidth(column: ColumnNeed, small: number): number {
  return Math.max(column.content, column.heading * small);
}

function rowEm(needs: GridNeeds, split: Split): number {
  const [one, two, three] = needs.rowHeights;
  return split.length <= 1 ? one : split.length === 2 ? two : three;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
