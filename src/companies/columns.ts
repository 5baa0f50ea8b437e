/** The columns of the companies API that hold texts, in the order in which the table shows them at first. */
export const textColumnNames = [
  "company_name",
  "category_code",
  "status",
  "continent",
  "first_name",
  "last_name",
  "gender",
  "designation",
  "address",
  "company_id",
] as const;

/** The columns that hold whole numbers. */
export const numberColumnNames = ["age", "owner_id", "index"] as const;

export type TextColumnName = (typeof textColumnNames)[number];
export type NumberColumnName = (typeof numberColumnNames)[number];
/** A column of the companies API (`CompanyColumn` of the contract). */
export type ColumnName = TextColumnName | NumberColumnName;

/** Every column, in the order in which the table shows them until somebody chooses another. */
export const columnNames: readonly ColumnName[] = [
  "company_name",
  "category_code",
  "status",
  "continent",
  "first_name",
  "last_name",
  "gender",
  "age",
  "designation",
  "address",
  "company_id",
  "owner_id",
  "index",
];

/** A column as the backend describes it to the signed-in user. */
export interface ColumnInfo {
  readonly name: ColumnName;
  readonly type: "TEXT" | "NUMBER";
  readonly description: string;
  readonly personal: boolean;
  /** Why it is withheld; null for a visible column. */
  readonly reason: string | null;
}

/** One company with its owner. Null: no value, or a withheld column. */
export type CompanyRow = { readonly [Name in TextColumnName]: string | null } & {
  readonly [Name in NumberColumnName]: number | null;
};

export function isColumnName(text: string): text is ColumnName {
  return (columnNames as readonly string[]).includes(text);
}

export function isNumberColumn(name: ColumnName): name is NumberColumnName {
  return (numberColumnNames as readonly string[]).includes(name);
}

/** The column's name for people: `company_name` is "Company name", `owner_id` "Owner ID". */
export function columnLabel(name: ColumnName): string {
  const words = name.replace(/_/g, " ").replace(/\bid\b/, "ID");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * The columns that the table shows, in its order: the chosen ones, else all, as far as they are visible. Where nothing
 * that was chosen is visible, all are shown: a table without columns is of no use.
 */
export function shownColumns(
  visible: readonly ColumnInfo[],
  chosen: readonly ColumnName[] | undefined,
): readonly ColumnInfo[] {
  const byName = new Map(visible.map((column) => [column.name, column]));
  const pick = (names: readonly ColumnName[]) =>
    names.flatMap((name) => {
      const column = byName.get(name);
      return column === undefined ? [] : [column];
    });
  const shown = pick(chosen ?? columnNames);
  return shown.length > 0 ? shown : pick(columnNames);
}

/** Width in CSS pixels that a column has until somebody changes it. */
export function defaultWidth(name: ColumnName): number {
  return widths[name];
}

/** Narrowest and widest that a column can be made, CSS pixels. */
export const WIDTH_LIMITS = { least: 60, most: 900 } as const;

/** The nearest width that a column can have, whole pixels. */
export function allowedWidth(pixels: number): number {
  return Math.round(Math.min(WIDTH_LIMITS.most, Math.max(WIDTH_LIMITS.least, pixels)));
}

const widths: Readonly<Record<ColumnName, number>> = {
  company_name: 240,
  category_code: 150,
  status: 130,
  continent: 120,
  first_name: 130,
  last_name: 140,
  gender: 110,
  age: 130,
  designation: 200,
  address: 320,
  company_id: 140,
  owner_id: 130,
  index: 130,
};
