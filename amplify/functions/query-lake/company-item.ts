import { companyColumns } from "../../lake/visibility.js";
import type { OrderColumn, RowKey } from "./row-order.js";

/** `Companies` of the schema: every column by name, null where it is withheld or has no value. */
export type CompanyItem = Readonly<Record<string, string | number | null>>;

const withoutValues: CompanyItem = Object.fromEntries(companyColumns.map(({ name }) => [name, null]));

/** The company that a row shows. */
export function companyItem(order: readonly OrderColumn[], row: RowKey): CompanyItem {
  const shown = order.map(({ column }, index) => {
    const value = row[index] ?? null;
    return [column.name, value !== null && column.type === "bigint" ? Number(value) : value] as const;
  });
  return { ...withoutValues, ...Object.fromEntries(shown) };
}
