import type { SignedInUser } from "../state/session-store";
import type { TokenSource } from "./amplify-auth";
import type { CompaniesApi, CompaniesEvents } from "./companies-api";
import {
  asColumnInfo,
  asCompanyRow,
  asExportStatus,
  companiesCount,
  companiesPage,
  companyExport,
  companyExportStatus,
  companyFacets,
  filterInput,
  sortInput,
  startCompanyExport,
  type FetchedFacets,
} from "./companies-operations";
import { createUserRequest } from "./user-requests";

/** What the API is made of. */
export interface CompaniesApiOptions {
  readonly user: SignedInUser;
  readonly tokens: TokenSource;
  /** See `companies-live.ts`. */
  readonly listen: (events: CompaniesEvents) => () => void;
}

/** The companies over the Amplify client, as `user` and as nobody else. Amplify must be configured. */
export function createAmplifyCompaniesApi({ user, tokens, listen }: CompaniesApiOptions): CompaniesApi {
  const ask = createUserRequest(user, tokens);
  const patient = (): AbortSignal => new AbortController().signal;

  return {
    async page({ filter, sort, limit, start }, signal) {
      const variables = {
        filter: filterInput(filter),
        limit,
        ...(sort.length > 0 && { sort: sortInput(sort) }),
        ...("token" in start ? { nextToken: start.token } : start.firstRow > 1 && { firstRow: start.firstRow }),
      };
      const { companies } = await ask(companiesPage, variables, signal);
      const { items, nextToken, previousToken, firstRow, visibleColumns, withheldColumns } = companies;
      return {
        rows: items.map(asCompanyRow),
        nextToken,
        previousToken,
        firstRow,
        visible: visibleColumns.map(asColumnInfo),
        withheld: withheldColumns.map(asColumnInfo),
      };
    },
    async count(filter, signal) {
      return (await ask(companiesCount, { filter: filterInput(filter) }, signal)).companies.totalCount;
    },
    async facets(filter, signal) {
      const answer = await ask(companyFacets, { filter: filterInput(filter) }, signal);
      const { totalCount, rest, ...counts }: FetchedFacets = answer.companyFacets;
      return { counts, rest: Object.fromEntries((rest ?? []).map(({ facet, ...left }) => [facet, left])), totalCount };
    },
    async startExport({ filter, sort, columns, format }) {
      const input = {
        filter: filterInput(filter),
        columns: [...columns],
        format,
        ...(sort.length > 0 && { sort: sortInput(sort) }),
      };
      return asExportStatus((await ask(startCompanyExport, { input }, patient())).startCompanyExport);
    },
    async exportStatus(id, signal) {
      const { companyExport: found } = await ask(companyExportStatus, { id }, signal);
      return found === null ? undefined : asExportStatus(found);
    },
    async export(id, signal) {
      const { companyExport: found } = await ask(companyExport, { id }, signal);
      return found === null ? undefined : { status: asExportStatus(found), files: found.files ?? [] };
    },
    listen,
  };
}
