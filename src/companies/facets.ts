import { withConditions, type CompaniesFilter } from "./filter";

/** The charts and the columns that they count. */
export const facetColumns = { category: "category_code", status: "status", continent: "continent" } as const;
export type FacetName = keyof typeof facetColumns;
export const facetNames = Object.keys(facetColumns) as readonly FacetName[];

export interface FacetCount {
  /** Null: rows without a value. */
  readonly value: string | null;
  readonly count: number;
}

/** Counts of each chart, the most frequent first; null: the column is withheld. */
export type FacetCounts = Readonly<Record<FacetName, readonly FacetCount[] | null>>;

/** The values of a chart that are not among its counts: how many there are, and how many rows have one of them. */
export interface FacetRest {
  readonly values: number;
  readonly count: number;
}

/** By chart; those whose counts are complete have none. */
export type FacetRests = Readonly<Partial<Record<FacetName, FacetRest>>>;

/** Whether the filter keeps rows by this very value; null stands for rows without one. */
export function isSelected(filter: CompaniesFilter, facet: FacetName, value: string | null): boolean {
  const conditions = filter[facetColumns[facet]];
  if (conditions === undefined) return false;
  if (value === null) return conditions.missing === true;
  return conditions.equals === value || conditions.in?.includes(value) === true;
}

/**
 * The filter after a click on a bar: the value joins the selected ones, or leaves them. Rows without a value cannot be
 * selected together with others, for all conditions of a column must hold at once: the later click wins. Conditions of
 * other kinds on the column give way, for otherwise a click could show nothing.
 */
export function toggleFacetValue(filter: CompaniesFilter, facet: FacetName, value: string | null): CompaniesFilter {
  const column = facetColumns[facet];
  const selected = isSelected(filter, facet, value);
  if (value === null) return withConditions(filter, column, selected ? undefined : { missing: true });
  const { equals, in: listed = [] } = filter[column] ?? {};
  const before = equals === undefined ? listed : [equals];
  const after = selected ? before.filter((each) => each !== value) : [...before, value];
  return withConditions(filter, column, { in: after });
}

/** What a bar is called: rows without a value and empty texts have no name of their own. */
export function facetLabel(value: string | null): string {
  if (value === null) return "no value";
  return value === "" ? "empty text" : value;
}

/** The values that a chart draws: the most frequent, and those that are selected, wherever they stand. */
export function chartedCounts(
  counts: readonly FacetCount[],
  limit: number,
  selected: (value: string | null) => boolean,
): readonly FacetCount[] {
  return counts.filter(({ value }, index) => index < limit || selected(value));
}
