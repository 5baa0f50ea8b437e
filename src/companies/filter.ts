import { isNumberColumn, type ColumnName, type NumberColumnName, type TextColumnName } from "./columns";

/** Conditions on a text column; all that is given must hold. As `CompanyTextFilter` of the contract. */
export interface TextConditions {
  readonly equals?: string;
  /** Ignores case. */
  readonly contains?: string;
  readonly in?: readonly string[];
  /** Included; texts are compared by code points. */
  readonly from?: string;
  readonly to?: string;
  /** true: only rows without a value; false: only rows with one. */
  readonly missing?: boolean;
}

/** Conditions on a number column; all that is given must hold. As `CompanyNumberFilter` of the contract. */
export interface NumberConditions {
  readonly equals?: number;
  /** Its digits, as a text. */
  readonly contains?: string;
  readonly in?: readonly number[];
  readonly from?: number;
  readonly to?: number;
  readonly missing?: boolean;
}

export type Conditions = TextConditions | NumberConditions;

/**
 * Conditions by column; all of them must hold. In normal form: no empty lists, no empty `contains`, no column without
 * conditions, which is what `withConditions` makes.
 */
export type CompaniesFilter = { readonly [Name in TextColumnName]?: TextConditions } & {
  readonly [Name in NumberColumnName]?: NumberConditions;
};

/** The filter with other conditions on one column; undefined or nothing but empty ones: none. */
export function withConditions(
  filter: CompaniesFilter,
  column: ColumnName,
  conditions: Conditions | undefined,
): CompaniesFilter {
  const normal = Object.entries(conditions ?? {}).filter(
    ([name, value]: [string, unknown]) =>
      value !== undefined && !(Array.isArray(value) && value.length === 0) && !(name === "contains" && value === ""),
  );
  const rest = Object.entries(filter).filter(([name]) => name !== column);
  return Object.fromEntries(normal.length === 0 ? rest : [...rest, [column, Object.fromEntries(normal)]]);
}

/** The columns with conditions. */
export function filteredColumns(filter: CompaniesFilter): readonly ColumnName[] {
  return Object.keys(filter) as ColumnName[];
}

/** The column's conditions for people, one phrase for each: `contains “air”`, `30 to 50`, `no value`. */
export function describeConditions(column: ColumnName, conditions: Conditions): readonly string[] {
  const show = (value: string | number) => (typeof value === "number" ? String(value) : `“${value}”`);
  const { equals, contains, from, to, missing, in: listed } = conditions;
  const phrases: string[] = [];
  if (contains !== undefined) phrases.push(`contains ${show(contains)}`);
  if (equals !== undefined) phrases.push(`is ${show(equals)}`);
  if (listed !== undefined) phrases.push(`is ${orList(listed.map(show))}`);
  if (from !== undefined && to !== undefined) phrases.push(`${show(from)} to ${show(to)}`);
  else if (from !== undefined) phrases.push(isNumberColumn(column) ? `${show(from)} or more` : `from ${show(from)}`);
  else if (to !== undefined) phrases.push(isNumberColumn(column) ? `${show(to)} or less` : `up to ${show(to)}`);
  if (missing !== undefined) phrases.push(missing ? "has no value" : "has a value");
  return phrases;
}

function orList(values: readonly string[]): string {
  const shown = values.slice(0, 4);
  const more = values.length - shown.length;
  if (more > 0) return `${shown.join(", ")} or ${String(more)} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} or ${shown.at(-1) ?? ""}`;
}
