import type { Size } from "../../ui/use-size";

/** How the flights of a belt are laid out. */
export interface BeltSize {
  /** Of a place's name, CSS pixels. */
  readonly font: number;
  readonly rows: number;
  readonly rowHeight: number;
  /** Room for a place and a flight number, in em. */
  readonly placeRoom: number;
  readonly numberRoom: number;
  readonly orientation: "landscape" | "portrait";
}

/** Size of a name as a part of the width, by how the room lies. */
const widthParts = { landscape: 0.06, portrait: 0.1 } as const;
/** Height of a row in em: a name with stops below it; in portrait the flight number, too. */
const rowHeights = { landscape: 1.8, portrait: 3 } as const;
/** Of the width, at both sides. */
const EDGE = 0.03;
/** Of a flight number, in em. */
const NUMBER_EM = 4.6;

/** The sizes for a room, CSS pixels; names are not below `least`. */
export function beltSize({ width, height }: Size, least = 0): BeltSize {
  const orientation = width >= height ? "landscape" : "portrait";
  const font = Math.max(least, Math.min(widthParts[orientation] * width, height / rowHeights[orientation]), 1);
  const rows = Math.max(1, Math.floor(height / (rowHeights[orientation] * font)));
  const inner = (width * (1 - 2 * EDGE)) / font;
  return {
    font,
    rows,
    rowHeight: Math.floor(height / rows),
    placeRoom: orientation === "landscape" ? inner - NUMBER_EM - 0.5 : inner,
    numberRoom: orientation === "landscape" ? NUMBER_EM : inner,
    orientation,
  };
}
