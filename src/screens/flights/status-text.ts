import type { BoardRow } from "../../flights/board-row";
import type { Vocabulary } from "../../flights/vocabulary";

/** What a passenger reads of a flight's status: of baggage, on which belt. */
export function statusText(row: BoardRow, words: Vocabulary): string {
  return row.status === "baggage" && row.belt !== undefined ? words.baggageOnBelt(row.belt) : words.status[row.status];
}
