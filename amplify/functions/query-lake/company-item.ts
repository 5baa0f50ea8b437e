import { companyColumns } from "../../lake/visibility.js";
import type { OrderColumn, RowKey } from "./row-order.js";

/** `Companies` of the schema: every column by name, null where it is withheld, has no value, or one too large for JSON. */
export type CompanyItem = Readonly<Record<string, string | number | null>>;

const withoutValues: CompanyItem = Object.fromEntries(companyColumns.map(({ name }) => [name, null]));

/** The number that decimal digits say; null beyond 2^53 - 1, where numbers of JSON are no longer told apart. */
function exactNumber(digits: string): number | null {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : null;
}

/** The company that a row shows. */
export function companyItem(order: readonly OrderColumn[], row: RowKey): CompanyItem {
  const shown = order.map(({ column }, index) => {
    const value = row[index] ?? null;
    return [column.name, value !== null && column.type === "bigint" ? exactNumber(value) : value] as const;
  });
  return { ...withoutValues, ...Object.fromEntries(shown) };
}
