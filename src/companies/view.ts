import { columnNames, type ColumnInfo, type ColumnName } from "./columns";
import type { CompaniesFilter } from "./filter";

/** One column of a sort. Rows without a value come last in both directions. */
export interface SortBy {
  readonly column: ColumnName;
  readonly direction: "ASC" | "DESC";
}

/** Rows that a page may hold; the contract allows 1 to 1000. */
export const pageSizes = [100, 250, 500, 1000] as const;
export type PageSize = (typeof pageSizes)[number];

/** The last row that a page may begin with, by the contract. */
export const MAXIMUM_FIRST_ROW = 10_000_000;

/** Columns that a sort may have, by the contract. */
export const MAXIMUM_SORT_COLUMNS = 5;

/** All that one sees of the companies and how: it lives in the page's address. */
export interface CompaniesView {
  readonly filter: CompaniesFilter;
  /** The most important first; empty: by company name. */
  readonly sort: readonly SortBy[];
  /** Columns to show, in this order; undefined: all. */
  readonly columns: readonly ColumnName[] | undefined;
  /** CSS pixels, only of columns whose width was changed. */
  readonly widths: Readonly<Partial<Record<ColumnName, number>>>;
  readonly pageSize: PageSize;
  /** Number of the row that the page begins with, 2 to MAXIMUM_FIRST_ROW; undefined: the first. */
  readonly firstRow: number | undefined;
  /** Undefined: open where there is room. */
  readonly charts: "open" | "closed" | undefined;
}

/** What one sees at first. */
export const initialView: CompaniesView = {
  filter: {},
  sort: [],
  columns: undefined,
  widths: {},
  pageSize: 100,
  firstRow: undefined,
  charts: undefined,
};

/** The sort that the rows have: the backend sorts by name where nothing is asked for. */
export function effectiveSort(view: CompaniesView): readonly SortBy[] {
  return view.sort.length > 0 ? view.sort : [{ column: "company_name", direction: "ASC" }];
}

/** Another filter begins at the first page. */
export function withFilter(view: CompaniesView, filter: CompaniesFilter): CompaniesView {
  return { ...view, filter, firstRow: undefined };
}

/**
 * The view after a click on a column's header: up, down, and then not by this column. With `add` the other columns stay
 * and this one comes after them; a sixth takes the fifth's place.
 */
export function withSortToggled(view: CompaniesView, column: ColumnName, add: boolean): CompaniesView {
  const current = effectiveSort(view).find((each) => each.column === column);
  const next: SortBy | undefined =
    current === undefined
      ? { column, direction: "ASC" }
      : current.direction === "ASC"
        ? { column, direction: "DESC" }
        : undefined;
  if (!add) return { ...view, sort: next === undefined ? [] : [next], firstRow: undefined };
  const isSorted = view.sort.some((each) => each.column === column);
  const sort = isSorted
    ? view.sort.flatMap((each) => (each.column !== column ? [each] : next === undefined ? [] : [next]))
    : [...view.sort.slice(0, MAXIMUM_SORT_COLUMNS - 1), ...(next === undefined ? [] : [next])];
  return { ...view, sort, firstRow: undefined };
}

/**
 * The view with a column shown or hidden; the last one shown stays. `visible` is what the user may see, `shown` what is
 * shown now. A column comes back to its usual place as long as nobody moved the others.
 */
export function withColumnToggled(
  view: CompaniesView,
  visible: readonly ColumnInfo[],
  shown: readonly ColumnInfo[],
  column: ColumnName,
): CompaniesView {
  const names = shown.map(({ name }) => name);
  if (names.includes(column)) {
    return names.length === 1 ? view : { ...view, columns: names.filter((name) => name !== column) };
  }
  if (!isInUsualOrder(names)) return { ...view, columns: [...names, column] };
  const columns = columnNames.filter((name) => name === column || names.includes(name));
  return { ...view, columns: columns.length === visible.length ? undefined : columns };
}

function isInUsualOrder(names: readonly ColumnName[]): boolean {
  return columnNames.filter((name) => names.includes(name)).every((name, index) => name === names[index]);
}

/** The view with a shown column moved by so many places, as far as there are any. */
export function withColumnMoved(
  view: CompaniesView,
  shown: readonly ColumnInfo[],
  column: ColumnName,
  by: number,
): CompaniesView {
  const names = shown.map(({ name }) => name);
  const from = names.indexOf(column);
  const to = Math.min(names.length - 1, Math.max(0, from + by));
  if (from === -1 || from === to) return view;
  names.splice(from, 1);
  names.splice(to, 0, column);
  return { ...view, columns: names };
}

/** The view with a column made so wide; undefined: as wide as at first. */
export function withWidth(view: CompaniesView, column: ColumnName, pixels: number | undefined): CompaniesView {
  const { [column]: _, ...rest } = view.widths;
  return { ...view, widths: pixels === undefined ? rest : { ...rest, [column]: pixels } };
}
