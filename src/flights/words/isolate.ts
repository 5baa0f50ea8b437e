/** U+2068 FIRST STRONG ISOLATE and U+2069 POP DIRECTIONAL ISOLATE (Unicode Standard Annex 9). */
export const FIRST_STRONG_ISOLATE = "\u2068";
export const POP_DIRECTIONAL_ISOLATE = "\u2069";

/**
 * `text` so that it cannot disorder the right-to-left sentence around it, nor the sentence it: UA 123 before a number
 * would else swallow the number, and +1 would read 1+. Characters rather than `<bdi>`, because the sentences are also
 * spoken, titles and labels. Nothing stays nothing.
 */
export function isolate(text: string): string {
  return text === "" ? "" : `${FIRST_STRONG_ISOLATE}${text}${POP_DIRECTIONAL_ISOLATE}`;
}
