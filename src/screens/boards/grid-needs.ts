import { boardColumns, statusTexts, widestContents } from "../../display/board-columns";
import { roomOf } from "../../display/board-face";
import { boardGrid, type BoardGrid, type ColumnNeed, type GridColumn, type GridNeeds } from "../../display/board-grid";
import { directionOf, type DisplayKind } from "../../display/display-kind";
import type { DisplayOptions } from "../../display/display-options";
import { orientationOf } from "../../display/orientation";
import type { PanelFrame } from "../../display/panel-frame";
import { vocabularies } from "../../flights/vocabulary";
import { deployedMarks } from "../../ui/airline-marks";
import { NARROWEST } from "../../ui/Fit";
import { FLAP_EM } from "../../ui/Flaps";
import type { TextMeasure } from "../../ui/text-width";
import type { Size } from "../../ui/use-size";
import { heading } from "./headings";
import { inLetters } from "./letters";
import { MARK_SIZE, markRoom, PANEL_STATUS_MARK_EM, STATUS_MARK_EM } from "./text-sizes";

/** What of a display decides on its table. */
export interface TableDisplay {
  readonly kind: DisplayKind;
  readonly options: Pick<DisplayOptions, "terminal" | "languages" | "theme" | "marks" | "rows">;
  /** How many terminals the airport has. */
  readonly terminals: number;
}

/** Where no panel is named: rem, which is 16 px where the window's short side has 1080. */
const windowText = { least: 1.75, most: 2.25, leastInRows: 0.75, mostInRows: 5 };
const windowShape = { small: 0.62, gap: 0.7, rowHeights: [1.88, 3, 4.1, 5.2], headings: 2, narrowest: 1 } as const;
/** On panels all text has one size, and lines are as close as ADA 703.5.9 lets. */
const panelShape = { small: 1, rowHeights: [1.25, 2.4, 3.5, 4.6], headings: 1.2 } as const;
/**
 * Letters that cannot be smaller may be set narrower, and closer to those of the next column; as narrow as may be only
 * where that gives a page more rows.
 */
const panelWidths = {
  classic: { narrowest: 1, gap: 0.55 },
  wide: { narrowest: 0.8, gap: 0.55 },
  narrow: { narrowest: NARROWEST, gap: 0.42 },
} as const;
/** Room of the flexible column, the airline's name, and the mark behind a flight number, in em. */
const PLACE_EM = 8;
const PLACE_LETTERS = 13;
const AIRLINE_EM = 6.5;
/** The same where a mark stands before the name, which then breaks into lines sooner: split flaps leave no more. */
const MARKED_AIRLINE_EM = 7.5;
const FLIGHT_MARK_EM = 0.5;
/** A filled status begins before its column, by its padding (table.css): the column before it ends as much earlier. */
const STATUS_OUTSET_EM = 0.4;
/** Longer statuses are set narrower, in em. */
const STATUS_EM = 9.5;
/** Largest text on a panel, in times of the least: rows that are few fill the board. */
const PANEL_GROWTH = 2;

/** The table in a window of unknown size, whose text scales with it: `size` and `rem` in CSS pixels. */
export function windowGrid(display: TableDisplay, size: Size, rem: number, measure: TextMeasure): BoardGrid {
  const { rows } = display.options;
  const { least, most, leastInRows, mostInRows } = windowText;
  const [from, to] = rows === undefined ? [least, most] : [leastInRows, mostInRows];
  // As board.css has --edge, in rem.
  const edge = (orientationOf(size) === "landscape" ? 2.25 : 1.5) * rem;
  const columns = columnNeeds(display, measure, 1, false);
  return boardGrid({ ...size, ...windowShape, edge, columns, font: { least: from * rem, most: to * rem }, rows });
}

/**
 * The table on a panel: as many rows as there is room for in letters of its frame's `least` size, or `rows` where these are
 * fewer, in the largest letters with which they fit. Its columns do not depend on the faces that have been loaded.
 */
export function panelGrid(
  display: TableDisplay,
  size: Size,
  { least, edge }: Pick<PanelFrame, "least" | "edge">,
): BoardGrid {
  const { rows } = display.options;
  const gridIn = (widths: Pick<GridNeeds, "narrowest" | "gap">): BoardGrid => {
    const columns = columnNeeds(display, roomOf, widths.narrowest, true);
    const needs = { ...size, ...panelShape, ...widths, edge, columns } satisfies Partial<GridNeeds>;
    const fit = boardGrid({ ...needs, font: { least, most: least }, rows: undefined });
    return boardGrid({
      ...needs,
      font: { least, most: least * PANEL_GROWTH },
      rows: Math.min(fit.rows, rows ?? fit.rows),
    });
  };
  // Flaps are as wide as they are.
  if (display.options.theme === "classic") return gridIn(panelWidths.classic);
  const [wide, narrow] = [gridIn(panelWidths.wide), gridIn(panelWidths.narrow)];
  return narrow.fits && (!wide.fits || narrow.rows > wide.rows) ? narrow : wide;
}

/** Whether marks stand beside names: where there can be one, there is room for one, so that none moves anything. */
function hasMarks({ marks }: TableDisplay["options"]): boolean {
  return marks === "codes" || (marks === "images" && deployedMarks.marks.size > 0);
}

/** What the columns need, by the widest things that they may have to say in all languages of the display. */
function columnNeeds(
  { kind, options, terminals }: TableDisplay,
  measure: TextMeasure,
  narrowest: number,
  isOnPanel: boolean,
): readonly ColumnNeed[] {
  const isClassic = options.theme === "classic";
  const code = (text: string) => (isClassic ? text.length * FLAP_EM : measure(text, 600));
  const dayMark = measure(widestContents.dayMark, 600);
  // On panels marks are as large as what they mark. Flaps, and the codes of flights, are set narrower when one comes;
  // times of letters are as narrow as may be before.
  const marks = isOnPanel
    ? { day: isClassic ? 0 : markRoom(dayMark, true), flight: 0 }
    : { day: dayMark * MARK_SIZE, flight: FLIGHT_MARK_EM };
  const time = code(widestContents.time) + marks.day;
  const statuses = statusTexts(kind, options, isOnPanel).map((text) => inLetters(text, options.theme, "en"));
  const status = Math.max(...statuses.map((text) => measure(text, 600)));
  const isArrival = directionOf(kind) === "ARRIVAL";
  const outset = isClassic || isOnPanel ? 0 : STATUS_OUTSET_EM;
  const contents: Readonly<Record<GridColumn, number>> = {
    time,
    estimated: time,
    place: isClassic ? PLACE_LETTERS * FLAP_EM : PLACE_EM,
    flight: code(widestContents.flight) + marks.flight,
    airline: hasMarks(options) ? MARKED_AIRLINE_EM : AIRLINE_EM,
    terminal: code(widestContents.terminal),
    gate: code(widestContents.gate) + (isArrival ? 0 : outset),
    belt: code(widestContents.belt) + outset,
    // Its mark is as wide as it is.
    status: Math.min(status, STATUS_EM) + (isOnPanel ? PANEL_STATUS_MARK_EM : STATUS_MARK_EM) / narrowest,
  };
  const headings = (name: GridColumn) =>
    options.languages.map((language) => measure(heading(name, isArrival, vocabularies[language]), 400));
  return boardColumns(kind, options, terminals).map((name) => ({
    name,
    content: contents[name],
    // Names of airlines break into lines, and so may the heading above them.
    heading: name === "airline" ? 0 : Math.max(...headings(name)),
  }));
}
