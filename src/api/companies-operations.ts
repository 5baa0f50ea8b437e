import type { ResultOf, VariablesOf } from "gql.tada";
import type { ColumnInfo, ColumnName, CompanyRow } from "../companies/columns";
import type { ExportStatus } from "../companies/export-status";
import type { FacetName } from "../companies/facets";
import type { CompaniesFilter } from "../companies/filter";
import type { SortBy } from "../companies/view";
import { graphql } from "./graphql";

const companyFields = graphql(`
  fragment CompanyFields on Companies {
    address
    age
    category_code
    company_id
    company_name
    continent
    designation
    first_name
    gender
    index
    last_name
    owner_id
    status
  }
`);

const columnFields = graphql(`
  fragment ColumnFields on CompanyColumnInfo {
    name
    type
    description
    personal
    reason
  }
`);

const exportFields = graphql(`
  fragment ExportFields on CompanyExport {
    id
    state
    percent
    rows
    message
    withheldColumns
    updatedAt
  }
`);

/** One page of the companies. Counting them all costs as much again, and stays the same from page to page. */
export const companiesPage = graphql(
  `
    query CompaniesPage(
      $filter: CompanyFilter
      $sort: [CompanySort!]
      $limit: Int
      $nextToken: String
      $firstRow: Int
    ) {
      companies(filter: $filter, sort: $sort, limit: $limit, nextToken: $nextToken, firstRow: $firstRow) {
        items {
          ...CompanyFields
        }
        nextToken
        previousToken
        firstRow
        visibleColumns {
          ...ColumnFields
        }
        withheldColumns {
          ...ColumnFields
        }
      }
    }
  `,
  [companyFields, columnFields],
);

/** How many rows a filter has. */
export const companiesCount = graphql(`
  query CompaniesCount($filter: CompanyFilter) {
    companies(filter: $filter, limit: 1) {
      totalCount
    }
  }
`);

/** The counts of the charts. */
export const companyFacets = graphql(`
  query CompanyFacets($filter: CompanyFilter) {
    companyFacets(filter: $filter) {
      category {
        value
        count
      }
      status {
        value
        count
      }
      continent {
        value
        count
      }
      rest {
        facet
        values
        count
      }
      totalCount
    }
  }
`);

export const startCompanyExport = graphql(
  `
    mutation StartCompanyExport($input: CompanyExportInput!) {
      startCompanyExport(input: $input) {
        ...ExportFields
      }
    }
  `,
  [exportFields],
);

/** How far an export is. Without its files it is answered also while the lake is not. */
export const companyExportStatus = graphql(
  `
    query CompanyExportStatus($id: ID!) {
      companyExport(id: $id) {
        ...ExportFields
      }
    }
  `,
  [exportFields],
);

export const companyExport = graphql(
  `
    query CompanyExport($id: ID!) {
      companyExport(id: $id) {
        ...ExportFields
        files {
          name
          url
          bytes
        }
      }
    }
  `,
  [exportFields],
);

export const onCompanyExport = graphql(
  `
    subscription OnCompanyExport {
      onCompanyExport {
        ...ExportFields
      }
    }
  `,
  [exportFields],
);

export const onCompaniesUpdate = graphql(`
  subscription OnCompaniesUpdate {
    onCompaniesUpdate {
      time
    }
  }
`);

// These assignments hold the contract and src/companies together.

/** The row for src/companies. */
export function asCompanyRow(fetched: ResultOf<typeof companyFields>): CompanyRow {
  return fetched;
}

/** The column for src/companies. */
export function asColumnInfo(fetched: ResultOf<typeof columnFields>): ColumnInfo {
  return fetched;
}

/** The status for src/companies. */
export function asExportStatus(fetched: ResultOf<typeof exportFields>): ExportStatus {
  const { id, state, percent, rows, message, withheldColumns, updatedAt } = fetched;
  return { id, state, percent, rows, message, ...(withheldColumns && { withheld: withheldColumns }), updatedAt };
}

type Variables = VariablesOf<typeof companiesPage>;

/** The filter as the contract takes it: the same, but that gql.tada declares its lists writable. */
export function filterInput(filter: CompaniesFilter): NonNullable<Variables["filter"]> {
  return filter as NonNullable<Variables["filter"]>;
}

/** The sort as the contract takes it. */
export function sortInput(sort: readonly SortBy[]): { column: ColumnName; direction: "ASC" | "DESC" }[] {
  return sort.map(({ column, direction }) => ({ column, direction }));
}

/** Every facet that the page draws is one of the contract. */
export type FetchedFacets = Pick<ResultOf<typeof companyFacets>["companyFacets"], FacetName | "rest" | "totalCount">;
