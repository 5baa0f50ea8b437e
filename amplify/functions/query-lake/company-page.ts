import { companiesTable } from "../../lake/tables.js";
import { columnList, type CompanyRows, type CompanySelect } from "./company-sql.js";
import type { Cut, PageQuery } from "./page-token.js";
import { beyond, orderBy, sameAs, type OrderColumn, type RowKey } from "./row-order.js";
import { joined, sql, within, type Sql } from "./sql-fragment.js";

/** Where a page begins: at a cut of an earlier page, or at the row of this number, from 1. */
export type PageStart = Cut | number;

/** A page of rows, and the cuts at its two ends. */
export interface Page {
  /** In the order itself, whichever way they were read. */
  readonly rows: readonly RowKey[];
  /** Undefined: no rows there. */
  readonly next: Cut | undefined;
  readonly previous: Cut | undefined;
  /** Number of the first of the rows, from 1. */
  readonly firstRow: number;
}

/**
 * Reads a page: at most one row more than asked for, which tells whether there are more. The columns of its answer are
 * those of the order, in that order.
 * @param start - where to begin
 */
export function pageSql(select: CompanySelect, query: PageQuery, start: PageStart, limit: number): Sql {
  const { order } = query;
  const conditions = [...query.conditions.values()];
  const columns = columnList(order.map(({ column }) => column));
  const most = limit + 1;
  if (typeof start === "number") {
    const tail = orderBy(order, "next");
    const companies = start === 1 ? firstCompanies(query, most) : undefined;
    if (companies !== undefined) return select({ columns, where: [], tail, limit: most, companies });
    const offset = start === 1 ? {} : { offset: start - 1 };
    return select({ columns, where: conditions, tail, ...offset, limit: most });
  }
  const { reading, key, copies } = start;
  const inclusive = copies.mode === "skip" && copies.count === 0;
  const others = select({
    columns,
    where: [...conditions, beyond(order, key, reading, inclusive)],
    tail: orderBy(order, reading),
    limit: most,
  });
  if (copies.count === 0) return others;
  // The cut goes through rows that look alike, which only their number tells apart.
  const { count, mode } = copies;
  const alike = select({
    columns,
    where: [...conditions, sameAs(order, key)],
    ...(mode === "skip" ? { offset: count, limit: most } : { limit: Math.min(count, most) }),
  });
  const both = joined([within("(", alike, ")"), within("(", others, ")")], " UNION ALL ");
  return within("SELECT * FROM (", both, `) AS page ${orderBy(order, reading, "output")} LIMIT ${most}`);
}

/**
 * The companies whose rows are the first `most` rows, where that is known before their owners are: all conditions are on
 * columns of the companies, which come first in the order. Each of them gives a row at least, so that no more of them are
 * needed; those that look alike have the same owners, so that any of them will do. Then a page of a million companies
 * costs a hundred owners instead of a million. Undefined: owners have a say.
 */
function firstCompanies({ conditions, order }: PageQuery, most: number): CompanyRows | undefined {
  const isOfCompanies = ({ column }: OrderColumn) => column.table.name === companiesTable.name;
  const byOwners = order.findIndex((column) => !isOfCompanies(column));
  const leading = order.slice(0, byOwners < 0 ? 0 : byOwners);
  const decides = leading.length > 0 && !order.slice(byOwners).some(isOfCompanies);
  const names = new Set(leading.map(({ column }) => column.name));
  if (!decides || ![...conditions.keys()].every((name) => names.has(name))) return undefined;
  const columns = leading.map(({ column }) => column);
  return { columns, where: [...conditions.values()], tail: orderBy(leading, "next"), limit: most };
}

function isAlike(one: RowKey | undefined, other: RowKey | undefined): boolean {
  return one?.every((value, index) => value === other?.[index]) ?? false;
}

/** The cut beyond the last row of a page, for reading on. */
function farCut(page: readonly RowKey[], peek: RowKey, cut: Cut | undefined): Cut | undefined {
  const last = page.at(-1);
  if (last === undefined) return undefined;
  const reading = cut?.reading ?? "next";
  const rowsBefore =
    reading === "next"
      ? (cut?.rowsBefore ?? 0) + page.length
      : // There is a row in front, whatever was counted.
        Math.max((cut?.rowsBefore ?? 0) - page.length, 1);
  const base = { reading, key: last, rowsBefore } as const;
  if (!isAlike(last, peek)) return { ...base, copies: { mode: "take", count: 0 } };
  const other = page.findLastIndex((row) => !isAlike(row, last));
  const alike = page.length - 1 - other;
  if (other >= 0 || cut === undefined || !isAlike(cut.key, last)) {
    return { ...base, copies: { mode: "skip", count: alike } };
  }
  const { mode, count } = cut.copies;
  return { ...base, copies: { mode, count: mode === "skip" ? count + alike : count - alike } };
}

/** The same place, read the other way. */
function turned(cut: Cut): Cut {
  const { reading, copies } = cut;
  return {
    ...cut,
    reading: reading === "next" ? "previous" : "next",
    copies: { mode: copies.mode === "skip" ? "take" : "skip", count: copies.count },
  };
}

/**
 * The page that the rows of `pageSql` make.
 * @param read - in the direction of reading; up to `limit` + 1 rows
 */
export function pageOf(read: readonly RowKey[], start: PageStart, limit: number): Page {
  const rows = read.slice(0, limit);
  const peek = read[limit];
  if (typeof start === "number") return numberedPage(rows, peek, start);
  const cut = start;
  const far = peek === undefined ? undefined : farCut(rows, peek, cut);
  if (cut.reading === "next") return { rows, next: far, previous: turned(cut), firstRow: cut.rowsBefore + 1 };
  // Read from its end; where that reached the first row, the rows in front of the cut have just been counted.
  const near = turned(far === undefined ? { ...cut, rowsBefore: rows.length } : cut);
  return { rows: rows.toReversed(), next: near, previous: far, firstRow: (far?.rowsBefore ?? 0) + 1 };
}

/**
 * The page that begins at the row of a number. Where there is no such row, there is no row to go back from either. A page
 * whose rows are all equal in every column cannot tell how many of their like are around it: some of those may then come
 * twice, and none is lost.
 */
function numberedPage(rows: readonly RowKey[], peek: RowKey | undefined, firstRow: number): Page {
  const [first] = rows;
  const rowsBefore = firstRow - 1;
  const far = peek === undefined ? undefined : farCut(rows, peek, undefined);
  const next = far === undefined ? undefined : { ...far, rowsBefore: rowsBefore + rows.length };
  if (first === undefined || rowsBefore === 0) return { rows, next, previous: undefined, firstRow };
  // Of the rows that look like the first one, those that come after it are not read on the way back.
  const others = [...rows, ...(peek === undefined ? [] : [peek])].findIndex((row) => !isAlike(row, first));
  const count = others < 0 ? rows.length + (peek === undefined ? 0 : 1) : others;
  const previous: Cut = { reading: "previous", key: first, copies: { mode: "skip", count }, rowsBefore };
  return { rows, next, previous, firstRow };
}

/** Counts the rows of a filter. */
export function countSql(select: CompanySelect, query: PageQuery): Sql {
  return select({ columns: sql('count(*) AS "total"'), where: [...query.conditions.values()] });
}
