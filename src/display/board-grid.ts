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
  /** Between columns, in em. */
  readonly gap: number;
  /** At both ends of a row, CSS pixels: as far in as what stands above and below the table. */
  readonly edge: number;
  /** Height of a line of headings, in em of the heading. */
  readonly headings: number;
  /** How narrow columns may be set where they do not fit, as a part of what they need: 1, not at all. */
  readonly narrowest: number;
  /** Least height of a row of one, two, three and four lines, in em. */
  readonly rowHeights: readonly [number, number, number, number];
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
  /** Whether everything has room: otherwise the text has its least size, and is set narrower than it should be. */
  readonly fits: boolean;
  /** The columns of each line of a row. On one line every column has a heading; on more, a row is a card. */
  readonly lines: readonly (readonly GridCell[])[];
  readonly font: number;
  readonly small: number;
  readonly gap: number;
  readonly edge: number;
  readonly rows: number;
  readonly rowHeight: number;
  /** Height of the headings; 0 where there are none. */
  readonly headingsHeight: number;
}

/** From where on the airline's name has room beside the place, in em. */
const GOOD_PLACE = 11;

/** Columns on lines; `flexible` is the one of each line that takes what the others leave. */
interface Layout {
  readonly lines: readonly { readonly names: readonly GridColumn[]; readonly flexible: GridColumn }[];
  /** Columns that stand above each other at the end of the lines, and so have one width; then there can be headings. */
  readonly aligned: readonly (readonly GridColumn[])[];
}

/**
 * The layouts of a row, the widest first. A belt's number and the airline's name have no place on several lines: the one
 * needs its heading, and the status says it as well; the other stands in the flight's number.
 */
const layouts: readonly Layout[] = [
  { lines: [{ names: gridColumns, flexible: "place" }], aligned: [] },
  {
    lines: [
      { names: ["time", "place", "terminal", "gate"], flexible: "place" },
      { names: ["estimated", "flight", "status"], flexible: "flight" },
    ],
    aligned: [["terminal", "gate"], ["status"]],
  },
  {
    lines: [
      { names: ["time", "estimated", "place"], flexible: "place" },
      { names: ["flight", "terminal", "gate", "status"], flexible: "status" },
    ],
    aligned: [],
  },
  {
    lines: [
      { names: ["time", "estimated", "terminal", "gate"], flexible: "estimated" },
      { names: ["place"], flexible: "place" },
      { names: ["flight", "status"], flexible: "status" },
    ],
    aligned: [],
  },
  {
    lines: [
      { names: ["time", "estimated"], flexible: "estimated" },
      { names: ["place"], flexible: "place" },
      { names: ["flight", "terminal", "gate"], flexible: "flight" },
      { names: ["status"], flexible: "status" },
    ],
    aligned: [],
  },
];

/** A layout, and the size of text with which it fits. */
interface Candidate {
  readonly layout: Layout;
  readonly font: number;
  readonly fits: boolean;
}

/** The grid for these needs. Never throws: where nothing fits, the text keeps its least size and is set narrower. */
export function boardGrid(needs: GridNeeds): BoardGrid {
  const { layout, font, fits } = choose(needs);
  const headingsHeight = Math.round(headingsEm(needs, layout) * font);
  const body = needs.height - headingsHeight;
  const rows = needs.rows ?? Math.max(1, Math.floor(body / (rowEm(needs, layout) * font) + 1e-9));
  return {
    fits,
    lines: linesOf(needs, layout, font),
    font,
    small: needs.small * font,
    gap: needs.gap * font,
    edge: needs.edge,
    rows,
    rowHeight: Math.max(1, body / rows),
    headingsHeight,
  };
}

/** As few lines as fit where rows may be as many as fit; else the layout with the largest text. */
function choose(needs: GridNeeds): Candidate {
  const [first, ...others] = layouts.flatMap((layout) => largest(needs, layout) ?? []);
  if (first === undefined) return narrowed(needs);
  if (needs.rows === undefined) return first;
  return others.reduce((best, each) => (each.font > best.font ? each : best), first);
}

