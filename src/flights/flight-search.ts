import type { BoardRow } from "./board-row";
import type { PlaceNames } from "./place-names";

/** How a search text is read: lower case, no accents, words parted by anything that is neither letter nor digit. */
export interface FlightQuery {
  readonly words: readonly string[];
}

/** The query that a person typed; one without words finds every flight. */
export function flightQuery(text: string): FlightQuery {
  return { words: plain(text).match(/[\p{Letter}\p{Number}]+/gu) ?? [] };
}

/**
 * True where every word of the query begins a word of what one may know of the flight: its numbers (UA123, UA 123 or
 * 123), its partners' numbers, the city or code of the other end and of the stops between, the airline.
 */
export function matchesQuery(row: BoardRow, query: FlightQuery, names: PlaceNames): boolean {
  if (query.words.length === 0) return true;
  const known = knownWords(row, names);
  return query.words.every((word) => known.some((each) => each.startsWith(word)));
}

function knownWords(row: BoardRow, names: PlaceNames): readonly string[] {
  const numbers = [`${row.carrier} ${String(row.num)}`, ...row.codeshares];
  const texts = [
    ...numbers,
    ...numbers.map((number) => number.replace(" ", "")),
    ...[row.place, ...row.via].flatMap((code) => [code, names.city(code)]),
    names.airline(row.carrier) ?? "",
  ];
  return texts.flatMap((text) => flightQuery(text).words);
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();
}
