import { statusesOf } from "../flights/passenger-status";
import { statusWords } from "../flights/status-words";
import { vocabularies } from "../flights/vocabulary";
import type { GridColumn } from "./board-grid";
import { directionOf, type DisplayKind } from "./display-kind";
import type { DisplayOptions } from "./display-options";

/** What of a display's address decides on its columns. */
type ColumnOptions = Pick<DisplayOptions, "terminal" | "languages">;

/** The widest contents that have room without being set narrower, as text. */
export const widestContents = {
  time: "00:00",
  /** Mark of another day behind a time. */
  dayMark: "+1",
  flight: "WN 8888",
  terminal: "B",
  gate: "B444",
  belt: "44",
} as const;

/** The columns of a display's table in reading order. One terminal needs no column. */
export function boardColumns(kind: DisplayKind, options: ColumnOptions, terminals: number): readonly GridColumn[] {
  const isOneTerminal = options.terminal !== undefined || terminals <= 1;
  const columns: readonly GridColumn[] = ["time", "estimated", "place", "flight", "airline", "terminal", "gate"];
  const shown = columns.filter((name) => name !== "terminal" || !isOneTerminal);
  return directionOf(kind) === "ARRIVAL" ? [...shown, "belt", "status"] : [...shown, "status"];
}

/** All texts that the status of such a display's flights may have, in its languages; on a panel of known size brief ones. */
export function statusTexts(kind: DisplayKind, options: ColumnOptions, isBrief = false): readonly string[] {
  const statuses = statusesOf(directionOf(kind));
  return options.languages.flatMap((language) => {
    const words = vocabularies[language];
    return statuses.map((status) => statusWords({ status, belt: widestContents.belt }, words, isBrief));
  });
}
