import type { BadParameter, LegibilityReason } from "./bad-parameter";
import { capHeight, type CapHeight } from "./cap-height";
import { columnLines, type ColumnLines, type ColumnNeeds } from "./column-lines";

/** A panel as it hangs. Orientation and aspect follow from its pixels. */
export interface Panel {
  readonly diagonalInches: number;
  /** How far off its readers stand, metres. */
  readonly distanceMetres: number;
  /** CSS pixels of the whole panel. */
  readonly width: number;
  readonly height: number;
}

/** Diagonals that are offered, inches. */
export const panelPresets = [43, 55, 75] as const;

/** What of a typeface decides how much room it takes. */
export interface Face {
  /** Height of capitals, in em. */
  readonly capHeightRatio: number;
  /** Width of an average character, in em. */
  readonly advanceRatio: number;
}

/** What is asked of a board beside its panel. */
export interface WantedBoard {
  /** Rows on a page; undefined: as many as are legible. Fewer rows make larger letters. */
  readonly rows?: number | undefined;
  /** Most lines that a row may take; by default two. */
  readonly lines?: 1 | 2 | 3;
}

/** How a board is set, so that everything on it is legible. */
export interface BoardMetrics {
  /** CSS pixels; of all text, since headings and footer obey the rules, too. */
  readonly fontSize: number;
  /** Height of capitals on the panel, millimetres. */
  readonly capHeight: number;
  /** The least that the rules ask for at this distance. */
  readonly least: CapHeight;
  /** Rows on a page. */
  readonly rows: number;
  /** CSS pixels; the rows fill what header, headings and footer leave. */
  readonly rowHeight: number;
  /** Lines that a row takes. */
  readonly lines: 1 | 2 | 3;
  /** The columns on each of these lines. */
  readonly columns: readonly (readonly string[])[];
  /** From baseline to baseline in a row, CSS pixels. */
  readonly lineHeight: number;
  /** Average characters that fit on a line. */
  readonly characters: number;
  /** CSS pixels. */
  readonly headerHeight: number;
  /** CSS pixels; 0 where rows have several lines, since columns stand below each other there. */
  readonly headingsHeight: number;
  /** CSS pixels. */
  readonly footerHeight: number;
  /** CSS pixels, left and right. */
  readonly margin: number;
}

/** Why a panel cannot show what is asked, with the nearest choice that is legible. */
export interface Refusal extends BadParameter {
  readonly parameter: "panel" | "distance" | "rows";
  readonly reason: LegibilityReason;
}

/** Shares of the board, in cap heights. */
const shares = {
  /** ADA 703.5.9: from baseline to baseline, 135 to 170 percent of the character height. */
  line: 1.5,
  /** What a row of several lines adds, to be seen as one. */
  rowGap: 0.3,
  header: 1.5,
  headings: 1.5,
  footer: 1.5,
  margin: 0.5,
} as const;

/** A board of one row cannot be compared, and is no board. */
const LEAST_ROWS = 2;

/** Distances are offered in steps of 0.1 m, and no legal one is below this, metres. */
const LEAST_DISTANCE = 0.5;

/** The largest panel that is offered, inches. */
const LARGEST_PANEL = 200;

/** Sums of fractions that should be whole may miss it by this. */
const ROUNDING = 1e-9;

/** Millimetres on the panel that a CSS pixel takes. */
export function millimetresPerPixel(panel: Panel): number {
  return (panel.diagonalInches * 25.4) / Math.hypot(panel.width, panel.height);
}

/**
 * Sets a board on a panel: rows, and the size of its letters, by ADA 703.5.5 and EN 301 549 5.1.4 (cap-height.ts).
 *
 * Rows have one line where their columns fit beside each other in letters of the least legal height, or else more. The
 * letters then grow until rows or columns fill the panel. Refused, with the nearest legal choice, are
 *
 * - more `rows` than are legible: as many as are;
 * - a panel without room for two rows at its distance: the greatest `distance` at which it has (in steps of 0.1 m), or
 *   the smallest preset `panel` that has at this distance, if none; or the smallest in whole inches, if no preset has.
 *
 * Both rules are strict: at 4.6 m letters are 57 mm high, a 55 inch panel has 685 mm, and a line across it 28 characters.
 * Throws RangeError where distance or diagonal is not above 0.
 */
export function boardMetrics(
  panel: Panel,
  wanted: WantedBoard,
  face: Face,
  columns: ColumnNeeds,
): BoardMetrics | Refusal {
  if (!(panel.diagonalInches > 0)) {
    throw new RangeError(`boardMetrics: diagonalInches: expected more than 0, got ${String(panel.diagonalInches)}.`);
  }
  const mostLines = wanted.lines ?? 2;
  const fit = boardFit(panel, face, columns, mostLines);
  if (fit === undefined || fit.rows < LEAST_ROWS) return panelRefusal(panel, face, columns, mostLines);
  const rows = wanted.rows ?? fit.rows;
  if (!Number.isInteger(rows) || rows < 1 || rows > fit.rows) return rowsRefusal(panel, rows, fit.rows);
  return filled(panel, face, fit, rows);
}

/** Whether a board was refused. */
export function isRefusal(result: BoardMetrics | Refusal): result is Refusal {
  return "reason" in result;
}

/** How much there is room for in letters of the least legal height. */
interface Fit {
  readonly rows: number;
  readonly split: ColumnLines;
}

