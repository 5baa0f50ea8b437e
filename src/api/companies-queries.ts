import { keepPreviousData, QueryClient, queryOptions } from "@tanstack/react-query";
import type { CompaniesFilter } from "../companies/filter";
import { errorKind, type CompaniesApi, type CompaniesRequest } from "./companies-api";

/** How often a request is tried again where that may help; throttled requests wait longer each time. */
const ATTEMPTS = { network: 2, throttled: 4 } as const;

/** The cache of one user's answers. */
export function createCompaniesQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The lake changes when it is crawled, which is announced; until then an answer stays good.
        staleTime: Infinity,
        // A million rows come by in pages; those that nobody looks at need not stay long.
        gcTime: 120_000,
        // The browser may be wrong about being offline; only an attempt tells.
        networkMode: "always",
        refetchOnWindowFocus: false,
        retry: (failures, error) => {
          const kind = errorKind(error);
          return (kind === "network" || kind === "throttled") && failures < ATTEMPTS[kind];
        },
        retryDelay: (failures, error) => (errorKind(error) === "throttled" ? 1_000 : 400) * 2 ** failures,
      },
    },
  });
}

/** One page. The page before stays in sight until this one is there. */
export function companiesPageQuery(api: CompaniesApi, request: CompaniesRequest) {
  return queryOptions({
    queryKey: ["companies", request],
    queryFn: ({ signal }) => api.page(request, signal),
    placeholderData: keepPreviousData,
  });
}

/** The page as it is by now, beside the one that is shown; `occasion` as in `companiesCountQuery`. */
export function companiesFreshPageQuery(api: CompaniesApi, request: CompaniesRequest, occasion: number) {
  return queryOptions({
    queryKey: ["fresh", request, occasion],
    queryFn: ({ signal }) => api.page(request, signal),
    gcTime: 0,
  });
}

/** How many rows a filter has, whatever their order and page. The count before stays until this one is there. */
export function companiesTotalQuery(api: CompaniesApi, filter: CompaniesFilter) {
  return queryOptions({
    queryKey: ["total", filter],
    queryFn: ({ signal }) => api.count(filter, signal),
    placeholderData: keepPreviousData,
  });
}

/** The counts of the charts. */
export function companyFacetsQuery(api: CompaniesApi, filter: CompaniesFilter) {
  return queryOptions({
    queryKey: ["facets", filter],
    queryFn: ({ signal }) => api.facets(filter, signal),
    placeholderData: keepPreviousData,
  });
}

/** How many rows a filter has by now, beside the total that is shown; `occasion` tells one counting from the next. */
export function companiesCountQuery(api: CompaniesApi, filter: CompaniesFilter, occasion: number) {
  return queryOptions({
    queryKey: ["count", filter, occasion],
    queryFn: ({ signal }) => api.count(filter, signal),
    gcTime: 0,
  });
}

/**
 * To be called where there may be other rows by now: answers of before are good until somebody asks anew. One that is on its
 * way may be of before as well; it counts as such once it is there, which resolves this.
 */
export async function outdate(queries: QueryClient): Promise<void> {
  const onTheirWay = queries.getQueryCache().findAll({
    fetchStatus: "fetching",
    predicate: ({ queryKey: [what] }) => what === "companies" || what === "total" || what === "facets",
  });
  await queries.invalidateQueries({ refetchType: "none" });
  await Promise.allSettled(onTheirWay.flatMap(({ promise }) => promise ?? []));
  for (const query of onTheirWay) query.invalidate();
}
