import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { errorKind, type CompaniesPage, type CompaniesRequest } from "../../api/companies-api";
import { companiesPageQuery } from "../../api/companies-queries";
import { columnNames, type ColumnName } from "../../companies/columns";
import { filteredColumns } from "../../companies/filter";
import type { CompaniesView } from "../../companies/view";
import { useCompanies } from "../../state/companies-context";
import type { ChangeView } from "../../state/use-companies-view";

/** The page that the view asks for. */
export interface PageAnswer {
  /** The newest page there is; of an earlier question where `isOld`. */
  readonly page: CompaniesPage | undefined;
  readonly isOld: boolean;
  /** Tells one question from another. */
  readonly request: string;
  /** The answer that is shown was overtaken by news. */
  readonly isStale: boolean;
  readonly isFetching: boolean;
  readonly error: unknown;
  /** Columns of the filter or sort that the error names. */
  readonly refused: readonly ColumnName[];
  /** The user reads nothing of the lake. */
  readonly hasNoAccess: boolean;
  /** The view asked for a page whose token is no longer good, and was led to the first one. */
  readonly wasLedBack: boolean;
  readonly retry: () => void;
}

/** Asks for the page of a view. The last page stays in sight until there is another, whatever fails. */
export function useCompaniesPage(view: CompaniesView, change: ChangeView): PageAnswer {
  const { api } = useCompanies();
  const request: CompaniesRequest = {
    filter: view.filter,
    sort: view.sort,
    limit: view.pageSize,
    token: view.page,
  };
  const query = useQuery(companiesPageQuery(api, request));
  const [last, setLast] = useState<CompaniesPage>();
  if (query.data !== undefined && query.data !== last) setLast(query.data);

  const isBadToken = view.page !== undefined && errorKind(query.error) === "badRequest" && query.isError;
  const [wasLedBack, setLedBack] = useState(false);
  const badToken = isBadToken ? view.page : undefined;
  if (isBadToken && !wasLedBack) setLedBack(true);
  useEffect(() => {
    if (badToken !== undefined) {
      change((now) => (now.page === badToken ? { ...now, page: undefined } : now), "replace");
    }
  }, [badToken, change]);
  if (wasLedBack && !isBadToken && view.page !== undefined) setLedBack(false);

  const isUnauthorized = errorKind(query.error) === "unauthorized" && query.isError;
  const asked = [...filteredColumns(view.filter), ...view.sort.map(({ column }) => column)];
  const refused = isUnauthorized ? namedColumns(query.error.message).filter((name) => asked.includes(name)) : [];
  return {
    page: query.data ?? last,
    isOld: query.isPlaceholderData || (query.data === undefined && last !== undefined),
    request: JSON.stringify(request),
    isStale: query.isStale && !query.isPlaceholderData && query.data !== undefined,
    isFetching: query.isFetching,
    error: isBadToken || errorKind(query.error) === "signedOut" ? undefined : (query.error ?? undefined),
    refused,
    hasNoAccess: isUnauthorized && refused.length === 0,
    wasLedBack,
    retry: () => {
      void query.refetch();
    },
  };
}

function namedColumns(message: string): readonly ColumnName[] {
  return columnNames.filter((name) => new RegExp(`\\b${name}\\b`).test(message));
}
