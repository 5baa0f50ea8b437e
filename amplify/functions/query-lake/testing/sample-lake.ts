import { companiesTable, ownersTable, type LakeTable } from "../../../lake/tables.js";

/** A value of a column, as in the lake. */
export type LakeValue = string | number | null;

/** A row of a table, by column. */
export type LakeRow = Readonly<Record<string, LakeValue>>;

/** What the two tables hold. */
export interface SampleLake {
  readonly companies: readonly LakeRow[];
  readonly owners: readonly LakeRow[];
}

/** A seeded source of numbers from 0 up to 1. */
export type Next = () => number;

/** mulberry32 (Tommy Ettinger, public domain). */
export function numbersFrom(seed: number): Next {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Texts that engines, parsers and people are known to get wrong; few, so that many rows are equal. */
export const awkwardTexts: readonly string[] = [
  "",
  " ",
  "a",
  "A",
  "ab",
  "O'Brien",
  "''",
  '"',
  "a, b",
  "one\ntwo",
  "one\r\ntwo",
  "tab\there",
  "é",
  "É",
  "e\u0301",
  "ß",
  "😀",
  "\uffff",
  "\ue000",
  "a;--",
  "?",
  "%",
  "_",
  "\\",
  "\\'",
  "nul\0nul",
  "=1+1",
];

function pick<Item>(next: Next, items: readonly Item[]): Item {
  const item = items[Math.floor(next() * items.length)];
  if (item === undefined) throw new RangeError("Nothing to pick from");
  return item;
}

function valueOf(next: Next, type: "bigint" | "string", name: string): LakeValue {
  if (next() < 0.2) return null;
  // Ids from a few numbers only: rows meet in the join, some with two owners, some with none.
  if (type === "bigint") return Math.floor(next() * 8) - (name === "index" ? 4 : 0);
  return pick(next, awkwardTexts);
}

function rowOf(next: Next, table: LakeTable): LakeRow {
  const columns = [...table.columns, ...table.partitionKeys];
  return Object.fromEntries(columns.map(({ name, type }) => [name, valueOf(next, type, name)]));
}

/** A row for the companies, made up. */
export function sampleCompany(next: Next): LakeRow {
  return rowOf(next, companiesTable);
}

/** A made-up lake: equal rows, absent values, owners with the same key, texts with everything in them. */
export function sampleLake(seed: number, companies: number): SampleLake {
  const next = numbersFrom(seed);
  const different = Array.from({ length: companies }, () => sampleCompany(next));
  const rows = different.map((row) => (next() < 0.3 ? pick(next, different) : row));
  return { companies: rows, owners: Array.from({ length: 6 }, () => rowOf(next, ownersTable)) };
}