/** The largest text with which a layout fits; undefined where not even the least does. Only that is set narrower. */
function largest(needs: GridNeeds, layout: Layout): Candidate | undefined {
  const { least, most } = needs.font;
  const byWidth = (part: number) => (needs.width - 2 * needs.edge) / leastWidth(needs, layout, part);
  const byHeight = needs.height / heightEm(needs, layout);
  if (byWidth(needs.narrowest) < least || byHeight < least) return undefined;
  return { layout, font: Math.max(least, Math.min(most, byWidth(1), byHeight)), fits: true };
}

/** Nothing fits: the least text, on as many lines as the rows are high. */
function narrowed(needs: GridNeeds): Candidate {
  const font = needs.font.least;
  const fitting = layouts.filter((layout) => heightEm(needs, layout) * font <= needs.height);
  const layout = fitting.at(-1) ?? layouts[0];
  if (layout === undefined) throw new Error("board-grid: expected a layout");
  return { layout, font, fits: false };
}

/** Height of rows and headings, in em. */
function heightEm(needs: GridNeeds, layout: Layout): number {
  return headingsEm(needs, layout) + (needs.rows ?? 1) * rowEm(needs, layout);
}

/** Height of the headings, in em of the row's text; 0 where the layout has none. */
function headingsEm(needs: GridNeeds, layout: Layout): number {
  return hasHeadings(needs, layout) ? needs.headings * needs.small * layout.lines.length : 0;
}

/** On several lines headings are worth their room only where they are small. */
function hasHeadings(needs: GridNeeds, { aligned, lines }: Layout): boolean {
  return lines.length === 1 || (aligned.length > 0 && needs.small < 1);
}

/** Width in em that a layout needs, without what may be left out, where its columns have a part of what they need. */
function leastWidth(needs: GridNeeds, layout: Layout, part: number): number {
  const shares = sharesOf(needs, layout);
  return Math.max(
    ...layout.lines.map(({ names }) => {
      const shown = needs.columns.filter(({ name }) => names.includes(name) && name !== "airline");
      return part * sum(shown.map(({ name }) => shares(name))) + gaps(needs, shown.length);
    }),
  );
}

/** Width in em of each column of a layout; the last of each aligned group takes what its group lacks. */
function sharesOf(needs: GridNeeds, layout: Layout): (name: GridColumn) => number {
  const small = hasHeadings(needs, layout) ? needs.small : 0;
  const own = (name: GridColumn): number => {
    const column = needs.columns.find((each) => each.name === name);
    return column === undefined ? 0 : Math.max(column.content, column.heading * small);
  };
  const has = (name: GridColumn) => needs.columns.some((each) => each.name === name);
  const groups = layout.aligned.map((names) => names.filter(has));
  const widthOf = (names: readonly GridColumn[]) => sum(names.map(own)) + gaps(needs, names.length);
  const widest = Math.max(0, ...groups.map(widthOf));
  return (name) => {
    const group = groups.find((names) => names.at(-1) === name);
    return group === undefined ? own(name) : own(name) + widest - widthOf(group);
  };
}

function linesOf(needs: GridNeeds, layout: Layout, font: number): BoardGrid["lines"] {
  const shares = sharesOf(needs, layout);
  const inner = (needs.width - 2 * needs.edge) / font;
  return layout.lines.map(({ names, flexible }) => {
    const all = needs.columns.map(({ name }) => name).filter((name) => names.includes(name));
    // The airline's name comes where it leaves the place enough room.
    const left = inner - sum(all.filter((name) => name !== "place").map(shares)) - gaps(needs, all.length);
    const shown = all.filter((name) => name !== "airline" || left >= GOOD_PLACE);
    // The last column of a line that lacks its flexible one takes its part.
    const stretched = shown.includes(flexible) ? flexible : shown.at(-1);
    const room = inner - gaps(needs, shown.length);
    // Where they do not fit at their least size, all are as much too narrow.
    const part = Math.min(1, room / sum(shown.map(shares)));
    const others = sum(shown.filter((name) => name !== stretched).map(shares)) * part;
    return shown.map((name) =>
      name === stretched
        ? { name, width: undefined, room: room - others }
        : { name, width: shares(name) * part * font, room: shares(name) * part },
    );
  });
}

function gaps(needs: GridNeeds, columns: number): number {
  return Math.max(0, columns - 1) * needs.gap;
}

function rowEm(needs: GridNeeds, { lines }: Layout): number {
  const [one, two, three, four] = needs.rowHeights;
  return [one, two, three][lines.length - 1] ?? four;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
