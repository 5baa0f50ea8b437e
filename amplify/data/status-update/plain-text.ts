/** First half of a surrogate pair. */
function isHigh(unit: string): boolean {
  return unit >= "\ud800" && unit <= "\udbff";
}

/** Second half of a surrogate pair. */
function isLow(unit: string): boolean {
  return unit >= "\udc00" && unit <= "\udfff";
}

/** Whether a character does something instead of standing for something: controls, and controls of text direction. */
function isControl(unit: string): boolean {
  return (
    unit <= "\u001f" ||
    unit === "\u007f" ||
    (unit >= "\u202a" && unit <= "\u202e") ||
    (unit >= "\u2066" && unit <= "\u2069")
  );
}

/**
 * Whether a text can be put on a display among others as it is: no control characters (U+0000 to U+001F, U+007F), no
 * controls of text direction (Unicode Standard Annex 9: U+202A to U+202E, U+2066 to U+2069), no half of a surrogate pair.
 * By comparison of UTF-16 code units, since APPSYNC_JS has neither regular expressions nor charCodeAt.
 */
export function isPlainText(text: string): boolean {
  return text.split("").every((unit, index) => {
    if (isHigh(unit)) {
      return isLow(text.charAt(index + 1));
    }
    return isLow(unit) ? isHigh(text.charAt(index - 1)) : !isControl(unit);
  });
}
