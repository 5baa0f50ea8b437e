import type { BoardRow } from "./board-row";
import type { Vocabulary } from "./vocabulary";

/** What a passenger reads of a flight's status: "Delayed", "Baggage on belt 4", or "Belt 4" where it is to be brief. */
export function statusWords(
  { status, belt }: Pick<BoardRow, "status" | "belt">,
  words: Vocabulary,
  isBrief = false,
): string {
  if (status !== "baggage" || belt === undefined) return words.status[status];
  return isBrief ? words.onBelt(belt) : words.baggageOnBelt(belt);
}
