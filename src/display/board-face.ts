/** Height of the capitals of the boards' typeface, in em: IBM Plex Sans (latin.css). */
export const CAP_HEIGHT_RATIO = 0.698;

/** Kinds of characters, and what the widest of each take in IBM Plex Sans SemiBold at 75 percent width, in em. */
const kinds: readonly { readonly characters: RegExp; readonly width: number }[] = [
  // As wide as they are high: Plex leaves them to the faces of Chinese and Japanese.
  { characters: /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u, width: 1 },
  // Plex Sans Arabic: letters that join are narrower than these, last ones wider.
  { characters: /\p{sc=Arabic}/u, width: 0.46 },
  { characters: /[\s.,:'’ijlíî]/u, width: 0.28 },
  { characters: /[-ftrI]/u, width: 0.36 },
  { characters: /[csvxyzJL]/u, width: 0.49 },
  { characters: /[aegkoàáâéèêóô]/u, width: 0.51 },
  { characters: /[BCDEFKPRSTVXYZ]/u, width: 0.6 },
  { characters: /[wM]/u, width: 0.75 },
  { characters: /[mW]/u, width: 0.85 },
  { characters: /\p{Lu}/u, width: 0.65 },
];
const OTHER = 0.545;

/**
 * How much room a text of a board takes, in em: the same whatever faces a browser has loaded, so that what is legible on a
 * panel is decided alike wherever it is asked.
 */
export function roomOf(text: string): number {
  return [...text].reduce((sum, each) => {
    return sum + (kinds.find(({ characters }) => characters.test(each))?.width ?? OTHER);
  }, 0);
}