function boardFit(panel: Panel, face: Face, columns: ColumnNeeds, mostLines: number): Fit | undefined {
  // A window that is not laid out yet has no size.
  if (!(panel.width > 0 && panel.height > 0)) return undefined;
  const capPixels = capHeight(panel.distanceMetres).millimetres / millimetresPerPixel(panel);
  const split = columnLines(columns, charactersAt(capPixels, panel, face), mostLines);
  if (split === undefined) return undefined;
  const caps = panel.height / capPixels - frameCaps(split);
  return { rows: Math.max(0, Math.floor(caps / rowCaps(split) + ROUNDING)), split };
}

/** Average characters on a line, where capitals are `capPixels` high. */
function charactersAt(capPixels: number, panel: Panel, face: Face): number {
  const perCharacter = (capPixels / face.capHeightRatio) * face.advanceRatio;
  return Math.floor((panel.width - 2 * shares.margin * capPixels) / perCharacter + ROUNDING);
}

/** What header, headings and footer take, in cap heights. */
function frameCaps(split: ColumnLines): number {
  return shares.header + headingsCaps(split) + shares.footer;
}

function headingsCaps({ lines }: ColumnLines): number {
  return lines.length > 1 ? 0 : shares.headings;
}

function rowCaps({ lines }: ColumnLines): number {
  return lines.length * shares.line + (lines.length > 1 ? shares.rowGap : 0);
}

/** The largest letters with which `rows` rows and their columns fit. */
function filled(panel: Panel, face: Face, { split }: Fit, rows: number): BoardMetrics {
  const least = capHeight(panel.distanceMetres);
  const byHeight = panel.height / (frameCaps(split) + rows * rowCaps(split));
  const byWidth = panel.width / (2 * shares.margin + (split.characters * face.advanceRatio) / face.capHeightRatio);
  const capPixels = Math.max(least.millimetres / millimetresPerPixel(panel), Math.min(byHeight, byWidth));
  const [headerHeight, footerHeight] = [shares.header * capPixels, shares.footer * capPixels];
  const headingsHeight = headingsCaps(split) * capPixels;
  return {
    fontSize: capPixels / face.capHeightRatio,
    capHeight: capPixels * millimetresPerPixel(panel),
    least,
    rows,
    rowHeight: (panel.height - headerHeight - headingsHeight - footerHeight) / rows,
    lines: lineCount(split),
    columns: split.lines,
    lineHeight: shares.line * capPixels,
    characters: charactersAt(capPixels, panel, face),
    headerHeight,
    headingsHeight,
    footerHeight,
    margin: shares.margin * capPixels,
  };
}

function lineCount({ lines }: ColumnLines): 1 | 2 | 3 {
  if (lines.length <= 1) return 1;
  return lines.length === 2 ? 2 : 3;
}

function rowsRefusal(panel: Panel, rows: number, most: number): Refusal {
  const nearest = Number.isFinite(rows) ? Math.min(Math.max(Math.round(rows), 1), most) : most;
  return {
    parameter: "rows",
    expected: { kind: "wholeNumber", least: 1, most },
    actual: String(rows),
    nearest: String(nearest),
    reason: { ...rulesFor(panel), rows: most, hasRoom: true },
  };
}

function panelRefusal(panel: Panel, face: Face, columns: ColumnNeeds, mostLines: number): Refusal {
  const isLegal = (other: Panel): boolean => (boardFit(other, face, columns, mostLines)?.rows ?? 0) >= LEAST_ROWS;
  const reason = { ...rulesFor(panel), rows: LEAST_ROWS, hasRoom: false };
  const metres = greatestDistance(panel, isLegal);
  if (metres !== undefined) {
    return {
      parameter: "distance",
      expected: { kind: "mostMetres", most: metres },
      actual: String(panel.distanceMetres),
      nearest: String(metres),
      reason,
    };
  }
  const inches = smallestPanel(panel, isLegal);
  return {
    parameter: "panel",
    expected: inches === undefined ? { kind: "roomForColumns" } : { kind: "leastInches", least: inches },
    actual: String(panel.diagonalInches),
    ...(inches === undefined ? {} : { nearest: String(inches) }),
    reason,
  };
}

/** The greatest distance below the panel's own at which it is legal, in steps of 0.1 m. */
function greatestDistance(panel: Panel, isLegal: (panel: Panel) => boolean): number | undefined {
  const least = LEAST_DISTANCE * 10;
  const own = Math.ceil(panel.distanceMetres * 10);
  const refused = firstFrom(least, own, (tenths) => !isLegal({ ...panel, distanceMetres: tenths / 10 })) ?? own;
  return refused > least ? (refused - 1) / 10 : undefined;
}

function smallestPanel(panel: Panel, isLegal: (panel: Panel) => boolean): number | undefined {
  const holds = (diagonalInches: number): boolean => isLegal({ ...panel, diagonalInches });
  return panelPresets.find(holds) ?? firstFrom(Math.max(...panelPresets) + 1, LARGEST_PANEL, holds);
}

/** The smallest whole number from `from` to `to` for which `holds`, given that it holds for all greater ones, too. */
function firstFrom(from: number, to: number, holds: (value: number) => boolean): number | undefined {
  let [low, high] = [from, to + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low <= to ? low : undefined;
}

function rulesFor(panel: Panel): Omit<LegibilityReason, "rows" | "hasRoom"> {
  const { diagonalInches, distanceMetres, width, height } = panel;
  const orientation = width >= height ? "landscape" : "portrait";
  return { ...capHeight(distanceMetres), diagonalInches, distanceMetres, orientation };
}
