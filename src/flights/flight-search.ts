import type { BoardRow } from "./board-row";
import type { PlaceNames } from "./place-names";

/** Words of a search text: lower case, letters without accents, parted by anything that is neither letter nor digit. */
export type FlightQuery = readonly string[];

/** The query that a person typed; one without words finds every flight. */
export function flightQuery(text: string): FlightQuery {
  return plain(text).match(/[\p{Letter}\p{Number}]+/gu) ?? [];
}

/** Tells whether a query finds a row. */
export type FlightFinder = (row: BoardRow, query: FlightQuery) => boolean;

/**
 * A finder that knows these names. Every word of the query must begin a word of what one may know of the flight: its
 * numbers (UA123, UA 123 or 123), its partners' numbers, the city or code of the other end and of the stops between, the
 * airline. What it knows of a row is kept as long as the row: people type faster than thousands of rows are read.
 */
export function flightFinder(names: PlaceNames): FlightFinder {
  const known = new WeakMap<BoardRow, readonly string[]>();
  return (row, query) => {
    if (query.length === 0) return true;
    const words = known.get(row) ?? knownWords(row, names);
    known.set(row, words);
    return query.every((word) => words.some((each) => each.startsWith(word)));
  };
}

/** How long a search finds a flight of a past operating date after it went, milliseconds. */
const REMEMBERED_MS = 12 * 3_600_000;

/**
 * Whether a search finds a flight that has left the board: one of `today` (YYYY-MM-DD) or later, and one of a day before
 * for half a day. A flight of the same number goes every day, and yesterday's is not to stand before it.
 */
export function isRemembered(row: BoardRow, today: string, now: number): boolean {
  return row.key >= today || Math.max(row.leaving.at, row.leaving.since) >= now - REMEMBERED_MS;
}

function knownWords(row: BoardRow, names: PlaceNames): readonly string[] {
  const numbers = [`${row.carrier} ${String(row.num)}`, ...row.codeshares];
  const texts = [
    ...numbers,
    ...numbers.map((number) => number.replace(" ", "")),
    ...[row.place, ...row.via].flatMap((code) => [code, names.city(code)]),
    names.airline(row.carrier) ?? "",
  ];
  return [...new Set(texts.flatMap((text) => [...flightQuery(text), ...flightQuery(spelledOut(text))]))];
}

/** Letters that Unicode takes for ones of their own, not for a letter with an accent, as keyboards without them write them. */
const plainLetters: Readonly<Record<string, string>> = {
  æ: "ae",
  ð: "d",
  đ: "d",
  ħ: "h",
  ı: "i",
  ł: "l",
  ø: "o",
  œ: "oe",
  ß: "ss",
  þ: "th",
};

/** Letters that are also written as two: Muenchen, Tromsoe, Aarhus. */
const letterPairs: Readonly<Record<string, string>> = { ä: "ae", å: "aa", ö: "oe", ø: "oe", ü: "ue" };

function plain(text: string): string {
  const bare = text
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();
  return replaced(bare, plainLetters);
}

function spelledOut(text: string): string {
  return replaced(text.normalize("NFC").toLowerCase(), letterPairs);
}

function replaced(text: string, letters: Readonly<Record<string, string>>): string {
  return text.replace(/\p{Letter}/gu, (letter) => letters[letter] ?? letter);
}
