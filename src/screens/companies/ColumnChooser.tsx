import { columnLabel, type ColumnInfo, type ColumnName } from "../../companies/columns";
import { withColumnMoved, withColumnToggled } from "../../companies/view";
import type { ChangeView } from "../../state/use-companies-view";
import { Disclosure } from "../../ui/Disclosure";

interface ColumnChooserProps {
  readonly visible: readonly ColumnInfo[];
  readonly shown: readonly ColumnInfo[];
  readonly change: ChangeView;
}

/** Which columns are shown, and in which order. */
export function ColumnChooser({ visible, shown, change }: ColumnChooserProps) {
  const names = new Set(shown.map(({ name }) => name));
  const hidden = visible.filter(({ name }) => !names.has(name));
  const move = (column: ColumnName, by: number) => {
    change((view) => withColumnMoved(view, shown, column, by), "push");
  };
  return (
    <Disclosure label="Columns" testId="column-chooser">
      <ul className="column-list" aria-label="Columns of the table">
        {[...shown, ...hidden].map((column, index) => {
          const label = columnLabel(column.name);
          const isShown = index < shown.length;
          return (
            <li key={column.name} data-column={column.name}>
              <label title={column.description}>
                <input
                  type="checkbox"
                  checked={isShown}
                  disabled={isShown && shown.length === 1}
                  onChange={() => {
                    change((view) => withColumnToggled(view, visible, shown, column.name), "push");
                  }}
                />
                {label}
              </label>
              {isShown && (
                <span className="column-moves">
                  <button
                    type="button"
                    className="button icon"
                    aria-label={`Move ${label} to the left`}
                    aria-disabled={index === 0}
                    onClick={() => {
                      move(column.name, -1);
                    }}
                  >
                    <span aria-hidden="true">↑</span>
                  </button>
                  <button
                    type="button"
                    className="button icon"
                    aria-label={`Move ${label} to the right`}
                    aria-disabled={index === shown.length - 1}
                    onClick={() => {
                      move(column.name, 1);
                    }}
                  >
                    <span aria-hidden="true">↓</span>
                  </button>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <button
        type="button"
        className="button quiet"
        onClick={() => {
          change((view) => ({ ...view, columns: undefined, widths: {} }), "push");
        }}
      >
        All columns, usual order and widths
      </button>
    </Disclosure>
  );
}
