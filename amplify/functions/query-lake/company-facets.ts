import type { CompanyColumn } from "../../lake/visibility.js";
import { columnList, reference, type CompanySelect, type Conditions } from "./company-sql.js";
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

/** The values of a facet that are not listed. */
export interface FacetRest {
  readonly facet: Facet;
  /** Different ones. */
  readonly values: number;
  /** Rows with one of them. */
  readonly count: number;
}

/** Counts by facet; a facet that was not asked for, or whose column is withheld, is null. */
export interface FacetCounts extends Readonly<Record<Facet, readonly FacetCount[] | null>> {
  /** Of the facets that have more values than are listed. */
  readonly rest: readonly FacetRest[];
  /** Undefined: not asked for. */
  readonly totalCount: number | undefined;
}

/** Most values of a facet, the most frequent ones: a chart shows no more. */
const mostValues = 100;
/** Stands among the facets' names; no facet is called so. */
const total = "total";
/** Output columns of `facetSql`; the last two are of the whole facet, in each of its rows: its values, and their rows. */
export const facetResult = ["facet", "value", "rows", "all_values", "all_rows"] as const;

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

/**
 * One query for all counts. It reads and joins the lake once, however many facets there are (Athena bills what is read):
 * the rows are first counted by the columns of all facets at once, and these few counts are added up for each facet,
 * which leaves out the conditions on its own column.
 */
export function facetSql(
  select: CompanySelect,
  conditions: Conditions,
  counted: readonly { readonly facet: Facet; readonly column: CompanyColumn }[],
  withTotal: boolean,
): Sql {
  const columns = counted.map(({ column }) => column);
  const facetOf = (name: string) => counted.find(({ column }) => column.name === name)?.facet;
  const byAll = select({
    columns: joined([...columns.map((column) => columnList([column])), sql('count(*) AS "rows"')], ", "),
    where: [...conditions].filter(([name]) => facetOf(name) === undefined).map(([, condition]) => condition),
    ...(columns.length === 0 ? {} : { tail: `GROUP BY ${columns.map((column) => reference(column)).join(", ")}` }),
  });
  const names = [...counted.map(({ facet }) => facet), ...(withTotal ? [total] : [])].map(textLiteral);
  // The counts go by the name of the companies' table, as the conditions do.
  const each = within(
    "FROM (",
    byAll,
    `) AS c CROSS JOIN (VALUES ${names.map((name) => `(${name})`).join(", ")}) AS f("facet")`,
  );
  const kept = [...conditions].flatMap(([name, condition]) => {
    const facet = facetOf(name);
    return facet === undefined ? [] : [within(`(f."facet" = ${textLiteral(facet)} OR `, condition, ")")];
  });
  const value = counted.map(({ facet, column }) => `WHEN ${textLiteral(facet)} THEN ${reference(column)}`).join(" ");
  const sums = joined(
    [
      sql(
        `SELECT f."facet" AS "facet", CASE f."facet" ${value} WHEN ${textLiteral(total)} THEN CAST(NULL AS varchar) END AS "value",`,
      ),
      sql('CAST(sum(c."rows") AS bigint) AS "rows"'),
      each,
      ...(kept.length === 0 ? [] : [within("WHERE ", joined(kept, " AND "), "")]),
      sql("GROUP BY 1, 2"),
    ],
    " ",
  );
  const order = 'PARTITION BY "facet" ORDER BY "rows" DESC, "value" ASC NULLS LAST';
  const results = facetResult.map((name) => `"${name}"`).join(", ");
  const whole = [
    `row_number() OVER (${order}) AS "place"`,
    'count(*) OVER (PARTITION BY "facet") AS "all_values"',
    'CAST(sum("rows") OVER (PARTITION BY "facet") AS bigint) AS "all_rows"',
  ].join(", ");
  const ranked = within(`SELECT "facet", "value", "rows", ${whole} FROM (`, sums, ") AS counted");
  return within(`SELECT ${results} FROM (`, ranked, `) AS ranked WHERE "place" <= ${mostValues}`);
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
  withTotal: boolean,
): FacetCounts {
  const of = (facet: Facet): readonly FacetCount[] | null => {
    if (!counted.some((entry) => entry.facet === facet)) return null;
    return rows
      .filter(([name]) => name === facet)
      .map(([, value, count]) => ({ value: value ?? null, count: Number(count) }))
      .sort(byFrequency);
  };
  const restOf = ({ facet }: { readonly facet: Facet }): readonly FacetRest[] => {
    const listed = rows.filter(([name]) => name === facet);
    const [, , , values, all] = listed[0] ?? [];
    const left = Number(values ?? 0) - listed.length;
    return left > 0
      ? [{ facet, values: left, count: listed.reduce((rest, [, , count]) => rest - Number(count), Number(all)) }]
      : [];
  };
  // Where no row is counted, there is none that says so.
  const all = rows.find(([name]) => name === total)?.[2] ?? 0;
  return {
    category: of("category"),
    status: of("status"),
    continent: of("continent"),
    rest: counted.flatMap(restOf),
    totalCount: withTotal ? Number(all) : undefined,
  };
}
