import type { Size } from "../../ui/use-size";

/** Partners' numbers that stand beside each other on the displays of one gate. */
export const PARTNERS_AT_ONCE = 3;

/** The flight that goes from a gate, and the next one after it. */
const GATE_FLIGHTS = 2;
/** Lines of the least size that the two need on a panel, whose letters do not shrink. */
const LINES_OF_TWO = { landscape: 9.5, portrait: 19 } as const;

/** Flights that the display of a gate has room for, whose text is not below `least`: what comes next gives way. */
export function gateFlightsIn({ width, height }: Size, least = 0): number {
  const lines = LINES_OF_TWO[width >= height ? "landscape" : "portrait"];
  return least * lines <= height ? GATE_FLIGHTS : 1;
}

/** How large the place of a flight is set where it has the whole width. */
export interface PlaceSize {
  /** CSS pixels. */
  readonly font: number;
  /** Room for the name, in em. */
  readonly room: number;
  readonly orientation: "landscape" | "portrait";
}

/** Of the width and the height of the room, by how it lies. */
const parts = { landscape: { width: 0.085, height: 0.19 }, portrait: { width: 0.125, height: 0.11 } } as const;
/** At both sides, of the width; at least as much as board.css has --edge on a panel, in its least size. */
const EDGE = 0.03;
const PANEL_EDGE = 0.41;

/** What the edges of a board leave of its width, CSS pixels. */
export function innerWidth({ width }: Size, least: number): number {
  return width - 2 * Math.max(EDGE * width, PANEL_EDGE * least);
}

/** The size for a room, CSS pixels; not below `least`. */
export function placeSize({ width, height }: Size, least = 0): PlaceSize {
  const orientation = width >= height ? "landscape" : "portrait";
  const part = parts[orientation];
  const font = Math.max(least, Math.min(part.width * width, part.height * height), 1);
  return { font, room: innerWidth({ width, height }, least) / font, orientation };
}
