import type { CompanyColumn, Visibility } from "../../lake/visibility.js";

/** `CompanyColumnInfo` of the schema. */
export interface CompanyColumnInfo {
  readonly name: string;
  readonly type: "TEXT" | "NUMBER";
  readonly description: string;
  readonly personal: boolean;
  /** Null: the column is visible. */
  readonly reason: string | null;
}

function infoOf(column: CompanyColumn, reason: string | null): CompanyColumnInfo {
  const { name, description, personal } = column;
  return { name, type: column.type === "bigint" ? "NUMBER" : "TEXT", description, personal, reason };
}

/** What a caller may know of the columns: those that are visible, and those withheld with the reason. */
export function columnInfos(visibility: Visibility): {
  readonly visibleColumns: readonly CompanyColumnInfo[];
  readonly withheldColumns: readonly CompanyColumnInfo[];
} {
  return {
    visibleColumns: visibility.visible.map((column) => infoOf(column, null)),
    withheldColumns: visibility.withheld.map((column) => infoOf(column, column.reason)),
  };
}
