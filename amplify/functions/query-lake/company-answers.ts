import type { Visibility } from "../../lake/visibility.js";
import { conditionsOf } from "./company-filter.js";
import { facetCounts, facetResult, facets, facetSql, visibleFacets, type FacetCounts } from "./company-facets.js";
import { companyItem, type CompanyItem } from "./company-item.js";
import { countSql, pageOf, pageSql, type Page, type PageStart } from "./company-page.js";
import type { CompanySelect } from "./company-sql.js";
import { badRequest } from "./lake-failure.js";
import type { LakeRequest } from "./lake-request.js";
import { readToken, tokenOf, type Cut, type PageQuery } from "./page-token.js";
import type { QueryRunner, ResultRow } from "./query-runner.js";
import { sortOf, totalOrder } from "./row-order.js";
import type { IsSelected } from "./selected-fields.js";

/** Arguments by name, still unchecked. */
type Given = ReadonlyMap<string, unknown>;

/** The lake as one request sees it. */
export interface LakeView {
  readonly visibility: Visibility;
  readonly select: CompanySelect;
  /** Below the field. */
  readonly isSelected: IsSelected;
  /** Assumes the caller's role: arguments are checked before. */
  readonly runner: () => Promise<QueryRunner>;
}

/** `CompanyConnection` of the schema without its columns; what was not selected may be absent. */
export interface CompanyPage {
  readonly items: readonly CompanyItem[];
  readonly nextToken: string | null;
  readonly previousToken: string | null;
  readonly firstRow: number;
  readonly totalCount: number;
}

const ofColumns = ["visibleColumns", "withheldColumns"];
/** Fields of the types of the schema that are answered as far as they are selected. */
export const answerFields: Readonly<Partial<Record<LakeRequest["field"], readonly string[]>>> = {
  companies: ["items", "nextToken", "previousToken", "firstRow", "totalCount", ...ofColumns],
  companyFacets: [...facets, "rest", "totalCount", ...ofColumns],
};

const defaultLimit = 100;
const greatestLimit = 1_000;
/** Rows in front of a page are read to be counted. */
const greatestFirstRow = 10_000_000;
/** As published. */
const getAllLimit = 40;

function limitOf(limit: unknown): number {
  const given = limit ?? defaultLimit;
  if (typeof given === "number" && Number.isInteger(given) && given >= 1 && given <= greatestLimit) return given;
  throw badRequest("limit", `a whole number from 1 to ${greatestLimit}`, given, "Leave it out for 100 rows.");
}

function startOf(given: Given, query: PageQuery): PageStart {
  const token = given.get("nextToken") ?? undefined;
  const firstRow = given.get("firstRow") ?? undefined;
  if (token === undefined) return firstRow === undefined ? 1 : rowNumber(firstRow);
  if (firstRow === undefined) return readToken(token, query);
  throw badRequest("firstRow", "nothing beside nextToken", firstRow, "Send one of the two.");
}

function rowNumber(firstRow: unknown): number {
  if (typeof firstRow === "number" && Number.isInteger(firstRow) && firstRow >= 1 && firstRow <= greatestFirstRow) {
    return firstRow;
  }
  throw badRequest(
    "firstRow",
    `a whole number from 1 to ${greatestFirstRow}`,
    firstRow,
    "Leave it out for the first row.",
  );
}

async function readPage(
  runner: QueryRunner,
  { select }: LakeView,
  query: PageQuery,
  start: PageStart,
  limit: number,
): Promise<Page> {
  const names = query.order.map(({ column }) => column.name);
  return pageOf(await runner.rows(pageSql(select, query, start, limit), names), start, limit);
}

/** The first 40 companies by name, in the order of UTF-8 bytes; by the first visible column where the name is withheld. */
export async function firstCompanies(view: LakeView): Promise<readonly CompanyItem[]> {
  const query: PageQuery = { conditions: new Map(), order: totalOrder([], view.visibility.visible) };
  const page = await readPage(await view.runner(), view, query, 1, getAllLimit);
  return page.rows.map((row) => companyItem(query.order, row));
}

/**
 * A page of companies, as far as it was selected: rows and count are queries of their own, which run side by side.
 * @throws LakeFailure BadRequest that names the argument
 */
export async function companiesOf(given: Given, view: LakeView): Promise<Partial<CompanyPage>> {
  const { visible } = view.visibility;
  const order = totalOrder(sortOf(given.get("sort"), visible), visible);
  const query: PageQuery = { conditions: conditionsOf(given.get("filter")), order };
  const limit = limitOf(given.get("limit"));
  const start = startOf(given, query);
  const needsRows = view.isSelected("items", "nextToken", "previousToken", "firstRow");
  const needsCount = view.isSelected("totalCount");
  if (!needsRows && !needsCount) return {};
  const runner = await view.runner();
  const [page, count] = await together(
    needsRows ? readPage(runner, view, query, start, limit) : Promise.resolve(undefined),
    needsCount ? runner.rows(countSql(view.select, query), ["total"]) : Promise.resolve(undefined),
  );
  const textOf = (end: Cut | undefined): string | null => (end === undefined ? null : tokenOf(end, query));
  return {
    ...(page === undefined
      ? {}
      : {
          items: page.rows.map((row) => companyItem(order, row)),
          nextToken: textOf(page.next),
          previousToken: textOf(page.previous),
          firstRow: page.firstRow,
        }),
    ...(count === undefined ? {} : { totalCount: countOf(count) }),
  };
}

/** Waits for both, failed or not: a query that goes on after the answer would be billed for nothing. */
async function together<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

function countOf(rows: readonly ResultRow[]): number {
  const count = rows[0]?.[0] ?? "";
  if (!/^\d+$/.test(count)) throw new Error(`count(*): expected a whole number, got ${JSON.stringify(count)}.`);
  return Number(count);
}

/**
 * Counts for charts, as far as they were selected.
 * @throws LakeFailure BadRequest that names the argument
 */
export async function facetsOf(given: Given, view: LakeView): Promise<Partial<FacetCounts>> {
  const conditions = conditionsOf(given.get("filter"));
  const asked = facets.filter((facet) => view.isSelected(facet));
  const counted = visibleFacets(asked, view.visibility.visible);
  const withTotal = view.isSelected("totalCount");
  const rows =
    counted.length === 0 && !withTotal
      ? []
      : await (await view.runner()).rows(facetSql(view.select, conditions, counted, withTotal), facetResult);
  return facetCounts(rows, counted, withTotal);
}
