import { columnLabel, columnNames, isNumberColumn, type ColumnInfo, type ColumnName, type CompanyRow } from "./columns";

/** A company for tests, with whatever differs. */
export function companyRow(fields: Partial<CompanyRow> = {}): CompanyRow {
  return {
    company_id: "c-1",
    company_name: "Acme",
    category_code: "software",
    status: "operating",
    continent: "eu",
    index: 1,
    owner_id: 7,
    first_name: "Ada",
    last_name: "Byron",
    gender: "Female",
    age: 36,
    designation: "Founder",
    address: "1 High Street\nLondon",
    ...fields,
  };
}

/** A column as the backend would describe it, for tests; with a reason it is withheld. */
export function columnInfo(name: ColumnName, reason: string | null = null): ColumnInfo {
  return {
    name,
    type: isNumberColumn(name) ? "NUMBER" : "TEXT",
    description: `${columnLabel(name)}, described`,
    personal: reason !== null,
    reason,
  };
}

/** Every column, visible. */
export const everyColumn: readonly ColumnInfo[] = columnNames.map((name) => columnInfo(name));
