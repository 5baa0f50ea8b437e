import { columnLabel, type ColumnInfo } from "../../companies/columns";
import { withConditions } from "../../companies/filter";
import { withFilter, type CompaniesView } from "../../companies/view";
import type { ChangeView } from "../../state/use-companies-view";
import { Dialog } from "../../ui/Dialog";
import { FilterEditor } from "./FilterEditor";

interface FilterPanelProps {
  readonly columns: readonly ColumnInfo[];
  readonly view: CompaniesView;
  readonly change: ChangeView;
  readonly result: string;
  readonly onClose: () => void;
}

/** Every column's filter, for screens where the table has no room for a row of them. */
export function FilterPanel({ columns, view, change, result, onClose }: FilterPanelProps) {
  return (
    <Dialog title="Filters" testId="filter-panel" place="side" onClose={onClose}>
      <div className="filter-panel">
        {columns.map((column) => (
          <fieldset key={column.name} data-column={column.name}>
            <legend>{columnLabel(column.name)}</legend>
            <FilterEditor
              column={column}
              conditions={view.filter[column.name]}
              inGrid={false}
              commit={(conditions, how) => {
                change((now) => withFilter(now, withConditions(now.filter, column.name, conditions)), how);
              }}
            />
          </fieldset>
        ))}
      </div>
      <footer className="dialog-footer">
        <button type="button" className="button primary" onClick={onClose}>
          {result}
        </button>
      </footer>
    </Dialog>
  );
}
