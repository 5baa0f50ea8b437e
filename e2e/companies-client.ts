import { companyColumns } from "../amplify/lake/visibility.js";
import type { SandboxProcess } from "./sandbox.js";

/** The columns that `tables.ts` keeps from analysts, in its order. */
export const personalColumns = companyColumns.filter(({ personal }) => personal).map(({ name }) => name);

/** The columns of texts that everybody sees, in its order. */
export const openTextColumns = companyColumns
  .filter(({ personal, type }) => !personal && type === "string")
  .map(({ name }) => name);

/** The first of these columns that everybody sees. @throws Error where analysts see none of them */
export function openOf<Name extends string>(...names: readonly [Name, ...Name[]]): Name {
  const found = names.find((name) => !personalColumns.includes(name));
  if (found === undefined) throw new Error(`analysts see none of ${names.join(", ")}`);
  return found;
}

/** What the companies API answered. */
export interface Answer {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors: readonly { readonly errorType?: string; readonly message: string }[];
  /** The answer as it came. */
  readonly text: string;
}

/** Asks by plain HTTP, as any program may. `headers`: who asks. */
export async function ask(
  sandbox: SandboxProcess,
  headers: Readonly<Record<string, string>>,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  const response = await fetch(`${sandbox.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const body = JSON.parse(text) as Partial<Pick<Answer, "data" | "errors">>;
  return { status: response.status, data: body.data, errors: body.errors ?? [], text };
}

/** All columns of a page, and which of them the caller sees. */
export const companiesQuery = `query Companies($filter: CompanyFilter, $sort: [CompanySort!], $limit: Int, $nextToken: String) {
  companies(filter: $filter, sort: $sort, limit: $limit, nextToken: $nextToken) {
    items {
      address age category_code company_id company_name continent designation first_name gender index last_name
      owner_id status
    }
    nextToken previousToken firstRow totalCount
    visibleColumns { name type description personal reason }
    withheldColumns { name type description personal reason }
  }
}`;

/** One page as `companiesQuery` gives it. */
export interface CompaniesPage {
  readonly items: readonly Readonly<Record<string, string | number | null>>[];
  readonly nextToken: string | null;
  readonly previousToken: string | null;
  readonly firstRow: number;
  readonly totalCount: number;
  readonly visibleColumns: readonly ColumnInfo[];
  readonly withheldColumns: readonly ColumnInfo[];
}

export interface ColumnInfo {
  readonly name: string;
  readonly description: string;
  readonly personal: boolean;
  readonly reason: string | null;
}

/** The page of an answer. @throws Error with the errors where there is none */
export function pageOf(answer: Answer): CompaniesPage {
  const page = answer.data?.["companies"];
  if (page === null || page === undefined) throw new Error(`no page: ${answer.text}`);
  return page as CompaniesPage;
}

/** Every company that the caller sees, by name. */
export async function allCompanies(
  sandbox: SandboxProcess,
  headers: Readonly<Record<string, string>>,
): Promise<CompaniesPage["items"]> {
  const items: CompaniesPage["items"][number][] = [];
  let nextToken: string | null = null;
  do {
    const page: CompaniesPage = pageOf(await ask(sandbox, headers, companiesQuery, { limit: 1000, nextToken }));
    items.push(...page.items);
    nextToken = page.nextToken;
  } while (nextToken !== null);
  return items;
}
