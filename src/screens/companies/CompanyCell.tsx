import { memo } from "react";
import type { ColumnInfo } from "../../companies/columns";
import { inOneLine } from "../../companies/formats";

interface CompanyCellProps {
  readonly column: ColumnInfo;
  readonly index: number;
  readonly row: number;
  readonly value: string | number | null;
  readonly width: number;
  readonly isActive: boolean;
  /** Given for the cell that leads to the details. */
  readonly onOpen: (() => void) | undefined;
}

/** One value, in one line; the whole of it is in its title and in the details. */
function Cell({ column, index, row, value, width, isActive, onOpen }: CompanyCellProps) {
  const text = value === null ? "" : String(value);
  return (
    <div
      role="gridcell"
      className="cell"
      aria-colindex={index + 1}
      data-column={column.name}
      data-type={column.type}
      data-cell={`${String(row)}:${String(index)}`}
      tabIndex={isActive ? 0 : -1}
      title={text === "" ? undefined : text}
      style={{ width }}
    >
      {value === null ? (
        <span className="no-value">
          <span aria-hidden="true">–</span>
          <span className="unseen">no value</span>
        </span>
      ) : onOpen === undefined ? (
        inOneLine(text)
      ) : (
        <button type="button" className="cell-link" tabIndex={-1} onClick={onOpen}>
          {inOneLine(text)}
        </button>
      )}
    </div>
  );
}

/** See `Cell`; `onOpen` is made anew at each rendering and says the same as long as the row does. */
export const CompanyCell = memo(
  Cell,
  (before, after) =>
    before.value === after.value &&
    before.width === after.width &&
    before.isActive === after.isActive &&
    before.column === after.column &&
    before.row === after.row &&
    before.index === after.index &&
    (before.onOpen === undefined) === (after.onOpen === undefined) &&
    after.onOpen === undefined,
);
