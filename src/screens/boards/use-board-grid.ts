import { useMemo } from "react";
import { boardColumns, statusTexts, widestContents } from "../../display/board-columns";
import { boardGrid, type BoardGrid, type ColumnNeed, type GridColumn, type GridNeeds } from "../../display/board-grid";
import { directionOf, type DisplayKind } from "../../display/display-kind";
import type { DisplayOptions } from "../../display/display-options";
import { vocabularies } from "../../flights/vocabulary";
import { useBoard } from "../../state/board-context";
import { deployedMarks } from "../../ui/airline-marks";
import { FLAP_EM } from "../../ui/Flaps";
import { useTextMeasure, type TextMeasure } from "../../ui/text-width";
import type { Size } from "../../ui/use-size";
import { heading } from "./headings";
import { inLetters } from "./letters";
import { MARK_SIZE, STATUS_MARK_EM } from "./text-sizes";
import { usePanelText } from "./use-panel-text";

/** Where no panel is named: rem, which is 16 px where the window's short side has 1080. */
const windowText = { least: 1.75, most: 2.25, leastInRows: 0.75, mostInRows: 5 };
const windowShape = { small: 0.62, gap: 0.7, rowHeights: [1.88, 3, 4.1], headings: 2 } as const;
/** On panels all text has one size, and lines are as close as ADA 703.5.9 lets. */
const panelShape = { small: 1, gap: 0.55, rowHeights: [1.25, 2.4, 3.5], headings: 1.2 } as const;
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
/** As board.css has --edge, in em. */
const PANEL_EDGE = 0.4;
/** Largest text on a panel, in times of the least: rows that are few fill the board. */
const PANEL_GROWTH = 2;

/** The grid of this display's table in a room, CSS pixels; undefined before that is known. */
export function useBoardGrid(size: Size | undefined): BoardGrid | undefined {
  const { airport, kind, options } = useBoard();
  const measure = useTextMeasure();
  const least = usePanelText()?.least;
  const terminals = airport.terminals.length;
  return useMemo(() => {
    if (size === undefined) return undefined;
    const { rows } = options;
    const shape = least === undefined ? windowShape : panelShape;
    const columns = columnNeeds(kind, options, terminals, measure, shape.small);
    const edge = least === undefined ? rem() * windowEdge(size) : least * PANEL_EDGE;
    const needs = { ...size, ...shape, edge, columns };
    if (least === undefined) return boardGrid({ ...needs, font: windowFont(rows), rows });
    // As many rows as are legible, then the largest letters with which these rows fit.
    const most = rows ?? boardGrid({ ...needs, font: { least, most: least }, rows }).rows;
    return boardGrid({ ...needs, font: { least, most: least * PANEL_GROWTH }, rows: most });
  }, [size, measure, least, kind, options, terminals]);
}

/** Whether marks stand beside names: where there can be one, there is room for one, so that none moves anything. */
function hasMarks({ marks }: DisplayOptions): boolean {
  return marks === "codes" || (marks === "images" && deployedMarks.marks.size > 0);
}

function windowFont(rows: number | undefined): GridNeeds["font"] {
  const { least, most, leastInRows, mostInRows } = windowText;
  const [from, to] = rows === undefined ? [least, most] : [leastInRows, mostInRows];
  return { least: from * rem(), most: to * rem() };
}

/** CSS pixels of 1 rem. */
function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** As board.css has --edge, in rem. */
function windowEdge({ width, height }: Size): number {
  return width > height ? 2.25 : 1.5;
}

/** What the columns need, by the widest things that they may have to say in all languages of the display. */
function columnNeeds(
  kind: DisplayKind,
  options: DisplayOptions,
  terminals: number,
  measure: TextMeasure,
  small: number,
): readonly ColumnNeed[] {
  const isClassic = options.theme === "classic";
  const code = (text: string) => (isClassic ? text.length * FLAP_EM : measure(text, 600));
  // Where all text has one size, marks would take as much as what they mark: they are set narrower when they come.
  const marks =
    small < 1
      ? { day: measure(widestContents.dayMark, 600) * MARK_SIZE, flight: FLIGHT_MARK_EM }
      : { day: 0, flight: 0 };
  const time = code(widestContents.time) + marks.day;
  const statuses = statusTexts(kind, options).map((text) => inLetters(text, options.theme, "en"));
  const status = Math.max(...statuses.map((text) => measure(text, 600)));
  const isArrival = directionOf(kind) === "ARRIVAL";
  const outset = isClassic || small === 1 ? 0 : STATUS_OUTSET_EM;
  const contents: Readonly<Record<GridColumn, number>> = {
    time,
    estimated: time,
    place: isClassic ? PLACE_LETTERS * FLAP_EM : PLACE_EM,
    flight: code(widestContents.flight) + marks.flight,
    airline: hasMarks(options) ? MARKED_AIRLINE_EM : AIRLINE_EM,
    terminal: code(widestContents.terminal),
    gate: code(widestContents.gate) + (isArrival ? 0 : outset),
    belt: code(widestContents.belt) + outset,
    status: Math.min(status, STATUS_EM) + STATUS_MARK_EM,
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
