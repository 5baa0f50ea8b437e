import { isOnBoard, type BoardRow } from "./board-row";
import type { BoardWindow } from "./board-window";
import type { FlightDirection } from "./flight";

/** Which flights belong on a board now; undefined: any. */
export interface BoardSelection {
  readonly window: BoardWindow;
  readonly direction: FlightDirection | undefined;
  readonly terminal: string | undefined;
  readonly gate: string | undefined;
  /** Only arrivals whose baggage is on this belt. */
  readonly belt: string | undefined;
}

/** A selection of every flight of the window. */
export function selectionOf(window: BoardWindow, wanted: Partial<Omit<BoardSelection, "window">> = {}): BoardSelection {
  return { direction: undefined, terminal: undefined, gate: undefined, belt: undefined, ...wanted, window };
}

/** True where the flight belongs on the board. */
export function isSelected(row: BoardRow, selection: BoardSelection): boolean {
  return (
    (selection.direction === undefined || row.direction === selection.direction) &&
    (selection.terminal === undefined || row.terminal === selection.terminal) &&
    (selection.gate === undefined || row.gate === selection.gate) &&
    (selection.belt === undefined || (row.status === "baggage" && row.belt === selection.belt)) &&
    isOnBoard(row, selection.window)
  );
}
