import { generateClient } from "aws-amplify/api";
import type { TadaDocumentNode } from "gql.tada";
import type { SignedInUser } from "../state/session-store";
import type { TokenSource } from "./amplify-auth";
import type { CompaniesApi, CompaniesEvents } from "./companies-api";
import { asCompaniesError } from "./companies-errors";
import {
  asColumnInfo,
  asCompanyRow,
  asExportStatus,
  companiesCount,
  companiesPage,
  companyExport,
  companyFacets,
  filterInput,
  sortInput,
  startCompanyExport,
  type FetchedFacets,
} from "./companies-operations";

/** What the API is made of. */
export interface CompaniesApiOptions {
  readonly user: SignedInUser;
  readonly tokens: TokenSource;
  /** See `companies-live.ts`. */
  readonly listen: (events: CompaniesEvents) => () => void;
}

/** The companies over the Amplify client, as `user` and as nobody else. Amplify must be configured. */
export function createAmplifyCompaniesApi({ user, tokens, listen }: CompaniesApiOptions): CompaniesApi {
  const client = generateClient();

  const send = async (document: object, variables: object, token: string, signal: AbortSignal): Promise<unknown> => {
    const request = client.graphql({
      // Amplify takes documents, but declares them with the types of GraphQL 15; the objects are the same.
      query: document as unknown as string,
      variables,
      authMode: "userPool",
      // Not the token of whoever may be signed in by the time that Amplify looks.
      authToken: token,
    }) as unknown as Promise<{ readonly data?: unknown }>;
    const giveUp = () => {
      client.cancel(request as never);
    };
    signal.addEventListener("abort", giveUp, { once: true });
    try {
      return (await request).data;
    } finally {
      signal.removeEventListener("abort", giveUp);
    }
  };

  const ask = async <Data, Variables extends object>(
    document: TadaDocumentNode<Data, Variables>,
    variables: Variables,
    signal: AbortSignal,
  ): Promise<Data> => {
    const attempt = async (renewed: boolean): Promise<Data> => {
      const token = await tokens.tokenOf(user, renewed);
      signal.throwIfAborted();
      return (await send(document, variables, token, signal)) as Data;
    };
    try {
      return await attempt(false);
    } catch (reason) {
      // An answer that nobody waits for any more is not judged.
      signal.throwIfAborted();
      const error = asCompaniesError(reason);
      if (error.kind !== "signedOut" || error === reason) throw error;
    }
    // The backend refused a token that seemed good: revoked, perhaps. A new one decides.
    try {
      return await attempt(true);
    } catch (reason) {
      signal.throwIfAborted();
      const error = asCompaniesError(reason);
      if (error.kind === "signedOut" && error !== reason) await tokens.drop();
      throw error;
    }
  };
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
      const { items, nextToken, previousToken, firstRow, totalCount, visibleColumns, withheldColumns } = companies;
      return {
        rows: items.map(asCompanyRow),
        nextToken,
        previousToken,
        firstRow,
        totalCount,
        visible: visibleColumns.map(asColumnInfo),
        withheld: withheldColumns.map(asColumnInfo),
      };
    },
    async count(filter, signal) {
      return (await ask(companiesCount, { filter: filterInput(filter) }, signal)).companies.totalCount;
    },
    async facets(filter, signal) {
      const answer = await ask(companyFacets, { filter: filterInput(filter) }, signal);
      const { totalCount, ...counts }: FetchedFacets = answer.companyFacets;
      return { counts, totalCount };
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
    async export(id, signal) {
      const { companyExport: found } = await ask(companyExport, { id }, signal);
      return found === null ? undefined : { status: asExportStatus(found), files: found.files ?? [] };
    },
    listen,
  };
}
