import type { Face } from "./panel";

/** The typeface of the boards, as panel.ts asks: Noto Sans has capitals of 0.714 em; text in it takes 0.56 em a character. */
export const boardFace: Face = { capHeightRatio: 0.714, advanceRatio: 0.56 };
