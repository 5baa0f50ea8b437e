import type { CompanyColumn, Visibility } from "../../lake/visibility.js";
import { ownerKey } from "../../lake/visibility.js";
import { recordOf } from "./argument-value.js";
import { columnNameOf } from "./column-name.js";
import { conditionsOf } from "./company-filter.js";
import { columnList, reference, type CompanySelect } from "./company-sql.js";
import { badRequest, LakeFailure } from "./lake-failure.js";
import type { CompanyExportFormat } from "./lake-request.js";
import { orderBy, sortOf, totalOrder } from "./row-order.js";
import { textLiteral, within, type Sql } from "./sql-fragment.js";

/** An export as it is to be started. */
export interface ExportQuery {
  readonly query: Sql;
  readonly format: CompanyExportFormat;
}

/**
 * Beginnings that make spreadsheets take a cell for a formula
 * (https://owasp.org/www-community/attacks/CSV_Injection); tab and carriage return by their codes.
 */
const formulaStarts = "'=', '+', '-', '@', chr(9), chr(13)";

/**
 * A column of a CSV file: a text that a spreadsheet would run as a formula gets an apostrophe in front, which makes it a
 * text there. Numbers stay as they are.
 */
function csvCell(column: CompanyColumn): string {
  const cell = reference(column);
  if (column.type === "bigint") return cell;
  return `CASE WHEN substr(${cell}, 1, 1) IN (${formulaStarts}) THEN chr(39) || ${cell} ELSE ${cell} END`;
}

function exportColumns(columns: unknown, visible: readonly CompanyColumn[]): readonly CompanyColumn[] {
  if (columns === undefined || columns === null) return visible;
  if (!Array.isArray(columns) || columns.length === 0 || new Set(columns).size < columns.length) {
    throw badRequest("columns", "a list of columns, each once", columns, "Leave it out for all visible columns.");
  }
  return columns.map((name: unknown, index) => columnNameOf(`columns[${index}]`, name, visible));
}

function exportFormat(format: unknown): CompanyExportFormat {
  const given = format ?? "CSV";
  if (given === "CSV" || given === "PARQUET") return given;
  throw badRequest("format", "CSV or PARQUET", given, "Correct it or leave it out.");
}

/**
 * Checks the input of an export and makes its query: a SELECT for CSV, whose result file is the export; UNLOAD for
 * Parquet (https://docs.aws.amazon.com/athena/latest/ug/unload.html; it takes parameters as SELECT does).
 * @param location - folder of its own for an export in Parquet, `s3://bucket/exports/<group>/<uuid>/`
 * @throws LakeFailure BadRequest that names the field. Withheld columns are refused before: see `refuseWithheld`.
 */
export function exportQuery(
  input: unknown,
  visible: readonly CompanyColumn[],
  select: CompanySelect,
  location: () => string,
): ExportQuery {
  const given = recordOf("input", input, ["filter", "sort", "columns", "format"]);
  const columns = exportColumns(given.get("columns"), visible);
  const sort = sortOf(given.get("sort"), visible);
  const where = [...conditionsOf(given.get("filter")).values()];
  const tail = orderBy(totalOrder(sort, visible), "next");
  if (exportFormat(given.get("format")) === "CSV") {
    return { query: select({ columns: columnList(columns, csvCell), where, tail }), format: "CSV" };
  }
  // Athena sorts within each file of an UNLOAD only: the work is worth it where it was asked for.
  const rows = select({ columns: columnList(columns), where, ...(sort.length === 0 ? {} : { tail }) });
  const target = `TO ${textLiteral(location())} WITH (format = 'PARQUET')`;
  return { query: within("UNLOAD (", rows, `) ${target}`), format: "PARQUET" };
}

/** The folder that an UNLOAD of ours writes into; undefined: it is none. */
export function unloadLocation(query: string): string | undefined {
  return /\) TO '(s3:\/\/[^']+\/)' WITH \(format = 'PARQUET'\)$/.exec(query)?.[1];
}

/**
 * Refuses the files of an export that holds columns which are now withheld from the caller: it may have been made before
 * they were. One of another group is not seen at all.
 * @param query - the export's text, as this module made it
 * @throws LakeFailure Unauthorized that names the column
 */
export function refuseWithheldExport(query: string, visibility: Visibility): void {
  const withoutTexts = query.replaceAll(/'(?:[^']|'')*'/g, "''");
  const named = new Set([...withoutTexts.matchAll(/\b[co]\."([^"]+)"/g)].map(([, name]) => name));
  // The join names its keys whether or not they are shown.
  const joinKeys: readonly string[] = [ownerKey.company, ownerKey.owner];
  const known = new Set([...visibility.visible.map(({ name }) => name), ...(visibility.joinsOwners ? joinKeys : [])]);
  const refused = [...named].find((name) => name === undefined || !known.has(name));
  if (refused !== undefined) {
    throw new LakeFailure(
      "Unauthorized",
      `This export was made with column ${refused}, which is withheld from you now. Start another export without it.`,
    );
  }
}
