/** Height of the capitals of the boards' typeface, in em: IBM Plex Sans (latin.css). */
export const CAP_HEIGHT_RATIO = 0.698;

/** Characters as wide as they are high, which Plex leaves to the faces of Chinese and Japanese. */
const square = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
const capital = /\p{Lu}/u;

/** Widths in em, of IBM Plex Sans at 75 percent width and Plex Sans Arabic: the widest texts of each kind take no more. */
const widths = { square: 1, capital: 0.58, other: 0.5 } as const;

/**
 * How much room a text of a board takes, in em: the same whatever faces a browser has loaded, so that what is legible on a
 * panel is decided alike wherever it is asked.
 */
export function roomOf(text: string): number {
  return [...text].reduce((sum, character) => {
    if (square.test(character)) return sum + widths.square;
    return sum + (capital.test(character) ? widths.capital : widths.other);
  }, 0);
}
