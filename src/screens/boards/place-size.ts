import { orientationOf, type Orientation } from "../../display/orientation";
import { frameEm } from "../../display/panel-frame";
import type { Size } from "../../ui/use-size";

/** Partners' numbers that stand beside each other on the displays of one gate. */
export const PARTNERS_AT_ONCE = 3;

/** The flight that goes from a gate, and the next one after it. */
const GATE_FLIGHTS = 2;
/** Room that the two need on a panel, whose letters do not shrink, and one, in em of the least size. */
const roomOfTwo = { landscape: { width: 17.5, height: 9.5 }, portrait: { width: 12, height: 19 } } as const;
const heightOfOne = { landscape: 5.8, portrait: 10.4 } as const;
/** From here on one has room for all that is said of it. */
const HEIGHT_OF_ALL = 13;
/** Where a name is longer than this on a panel, it takes two lines: none of an airport is, set as narrow as may be. */
export const PLACE_EM = 8.2;

/** Flights that the display of a gate shows, whose text is not below `least`: what comes next gives way. */
export function gateFlightsIn(size: Size, least = 0): number {
  const { width, height } = roomOfTwo[orientationOf(size)];
  return least * height <= size.height && least * width <= size.width ? GATE_FLIGHTS : 1;
}

/** Whether the display of a gate on a panel has room for what its passengers need to board, and for no more. */
export function isTight(size: Size, least: number): boolean {
  return orientationOf(size) === "landscape" || size.height < HEIGHT_OF_ALL * least;
}

/** Whether it has room for that much. */
export function hasRoomForGate(size: Size, least: number): boolean {
  return size.height >= heightOfOne[orientationOf(size)] * least && innerWidth(size, least) >= PLACE_EM * least;
}

/** How large the place of a flight is set where it has the whole width. */
export interface PlaceSize {
  /** CSS pixels. */
  readonly font: number;
  /** Room for the name, in em. */
  readonly room: number;
  readonly orientation: Orientation;
}

/** Of the width and the height of the room, by how it lies. */
const parts = { landscape: { width: 0.085, height: 0.17 }, portrait: { width: 0.125, height: 0.11 } } as const;
/** At both sides, of the width; on a panel at least its edge. */
const EDGE = 0.03;

/** What the edges of a board leave of its width, CSS pixels. */
export function innerWidth({ width }: Size, least: number): number {
  return width - 2 * Math.max(EDGE * width, frameEm.edge * least);
}

/** The size for a room, CSS pixels; not below `least`. */
export function placeSize(size: Size, least = 0): PlaceSize {
  const orientation = orientationOf(size);
  const part = parts[orientation];
  const inner = innerWidth(size, least);
  const most = least > 0 ? inner / PLACE_EM : Infinity;
  const font = Math.max(least, Math.min(part.width * size.width, part.height * size.height, most), 1);
  return { font, room: inner / font, orientation };
}
