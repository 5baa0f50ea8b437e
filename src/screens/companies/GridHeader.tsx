import type { Header } from "@tanstack/react-table";
import type { KeyboardEvent } from "react";
import { allowedWidth, columnLabel, WIDTH_LIMITS, type ColumnInfo, type CompanyRow } from "../../companies/columns";
import type { tableParts } from "./use-companies-table";

/** Pixels that one press of an arrow key makes a column wider. */
export const RESIZE_STEP = 16;

interface GridHeaderProps {
  readonly header: Header<typeof tableParts, CompanyRow>;
  readonly column: ColumnInfo;
  readonly index: number;
  readonly isActive: boolean;
  /** Place among the columns of the sort, from 1, where there are several. */
  readonly sortPlace: number | undefined;
  readonly direction: "ASC" | "DESC" | undefined;
  readonly onSort: (add: boolean) => void;
  readonly onResize: (pixels: number | undefined) => void;
}

/** The head of a column: its name, its part in the sort, the handle for its width. */
export function GridHeader(props: GridHeaderProps) {
  const { header, column, index, isActive, sortPlace, direction, onSort, onResize } = props;
  const label = columnLabel(column.name);
  const width = header.getSize();
  const resizeByKey = (event: KeyboardEvent, needsShift: boolean) => {
    if (event.shiftKey !== needsShift) return;
    const by = event.key === "ArrowRight" ? RESIZE_STEP : event.key === "ArrowLeft" ? -RESIZE_STEP : undefined;
    if (by === undefined) return;
    event.preventDefault();
    onResize(allowedWidth(width + by));
  };
  return (
    <div
      role="columnheader"
      className="cell head"
      aria-colindex={index + 1}
      aria-sort={direction === undefined ? "none" : direction === "ASC" ? "ascending" : "descending"}
      data-column={column.name}
      data-type={column.type}
      data-cell={`-2:${String(index)}`}
      tabIndex={isActive ? 0 : -1}
      title={`${column.description}. Enter sorts, with Shift by several columns; Shift and arrows change the width.`}
      style={{ width }}
      onClick={(event) => {
        onSort(event.shiftKey);
      }}
      onKeyDown={(event) => {
        resizeByKey(event, true);
      }}
    >
      <span className="head-label">{label}</span>
      {direction !== undefined && (
        <span aria-hidden="true" className="sort-mark">
          {direction === "ASC" ? "▲" : "▼"}
          {sortPlace}
        </span>
      )}
      <span
        role="separator"
        aria-orientation="vertical"
        aria-label={`Width of ${label}`}
        aria-valuenow={width}
        aria-valuemin={WIDTH_LIMITS.least}
        aria-valuemax={WIDTH_LIMITS.most}
        tabIndex={isActive ? 0 : -1}
        className="resize-handle"
        data-resizing={header.column.getIsResizing() || undefined}
        onMouseDown={header.getResizeHandler()}
        onTouchStart={header.getResizeHandler()}
        onClick={(event) => {
          event.stopPropagation();
        }}
        onDoubleClick={() => {
          onResize(undefined);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          resizeByKey(event, false);
          if (event.key === "Home" || event.key === "Enter") {
            event.preventDefault();
            onResize(undefined);
          }
        }}
      />
    </div>
  );
}
