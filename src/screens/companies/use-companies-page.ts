import { usePrefetchQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { errorKind, type CompaniesPage, type CompaniesRequest } from "../../api/companies-api";
import { companiesPageQuery } from "../../api/companies-queries";
import { columnNames, type ColumnName } from "../../companies/columns";
import { filteredColumns } from "../../companies/filter";
import type { CompaniesView } from "../../companies/view";
import { useCompanies } from "../../state/companies-context";
import type { ChangeView } from "../../state/use-companies-view";
import { useAfterPaint } from "../../ui/use-after-paint";
import { useTotalCount } from "./use-total-count";

/** The ways from a page to another. */
export type PageWay = "first" | "previous" | "next";

/**
 * Tokens of pages by the number of their first row, all of one filter, sort and page size: one that reads backwards begins
 * elsewhere with another size. They are quicker than counting rows and steady while rows come and go, but hold values of
 * rows: they stay here, out of the address.
 */
interface KnownPages {
  readonly question: string;
  readonly tokens: ReadonlyMap<number, string>;
}

/** The page that the view asks for. */
export interface PageAnswer {
  /** The newest page there is; of an earlier question where `isOld`. */
  readonly page: CompaniesPage | undefined;
  readonly isOld: boolean;
  /** Rows are on their way: the count may be of them already. */
  readonly isBusy: boolean;
  /** There are rows on the screen, or there is a reason why not: what else is asked for takes no time from them any more. */
  readonly isAnswered: boolean;
  /** Rows of all pages; undefined: not counted yet. Where `isOld`, of the earlier question. */
  readonly totalCount: number | undefined;
  /** Tells one question from another. */
  readonly request: string;
  /** What was asked for. */
  readonly asked: CompaniesRequest;
  /** The answer that is shown was overtaken by news. */
  readonly isStale: boolean;
  readonly isFetching: boolean;
  readonly error: unknown;
  /** Columns of the filter or sort that the error names. */
  readonly refused: readonly ColumnName[];
  /** The user reads nothing of the lake. */
  readonly hasNoAccess: boolean;
  /** The view asked for a page behind the last row, and was led to the last one. */
  readonly wasLedBack: boolean;
  /** `firstRow` of the view for the page in that direction, whose token is remembered. */
  readonly turnTo: (way: PageWay) => number | undefined;
  readonly retry: () => void;
}

/**
 * Asks for the page of a view. The last page stays in sight until there is another, whatever fails.
 * @param chartsOpen - the charts of the view are asked for, which count all rows besides
 */
export function useCompaniesPage(view: CompaniesView, change: ChangeView, chartsOpen: boolean): PageAnswer {
  const { api } = useCompanies();
  const queries = useQueryClient();
  const question = JSON.stringify([view.filter, view.sort, view.pageSize]);
  const [known, setKnown] = useState<KnownPages>({ question, tokens: new Map() });
  const firstRow = view.firstRow ?? 1;
  const token = known.question === question && firstRow > 1 ? known.tokens.get(firstRow) : undefined;
  const request: CompaniesRequest = {
    filter: view.filter,
    sort: view.sort,
    limit: view.pageSize,
    start: token === undefined ? { firstRow } : { token },
  };
  const options = companiesPageQuery(api, request);
  // Rows are what one came for: they are asked for before the page is drawn, and whatever counts them waits for them.
  usePrefetchQuery(options);
  const query = useQuery(options);
  const isAnswered = useAfterPaint(query.isError || (query.data !== undefined && !query.isPlaceholderData));
  const total = useTotalCount(view.filter, chartsOpen, isAnswered);
  const [last, setLast] = useState<CompaniesPage>();
  if (query.data !== undefined && query.data !== last) setLast(query.data);

  const answered = query.isPlaceholderData ? undefined : query.data;
  const isEmpty = answered !== undefined && !query.isFetching && answered.rows.length === 0 && firstRow > 1;
  // A token that is no longer good, or has no rows behind it any more: the rows are counted instead.
  const isBadToken = token !== undefined && (isEmpty || (query.isError && errorKind(query.error) === "badRequest"));
  if (isBadToken) setKnown({ question, tokens: new Map() });

  /** The question whose last page one was led to. */
  const [ledBack, setLedBack] = useState<string>();
  const isBehind = isEmpty && token === undefined;
  // What was counted before a page without rows came knows of rows that are gone.
  const isMiscounted = isBehind && total.countedAt !== undefined && total.countedAt < query.dataUpdatedAt;
  const totalCount = isMiscounted || (total.isOld && answered !== undefined) ? undefined : total.count;
  const { recount } = total;
  useEffect(() => {
    if (!isMiscounted) return;
    // Other pages that were fetched before have such rows, too.
    void queries.invalidateQueries({ refetchType: "none" });
    void recount({ cancelRefetch: false });
  }, [isMiscounted, queries, recount]);
  const isCounted = totalCount !== undefined;
  // Rows may have come since: the page says that there are none from its first one on.
  const lastPage = isBehind && isCounted ? lastPageStart(Math.min(totalCount, firstRow - 1), view.pageSize) : undefined;
  if (isBehind && isCounted && ledBack !== question) setLedBack(question);
  useEffect(() => {
    if (!isBehind || !isCounted) return;
    change((now) => (now.firstRow === firstRow ? { ...now, firstRow: lastPage } : now), "replace");
  }, [isBehind, isCounted, firstRow, lastPage, change]);

  const turnTo = (way: PageWay): number | undefined => {
    setLedBack(undefined);
    const page = query.data;
    if (page === undefined || way === "first") return undefined;
    const start = way === "next" ? page.firstRow + page.rows.length : page.firstRow - view.pageSize;
    const itsToken = way === "next" ? page.nextToken : page.previousToken;
    if (start <= 1 || itsToken === null) return undefined;
    const tokens = new Map(known.question === question ? known.tokens : []);
    setKnown({ question, tokens: tokens.set(start, itsToken) });
    return start;
  };

  const error = query.error ?? total.error;
  const isUnauthorized = errorKind(query.error) === "unauthorized" && query.isError;
  const asked = [...filteredColumns(view.filter), ...view.sort.map(({ column }) => column)];
  const refused = isUnauthorized ? namedColumns(query.error.message).filter((name) => asked.includes(name)) : [];
  return {
    page: query.data ?? last,
    isOld: query.isPlaceholderData || (query.data === undefined && last !== undefined),
    isBusy: query.isFetching || isBehind,
    isAnswered,
    totalCount,
    request: JSON.stringify(request),
    asked: request,
    isStale: answered !== undefined && query.isStale,
    isFetching: query.isFetching || total.isFetching,
    error: isBadToken || errorKind(error) === "signedOut" ? undefined : error,
    refused,
    hasNoAccess: isUnauthorized && refused.length === 0,
    wasLedBack: ledBack === question && answered !== undefined && answered.rows.length > 0,
    turnTo,
    retry: () => {
      if (query.isError) void query.refetch();
      total.retry();
    },
  };
}

/** Where the last page of so many rows begins; undefined: with the first row. */
function lastPageStart(totalCount: number, pageSize: number): number | undefined {
  const start = Math.floor((totalCount - 1) / pageSize) * pageSize + 1;
  return start > 1 ? start : undefined;
}

function namedColumns(message: string): readonly ColumnName[] {
  return columnNames.filter((name) => new RegExp(`\\b${name}\\b`).test(message));
}
