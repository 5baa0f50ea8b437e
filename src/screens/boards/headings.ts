import type { GridColumn } from "../../display/board-grid";
import type { Vocabulary } from "../../flights/vocabulary";

/** What stands above a column. */
export function heading(name: GridColumn, isArrival: boolean, { columns }: Vocabulary): string {
  if (name === "place") return isArrival ? columns.origin : columns.destination;
  return columns[name];
}
