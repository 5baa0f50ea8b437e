import type { Face } from "./panel";

/**
 * The typeface of the boards, as panel.ts asks: IBM Plex Sans at 75 percent width has capitals of 0.698 em (latin.css);
 * times, numbers and names in it take 0.48 em a character at most, names alone 0.46.
 */
export const boardFace: Face = { capHeightRatio: 0.698, advanceRatio: 0.48 };
