import type { CompanyColumn } from "../../lake/visibility.js";
import { reference, type CompanySelect, type Conditions } from "./company-sql.js";
import type { ResultRow } from "./query-runner.js";
import { joined, sql, textLiteral, within, type Sql } from "./sql-fragment.js";

/** The facets of the schema and the columns that they count by. */
export const facetColumns = { category: "category_code", status: "status", continent: "continent" } as const;

/** A facet's name in the schema. */
export type Facet = keyof typeof facetColumns;

/** How many rows have a value; null: none. */
export interface FacetCount {
  readonly value: string | null;
  readonly count: number;
}

/** Counts by facet; a facet that was not asked for, or whose column is withheld, is null. */
export interface FacetCounts extends Readonly<Record<Facet, readonly FacetCount[] | null>> {
  /** Undefined: not asked for. */
  readonly totalCount: number | undefined;
}

/** Most values of a facet, the most frequent ones: a chart shows no more. */
const mostValues = 100;
/** Stands among the facets' names; no facet is called so. */
const total = "total";
/** Output columns of `facetSql`. */
export const facetResult = ["facet", "value", "rows"] as const;

/** All facets. */
export const facets = Object.keys(facetColumns) as Facet[];

/** Facets with their columns, without those whose column is withheld. */
export function visibleFacets(
  asked: readonly Facet[],
  visible: readonly CompanyColumn[],
): readonly { readonly facet: Facet; readonly column: CompanyColumn }[] {
  return asked.flatMap((facet) => {
    const column = visible.find(({ name }) => name === facetColumns[facet]);
    return column === undefined ? [] : [{ facet, column }];
  });
}

/** One query for all counts. Each facet leaves out the conditions on its own column. */
export function facetSql(
  select: CompanySelect,
  conditions: Conditions,
  counted: readonly { readonly facet: Facet; readonly column: CompanyColumn }[],
  withTotal: boolean,
): Sql {
  const named = (facet: string, value: string): Sql =>
    sql(`${textLiteral(facet)} AS "facet", ${value} AS "value", count(*) AS "rows"`);
  const groups = counted.map(({ facet, column }) =>
    select({
      columns: named(facet, reference(column)),
      where: [...conditions].filter(([name]) => name !== column.name).map(([, condition]) => condition),
      tail: `GROUP BY ${reference(column)} ORDER BY "rows" DESC, "value" ASC NULLS LAST`,
      limit: mostValues,
    }),
  );
  const all = select({ columns: named(total, "CAST(NULL AS varchar)"), where: [...conditions.values()] });
  return joined(
    [...groups, ...(withTotal ? [all] : [])].map((part) => within("SELECT * FROM (", part, ") AS part")),
    " UNION ALL ",
  );
}

/** Most frequent first, then by value in the order of UTF-8 bytes, rows without a value last. */
function byFrequency(one: FacetCount, other: FacetCount): number {
  if (one.count !== other.count) return other.count - one.count;
  if (one.value === null || other.value === null) return Number(one.value === null) - Number(other.value === null);
  return Buffer.compare(Buffer.from(one.value), Buffer.from(other.value));
}

/** The counts that the rows of `facetSql` make. */
export function facetCounts(
  rows: readonly ResultRow[],
  counted: readonly { readonly facet: Facet; readonly column: CompanyColumn }[],
): FacetCounts {
  const of = (facet: Facet): readonly FacetCount[] | null => {
    if (!counted.some((entry) => entry.facet === facet)) return null;
    return rows
      .filter(([name]) => name === facet)
      .map(([, value, count]) => ({ value: value ?? null, count: Number(count) }))
      .sort(byFrequency);
  };
  const all = rows.find(([name]) => name === total);
  return {
    category: of("category"),
    status: of("status"),
    continent: of("continent"),
    totalCount: all === undefined ? undefined : Number(all[2]),
  };
}
