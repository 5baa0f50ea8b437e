/** How far a display's picture stands off its place, CSS pixels. */
export interface PixelOffset {
  readonly x: number;
  readonly y: number;
}

/** Furthest offset to each side, CSS pixels: 4 from one end to the other, which readers do not notice. */
export const PIXEL_SHIFT_REACH = 2;

/** How long an offset stays. */
export const PIXEL_SHIFT_MS = 3 * 60_000;

const side = 2 * PIXEL_SHIFT_REACH + 1;
const places = side * side;

/**
 * Where a display's picture stands at `now` (milliseconds since 1970), so that what is always in one place, such as
 * headings and lines, does not burn into the panel. It goes through all offsets line by line and back again, a pixel
 * at a time, and follows from the time alone: displays hung side by side move together.
 */
export function pixelShift(now: number): PixelOffset {
  const period = 2 * (places - 1);
  const step = modulo(Math.floor(now / PIXEL_SHIFT_MS), period);
  const place = step < places ? step : period - step;
  const line = Math.floor(place / side);
  const along = place % side;
  const column = line % 2 === 0 ? along : side - 1 - along;
  return { x: column - PIXEL_SHIFT_REACH, y: line - PIXEL_SHIFT_REACH };
}

/** When the next offset comes, milliseconds since 1970. */
export function nextPixelShift(now: number): number {
  return (Math.floor(now / PIXEL_SHIFT_MS) + 1) * PIXEL_SHIFT_MS;
}

/** The remainder, never below 0. */
function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
