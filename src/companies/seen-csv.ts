import { stringify } from "csv-stringify/browser/esm/sync";
import type { ColumnName, CompanyRow } from "./columns";

/**
 * CSV of what is seen: the shown columns in their order, the rows of the page in theirs. RFC 4180, with what
 * spreadsheets need: a byte order mark, so that Excel reads UTF-8, and an apostrophe before texts that it would run as
 * formulas (https://owasp.org/www-community/attacks/CSV_Injection). Columns have the names of the API, as in exports of
 * all rows. A missing value is an empty cell, an empty text is "".
 */
export function seenCsv(columns: readonly ColumnName[], rows: readonly CompanyRow[]): string {
  return stringify(
    rows.map((row) => columns.map((column) => row[column])),
    {
      header: true,
      columns: columns.map((column) => ({ key: column, header: column })),
      bom: true,
      escape_formulas: true,
      quoted_empty: false,
      record_delimiter: "windows",
      // csv-stringify quotes only the line break that it ends rows with; readers take any.
      quoted_match: /[\r\n]/,
      cast: {
        // An empty text is quoted, which tells it from a missing value; null never comes here.
        string: (value) => (value === "" ? { value, quoted_empty: true } : value),
      },
    },
  );
}
