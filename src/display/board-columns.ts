import { statusesOf } from "../flights/passenger-status";
import { vocabularies } from "../flights/vocabulary";
import type { GridColumn } from "./board-grid";
import type { ColumnNeeds } from "./column-lines";
import { directionOf, type DisplayKind } from "./display-kind";
import type { DisplayOptions } from "./display-options";
import { boardMetrics, type BoardMetrics, type Face, type Refusal } from "./panel";

/** What of a display's address decides on its columns. */
type ColumnOptions = Pick<DisplayOptions, "terminal" | "languages">;

/** The widest contents that have room without being set narrower, as text. */
export const widestContents = {
  time: "00:00",
  /** Mark of another day behind a time. */
  dayMark: "+1",
  flight: "WW 8888",
  terminal: "B",
  gate: "B444",
  belt: "44",
} as const;

/** Characters of a place's name that have room; longer ones are set narrower. */
const PLACE_CHARACTERS = 14;
/** A status has a mark before it, as wide as so many characters. */
const MARK_CHARACTERS = 2;

/** The columns of a display's table in reading order. One terminal needs no column. */
export function boardColumns(kind: DisplayKind, options: ColumnOptions, terminals: number): readonly GridColumn[] {
  const isOneTerminal = options.terminal !== undefined || terminals <= 1;
  const columns: readonly GridColumn[] = ["time", "estimated", "place", "flight", "airline", "terminal", "gate"];
  const shown = columns.filter((name) => name !== "terminal" || !isOneTerminal);
  return directionOf(kind) === "ARRIVAL" ? [...shown, "belt", "status"] : [...shown, "status"];
}

/** All texts that the status of such a display's flights may have, in its languages. */
export function statusTexts(kind: DisplayKind, options: ColumnOptions): readonly string[] {
  const statuses = statusesOf(directionOf(kind));
  return options.languages.flatMap((language) => {
    const words = vocabularies[language];
    return statuses.map((status) =>
      status === "baggage" ? words.baggageOnBelt(widestContents.belt) : words.status[status],
    );
  });
}

/** What a display's columns need, in characters, for `boardMetrics`. The airline's name and the belt may be left out. */
export function columnCharacters(kind: DisplayKind, options: ColumnOptions, terminals: number): ColumnNeeds {
  const status = Math.max(...statusTexts(kind, options).map((text) => text.length)) + MARK_CHARACTERS;
  const needs: Readonly<Record<GridColumn, number>> = {
    time: widestContents.time.length,
    estimated: widestContents.time.length,
    place: PLACE_CHARACTERS,
    flight: widestContents.flight.length,
    airline: 0,
    terminal: widestContents.terminal.length,
    gate: widestContents.gate.length,
    belt: 0,
    status,
  };
  const shown = boardColumns(kind, options, terminals).filter((name) => name !== "airline" && name !== "belt");
  return Object.fromEntries(shown.map((name) => [name, needs[name]]));
}

/**
 * How legible a display is on its panel, or why it is not: `panel.ts` with the display's own columns. `size` in CSS
 * pixels, of the whole panel; undefined where the address names no panel.
 */
export function legibleBoard(
  kind: DisplayKind,
  options: ColumnOptions & Pick<DisplayOptions, "panel" | "rows">,
  terminals: number,
  size: { readonly width: number; readonly height: number },
  face: Face,
): BoardMetrics | Refusal | undefined {
  if (options.panel === undefined) return undefined;
  // The displays of one gate or belt have no rows to choose, and each text of theirs has a line of its own.
  const isTable = kind.name === "departures" || kind.name === "arrivals";
  const columns = isTable
    ? columnCharacters(kind, options, terminals)
    : { place: PLACE_CHARACTERS, flight: widestContents.flight.length, time: widestContents.time.length };
  const wanted = { rows: isTable ? options.rows : undefined, lines: 3 } as const;
  return boardMetrics({ ...options.panel, ...size }, wanted, face, columns);
}
