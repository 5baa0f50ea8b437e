import type { Size } from "../../ui/use-size";

/** Partners' numbers that stand beside each other on the displays of one gate. */
export const PARTNERS_AT_ONCE = 3;

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
/** Of the width, at both sides. */
const EDGE = 0.03;

/** The size for a room, CSS pixels; not below `least`. */
export function placeSize({ width, height }: Size, least = 0): PlaceSize {
  const orientation = width >= height ? "landscape" : "portrait";
  const part = parts[orientation];
  const font = Math.max(least, Math.min(part.width * width, part.height * height), 1);
  return { font, room: (width * (1 - 2 * EDGE)) / font, orientation };
}
