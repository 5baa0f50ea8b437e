import type { DisplayOptions } from "../../display/display-options";
import { hasRoomNarrowed } from "../../ui/Fit";
import { FLAP_EM } from "../../ui/Flaps";
import { textLines } from "../../ui/text-lines";
import { textWidth, type TextMeasure } from "../../ui/text-width";

/** A mark at the end of Latin letters would stand before them where the text around is Arabic. */
const lastMark = /[-–—/]$/u;
const LEFT_TO_RIGHT = "\u200e";

/**
 * What the cell of a place shows one after the other where letters cannot be smaller: the name, then the stops; each of
 * them in pieces between words where it has no room as a whole. A word that is longer than the room is a piece.
 */
export function placeTurns(name: string, detail: string, hasRoom: (text: string) => boolean): readonly string[] {
  return [name, detail].filter((text) => text !== "").flatMap((text) => piecesOf(text, hasRoom));
}

function piecesOf(text: string, hasRoom: (text: string) => boolean): readonly string[] {
  return textLines(text, hasRoom).map((piece) => (lastMark.test(piece) ? piece + LEFT_TO_RIGHT : piece));
}

/** Whether a place has room on a line of so many em: set as narrow as may be, or on flaps, which are as wide as they are. */
export function placeRoom(
  theme: DisplayOptions["theme"],
  room: number,
  measure: TextMeasure = textWidth,
): (text: string) => boolean {
  if (theme === "classic") return (text) => [...text].length <= flapsIn(room);
  return (text) => hasRoomNarrowed(text, 600, room, measure);
}

/** How many flaps have room on a line of so many em: at least one. */
export function flapsIn(room: number): number {
  return Math.max(1, Math.floor(room / FLAP_EM + 0.01));
}
