import { useQuery, type RefetchOptions } from "@tanstack/react-query";
import { companiesTotalQuery, companyFacetsQuery } from "../../api/companies-queries";
import type { CompaniesFilter } from "../../companies/filter";
import { useCompanies } from "../../state/companies-context";

/** How many rows a filter has. */
export interface TotalCount {
  /** Undefined: not counted yet. Of an earlier filter where `isOld`. */
  readonly count: number | undefined;
  readonly isOld: boolean;
  /** Milliseconds since 1970 when it was counted; undefined: not yet. */
  readonly countedAt: number | undefined;
  readonly isFetching: boolean;
  readonly error: Error | undefined;
  /** Counts again, where that has failed. */
  readonly retry: () => void;
  /** Counts again, whether that is needed or not; the same function for as long as the same query counts. */
  readonly recount: (options: RefetchOptions) => Promise<unknown>;
}

/**
 * Counts the rows of a filter, apart from its pages: it costs as much as a page, and stays the same from page to page.
 * Charts count them anyway, so that nothing more is asked for while they are there.
 * @param isAnswered - the page of this filter is there
 */
export function useTotalCount(filter: CompaniesFilter, chartsOpen: boolean, isAnswered: boolean): TotalCount {
  const { api } = useCompanies();
  // The charts ask for it themselves.
  const facets = useQuery({ ...companyFacetsQuery(api, filter), enabled: false });
  const isCharted = chartsOpen && !facets.isError;
  const total = useQuery({ ...companiesTotalQuery(api, filter), enabled: isAnswered && !isCharted });
  const counts = [
    { query: facets, count: facets.data?.totalCount },
    { query: total, count: total.data },
  ]
    .filter(({ count }) => count !== undefined)
    .sort((one, other) => other.query.dataUpdatedAt - one.query.dataUpdatedAt);
  const newest = counts.find(({ query }) => !query.isPlaceholderData);
  return {
    count: (newest ?? counts[0])?.count,
    isOld: newest === undefined,
    countedAt: newest?.query.dataUpdatedAt,
    isFetching: facets.isFetching || total.isFetching,
    error: isCharted ? undefined : (total.error ?? undefined),
    retry: () => {
      if (total.isError) void total.refetch();
    },
    recount: isCharted ? facets.refetch : total.refetch,
  };
}
