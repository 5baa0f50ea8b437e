import type { StatusUpdate } from "./status-update.js";

/** Prime, so that the remainders spread; small enough that value * base stays an exact number. */
const modulus = 2147483647;
/** Two bases give two independent hashes: 62 bits together. */
const bases = [1000003, 524287];

const base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_";
const base36Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
/** Six digits to base 36 hold any value below the modulus. */
const base36Powers = [60466176, 1679616, 46656, 1296, 36, 1];

function base36(value: number): string {
  return base36Powers.map((power) => base36Digits.charAt(Math.floor(value / power) % 36)).join("");
}

/**
 * All that an event says, in one text: its flight, its time and its facts. Two events without id are the same event
 * where this is the same.
 */
export function contentOf(update: StatusUpdate): string {
  const { date, carrier, num, direction, time, info } = update;
  return JSON.stringify([date, carrier, num, direction, time, info]);
}

/**
 * An id made from what an event says, for a publisher that gives none: saying the same thing twice gives the same id.
 * Polynomial hashes by plain arithmetic, since APPSYNC_JS has no digest for texts. `base64` is `contentOf` the
 * event in Base64.
 */
export function contentId(event: string, base64: string): string {
  const codes = base64.split("").map((character) => base64Alphabet.indexOf(character) + 1);
  const hashes = bases.map((base) =>
    base36(codes.reduce((hash, code) => (hash * base + code) % modulus, base64.length)),
  );
  return `${event}-${hashes.join("")}`;
}
