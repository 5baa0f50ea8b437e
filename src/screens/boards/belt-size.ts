import { orientationOf, type Orientation } from "../../display/orientation";
import type { Size } from "../../ui/use-size";
import { innerWidth, PLACE_EM } from "./place-size";

/** How the flights of a belt are laid out. */
export interface BeltSize {
  /** Of a place's name, CSS pixels. */
  readonly font: number;
  readonly rows: number;
  readonly rowHeight: number;
  /** Whether a row has the height that it needs. */
  readonly fits: boolean;
  /** Room for a place and a flight number, in em. */
  readonly placeRoom: number;
  readonly numberRoom: number;
  /** Room of a whole line, in em. */
  readonly lineRoom: number;
  readonly orientation: Orientation;
}

/** Size of a name as a part of the width, by how the room lies. */
const widthParts = { landscape: 0.06, portrait: 0.1 } as const;
/** Height of a row in em: a name with stops below it; in portrait the flight number, too. */
const rowHeights = { landscape: 1.8, portrait: 3.4 } as const;
/** The same on a panel, but for the line of its least size below it. */
const panelRowHeights = { landscape: 1.25, portrait: 2.4 } as const;
const PANEL_LINE = 1.35;
/** Of a flight number, in em. */
const NUMBER_EM = 4.6;
const NUMBER_GAP = 0.5;

/** The sizes for a room, CSS pixels; names are not below `least`. */
export function beltSize(size: Size, least = 0): BeltSize {
  const { width, height } = size;
  // On a panel a number stands below its place where it would leave no room for it.
  const hasRoomBeside = innerWidth(size, least) >= (PLACE_EM + NUMBER_EM + NUMBER_GAP) * least;
  const orientation = hasRoomBeside ? orientationOf(size) : "portrait";
  const font = Math.max(least, Math.min(widthParts[orientation] * width, height / rowHeights[orientation]), 1);
  const row = least > 0 ? panelRowHeights[orientation] * font + PANEL_LINE * least : rowHeights[orientation] * font;
  const rows = Math.max(1, Math.floor(height / row));
  const inner = innerWidth(size, least) / font;
  return {
    font,
    rows,
    rowHeight: Math.floor(height / rows),
    fits: row <= height,
    placeRoom: orientation === "landscape" ? inner - NUMBER_EM - NUMBER_GAP : inner,
    numberRoom: orientation === "landscape" ? NUMBER_EM : inner,
    lineRoom: inner,
    orientation,
  };
}
