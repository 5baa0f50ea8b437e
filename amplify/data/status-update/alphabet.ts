/** Decimal digits, in the order of their values. */
export const digits = "0123456789";

/** Upper-case letters of IATA and ICAO codes. */
export const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Letters of codes before they are put into upper case. Asked first: "ı" and "ß" become other letters of ASCII. */
export const letters = capitals + capitals.toLowerCase();

/**
 * Whether a text is `shortest` to `longest` characters long and has characters of `alphabet` only. Written without a
 * regular expression: APPSYNC_JS has none
 * (https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html).
 */
export function consistsOf(text: string, alphabet: string, shortest: number, longest: number): boolean {
  return (
    text.length >= shortest &&
    text.length <= longest &&
    text.split("").every((character) => alphabet.indexOf(character) >= 0)
  );
}

/** The value of a text of decimal digits, which the caller has made sure of (`consistsOf`). */
export function decimalValue(text: string): number {
  return text.split("").reduce((value, digit) => value * 10 + digits.indexOf(digit), 0);
}

/** `value` as decimal digits, filled up with leading zeros to `width`. */
export function zeroPadded(value: number, width: number): string {
  const text = `0000${value}`;
  return text.slice(text.length - width);
}
