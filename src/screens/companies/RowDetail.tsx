import { columnLabel, type ColumnInfo, type CompanyRow } from "../../companies/columns";
import { Dialog } from "../../ui/Dialog";

interface RowDetailProps {
  readonly row: CompanyRow;
  readonly columns: readonly ColumnInfo[];
  readonly onClose: () => void;
}

/** Everything that one may know of a company, with nothing cut off. */
export function RowDetail({ row, columns, onClose }: RowDetailProps) {
  return (
    <Dialog title={row.company_name ?? row.company_id ?? "Company"} testId="row-detail" place="side" onClose={onClose}>
      <dl className="details">
        {columns.map(({ name, description }) => {
          const value = row[name];
          return (
            <div key={name} data-column={name}>
              <dt title={description}>{columnLabel(name)}</dt>
              <dd>{value === null ? <span className="no-value">no value</span> : value}</dd>
            </div>
          );
        })}
      </dl>
    </Dialog>
  );
}
