import type { DisplayOptions } from "../../display/display-options";
import { NARROWEST } from "../../ui/Fit";
import { FLAP_EM } from "../../ui/Flaps";
import { textWidth, type TextMeasure } from "../../ui/text-width";

/** Where a line of a name may end: behind a space, a hyphen or a dash. */
const lineEnds = /(?<=[\s\-–—/])/u;

/**
 * What the cell of a place shows one after the other where letters cannot be smaller: the name, then the stops; each of
 * them in pieces between words where it has no room as a whole. A word that is longer than the room is a piece.
 */
export function placeTurns(name: string, detail: string, hasRoom: (text: string) => boolean): readonly string[] {
  return [name, detail].filter((text) => text !== "").flatMap((text) => piecesOf(text, hasRoom));
}

function piecesOf(text: string, hasRoom: (text: string) => boolean): readonly string[] {
  const pieces: string[] = [];
  for (const word of text.split(lineEnds)) {
    const last = pieces.at(-1);
    if (last !== undefined && hasRoom((last + word).trim())) pieces[pieces.length - 1] = last + word;
    else pieces.push(word);
  }
  return pieces.map((piece) => piece.trim());
}

/** Whether a place has room on a line of so many em: set as narrow as may be, or on flaps, which are as wide as they are. */
export function placeRoom(
  theme: DisplayOptions["theme"],
  room: number,
  measure: TextMeasure = textWidth,
): (text: string) => boolean {
  if (theme === "classic") return (text) => [...text].length <= flapsIn(room);
  return (text) => measure(text, 600) * NARROWEST <= room;
}

/** How many flaps have room on a line of so many em: at least one. */
export function flapsIn(room: number): number {
  return Math.max(1, Math.floor(room / FLAP_EM + 0.01));
}
