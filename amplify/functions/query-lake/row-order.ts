import type { CompanyColumn } from "../../lake/visibility.js";
import { columnNameOf } from "./column-name.js";
import { recordOf } from "./argument-value.js";
import { outputName, reference } from "./company-sql.js";
import { badRequest } from "./lake-failure.js";
import { joined, numberValue, sql, textValue, within, type Sql } from "./sql-fragment.js";

/** Which way rows are read. */
export type Reading = "next" | "previous";

/** A column of an order. Rows without a value come last in both directions. */
export interface OrderColumn {
  readonly column: CompanyColumn;
  readonly direction: "ASC" | "DESC";
}

/** A row's values in the columns of an order: texts as they are, whole numbers as digits, null where there is none. */
export type RowKey = readonly (string | null)[];

const mostSortColumns = 5;
const defaultColumn = "company_name";
/** First of the columns that settle ties: it tells most companies apart. */
const firstTieBreaker = "company_id";

/**
 * Checks `sort`.
 * @throws LakeFailure BadRequest that names the field
 */
export function sortOf(sort: unknown, visible: readonly CompanyColumn[]): readonly OrderColumn[] {
  if (sort === undefined || sort === null) return [];
  if (!Array.isArray(sort) || sort.length > mostSortColumns) {
    const came: unknown = Array.isArray(sort) ? `${sort.length} columns` : sort;
    throw badRequest("sort", `a list of up to ${mostSortColumns} columns`, came, "Shorten it.");
  }
  const order = sort.map((entry: unknown, index): OrderColumn => {
    const field = `sort[${index}]`;
    const given = recordOf(field, entry, ["column", "direction"]);
    const column = columnNameOf(`${field}.column`, given.get("column"), visible);
    const direction = given.get("direction") ?? "ASC";
    if (direction !== "ASC" && direction !== "DESC") {
      throw badRequest(`${field}.direction`, "ASC or DESC", direction, "Correct it or leave it out.");
    }
    return { column, direction };
  });
  const names = order.map(({ column }) => column.name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw badRequest("sort", "each column once", twice, "Leave out the second one.");
  return order;
}

/**
 * The order of rows: what was asked for (by default the name, or the first visible column where that is withheld),
 * then every other visible column. So only rows that look the same to the caller have no order among themselves.
 */
export function totalOrder(sort: readonly OrderColumn[], visible: readonly CompanyColumn[]): readonly OrderColumn[] {
  const rankOf = ({ name }: CompanyColumn) => (name === firstTieBreaker ? 0 : 1);
  const byName = visible.find(({ name }) => name === defaultColumn) ?? visible[0];
  const asked = sort.length > 0 || byName === undefined ? sort : [{ column: byName, direction: "ASC" as const }];
  const rest = visible
    .filter((column) => !asked.some((order) => order.column.name === column.name))
    .sort((one, other) => rankOf(one) - rankOf(other));
  return [...asked, ...rest.map((column) => ({ column, direction: "ASC" as const }))];
}

/** `ORDER BY …`, by the columns of the tables or, outside of the SELECT, by those of its output. */
export function orderBy(order: readonly OrderColumn[], reading: Reading, of: "table" | "output" = "table"): string {
  const name = of === "table" ? reference : outputName;
  const terms = order.map(({ column, direction }) => {
    const isAscending = (direction === "ASC") === (reading === "next");
    return `${name(column)} ${isAscending ? "ASC" : "DESC"} NULLS ${reading === "next" ? "LAST" : "FIRST"}`;
  });
  return `ORDER BY ${terms.join(", ")}`;
}

function valueOf({ column }: OrderColumn, value: string): Sql {
  return column.type === "bigint" ? numberValue(value) : textValue(value);
}

function isSame(order: OrderColumn, value: string | null): Sql {
  const name = reference(order.column);
  return value === null ? sql(`${name} IS NULL`) : within(`${name} = `, valueOf(order, value), "");
}

/** Whether a row's value in one column comes after another one, in the direction of reading; undefined: none does. */
function comesAfter(order: OrderColumn, value: string | null, reading: Reading): Sql | undefined {
  const name = reference(order.column);
  if (value === null) return reading === "next" ? undefined : sql(`${name} IS NOT NULL`);
  const isAscending = (order.direction === "ASC") === (reading === "next");
  const compared = within(`${name} ${isAscending ? ">" : "<"} `, valueOf(order, value), "");
  return reading === "next" ? within("(", compared, ` OR ${name} IS NULL)`) : compared;
}

/** Rows that look just like the one with this key. */
export function sameAs(order: readonly OrderColumn[], key: RowKey): Sql {
  return joined(
    order.map((column, index) => isSame(column, key[index] ?? null)),
    " AND ",
  );
}

/** A condition, or what is known without asking the row. */
type Predicate = Sql | "always" | "never";

/** Rows beyond the one with this key, in the direction of reading; with those that look like it, where asked. */
export function beyond(order: readonly OrderColumn[], key: RowKey, reading: Reading, inclusive: boolean): Sql {
  const predicate = order.reduceRight<Predicate>(
    (inner, column, index) => {
      const value = key[index] ?? null;
      const after = comesAfter(column, value, reading);
      const same = isSame(column, value);
      const tied = inner === "never" ? undefined : inner === "always" ? same : joined([same, inner], " AND ");
      if (after === undefined) return tied ?? "never";
      return tied === undefined ? after : within("(", joined([after, tied], " OR "), ")");
    },
    inclusive ? "always" : "never",
  );
  if (predicate === "always") return sql("1 = 1");
  return predicate === "never" ? sql("1 = 0") : predicate;
}
