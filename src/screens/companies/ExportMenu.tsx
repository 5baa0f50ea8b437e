import type { CompaniesPage } from "../../api/companies-api";
import type { ColumnInfo } from "../../companies/columns";
import type { ExportFormat } from "../../companies/export-status";
import { fileDate, formatCount } from "../../companies/formats";
import type { CompaniesView } from "../../companies/view";
import { useCompanies } from "../../state/companies-context";
import { Disclosure } from "../../ui/Disclosure";
import { saveText } from "../../ui/save-file";

interface ExportMenuProps {
  /** Undefined: not known yet. */
  readonly page: CompaniesPage | undefined;
  /** Undefined: not counted yet for this view. An export needs no count, and may be started before there is one. */
  readonly totalCount: number | undefined;
  readonly columns: readonly ColumnInfo[];
  readonly view: CompaniesView;
}

/** What is seen, at once; everything, by an export. */
export function ExportMenu({ page, totalCount, columns, view }: ExportMenuProps) {
  const { clock, exports } = useCompanies();
  const names = columns.map(({ name }) => name);
  const saveSeen = async () => {
    if (page === undefined) return;
    const { seenCsv } = await import("../../companies/seen-csv");
    saveText(`companies-${fileDate(clock.now())}.csv`, seenCsv(names, page.rows), "text/csv;charset=utf-8");
  };
  const exportAll = (format: ExportFormat) => {
    void exports.start({ filter: view.filter, sort: view.sort, columns: names, format }, totalCount);
  };
  const all = (format: ExportFormat, name: string) => (
    <li>
      <button
        type="button"
        className="menu-item"
        data-closes
        data-testid={`export-all-${format.toLowerCase()}`}
        disabled={names.length === 0 || totalCount === 0}
        onClick={() => {
          exportAll(format);
        }}
      >
        Export all {totalCount === undefined ? "" : `${formatCount(totalCount)} `}rows as {name}
      </button>
    </li>
  );
  return (
    <Disclosure label="Export" testId="export-menu" className="to-the-left">
      <ul className="menu">
        <li>
          <button
            type="button"
            className="menu-item"
            data-closes
            data-testid="export-seen"
            disabled={page === undefined}
            onClick={() => {
              void saveSeen();
            }}
          >
            Save this page ({formatCount(page?.rows.length ?? 0)} rows) as CSV
          </button>
        </li>
        {all("CSV", "CSV")}
        {all("PARQUET", "Parquet")}
      </ul>
      <p className="menu-note">Columns and their order as shown. All rows are written in the background.</p>
    </Disclosure>
  );
}
