import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useLayoutEffect, useRef } from "react";
import type { CompaniesPage } from "../../api/companies-api";
import { columnLabel, type ColumnInfo, type ColumnName, type CompanyRow } from "../../companies/columns";
import { withConditions } from "../../companies/filter";
import { effectiveSort, withFilter, withSortToggled, withWidth, type CompaniesView } from "../../companies/view";
import type { ChangeView } from "../../state/use-companies-view";
import { useMedia } from "../../ui/use-media";
import { CompanyCell } from "./CompanyCell";
import { FilterEditor } from "./FilterEditor";
import "./grid.css";
import { GridHeader } from "./GridHeader";
import { useCompaniesTable } from "./use-companies-table";
import { FILTER_ROW, HEADER_ROW, useGridFocus } from "./use-grid-focus";

/** CSS pixels; fingers need more. */
const ROW_HEIGHT = { mouse: 32, touch: 44 } as const;
const HEADER_HEIGHT = 36;
const FILTER_HEIGHT = 38;
/** Says that there are more rows than in sight, and nobody knows how many (WAI-ARIA 1.2, aria-rowcount). */
const UNKNOWN_COUNT = -1;

interface CompaniesTableProps {
  readonly page: CompaniesPage;
  /** Rows of all pages; undefined: not counted yet. */
  readonly totalCount: number | undefined;
  /** Tells the rows of one question from those of another. */
  readonly request: string;
  readonly columns: readonly ColumnInfo[];
  readonly view: CompaniesView;
  readonly change: ChangeView;
  /** The rows are of an earlier question; the answer to the present one is on its way. */
  readonly isOld: boolean;
  /** Rows are on their way. */
  readonly isBusy: boolean;
  readonly hasFilterRow: boolean;
  readonly onOpen: (row: CompanyRow) => void;
}

/** The rows of a page as a grid for eyes, mouse, keyboard and screen reader; only those in sight are in the document. */
export function CompaniesTable(props: CompaniesTableProps) {
  const { page, totalCount, request, columns, view, change, isOld, isBusy, hasFilterRow, onOpen } = props;
  const { rows, firstRow } = page;
  const scroller = useRef<HTMLDivElement>(null);
  const isTouch = useMedia("(pointer: coarse)");
  const rowHeight = isTouch ? ROW_HEIGHT.touch : ROW_HEIGHT.mouse;
  const headHeight = HEADER_HEIGHT + (hasFilterRow ? FILTER_HEIGHT : 0);
  const onResized = useCallback(
    (column: ColumnName, pixels: number | undefined) => {
      change((now) => withWidth(now, column, pixels), "replace");
    },
    [change],
  );
  const table = useCompaniesTable(rows, columns, view, onResized);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing that it returns leaves this component
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    rangeExtractor: (range) => {
      const inSight = defaultRangeExtractor(range);
      // The cell with the focus stays in the document however far one scrolls.
      const { row } = focus.active;
      return row < 0 || row >= rows.length || inSight.includes(row) ? inSight : [...inSight, row].sort((a, b) => a - b);
    },
  });
  const sortBy = (column: ColumnName, add: boolean) => {
    change((now) => withSortToggled(now, column, add), "push");
  };
  const focus = useGridFocus({
    rows: rows.length,
    columns: columns.length,
    hasFilterRow,
    pageRows: () => Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1),
    reveal: (row) => {
      virtualizer.scrollToIndex(row, { align: "auto" });
    },
    open: ({ row, column }, event) => {
      const name = columns[column]?.name;
      const company = rows[row];
      if (row === HEADER_ROW && name !== undefined) sortBy(name, event.shiftKey);
      else if (company !== undefined) onOpen(company);
    },
  });

  // Other rows begin at their top, unless somebody's focus is among them.
  const shownRequest = useRef(request);
  useLayoutEffect(() => {
    if (isOld || shownRequest.current === request) return;
    shownRequest.current = request;
    const body = scroller.current?.querySelector(".grid-body");
    if (body?.contains(document.activeElement) !== true) virtualizer.scrollToOffset(0);
  });

  const sort = effectiveSort(view);
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const totalWidth = table.getTotalSize();
  return (
    <div ref={scroller} className="grid-scroller" data-old={isOld || undefined}>
      <div
        role="grid"
        aria-label="Companies"
        aria-rowcount={totalCount === undefined ? UNKNOWN_COUNT : totalCount + 2}
        aria-colcount={columns.length}
        aria-busy={isOld || isBusy}
        className="grid"
        style={{ width: totalWidth }}
        data-testid="companies-table"
        {...focus.gridProps}
      >
        <div role="rowgroup" className="grid-head">
          <div role="row" aria-rowindex={1} className="grid-row" style={{ height: HEADER_HEIGHT }}>
            {headers.map((header, index) => {
              const column = columns[index];
              if (column === undefined) return null;
              const place = sort.findIndex((by) => by.column === column.name);
              return (
                <GridHeader
                  key={header.id}
                  header={header}
                  column={column}
                  index={index}
                  isActive={focus.active.row === HEADER_ROW && focus.active.column === index}
                  direction={sort[place]?.direction}
                  sortPlace={place >= 0 && sort.length > 1 ? place + 1 : undefined}
                  onSort={(add) => {
                    sortBy(column.name, add);
                  }}
                  onResize={(pixels) => {
                    onResized(column.name, pixels);
                  }}
                />
              );
            })}
          </div>
          {hasFilterRow && (
            <div role="row" aria-rowindex={2} className="grid-row filters" style={{ height: FILTER_HEIGHT }}>
              {headers.map((header, index) => {
                const column = columns[index];
                if (column === undefined) return null;
                const isActive = focus.active.row === FILTER_ROW && focus.active.column === index;
                return (
                  <div
                    key={header.id}
                    role="gridcell"
                    className="cell filter"
                    aria-colindex={index + 1}
                    aria-label={`Filter ${columnLabel(column.name)}`}
                    data-filter={column.name}
                    data-cell={`-1:${String(index)}`}
                    tabIndex={isActive ? 0 : -1}
                    style={{ width: header.getSize() }}
                  >
                    <FilterEditor
                      column={column}
                      conditions={view.filter[column.name]}
                      inGrid
                      commit={(conditions, how) => {
                        change((now) => withFilter(now, withConditions(now.filter, column.name, conditions)), how);
                      }}
                    />
                  </div>
                );
              })}
            </div>
          )}
        </div>
        <div role="rowgroup" className="grid-body" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = table.getRowModel().rows[index];
            if (row === undefined) return null;
            const company = row.original;
            return (
              // By place, not by company: the cell with the focus keeps it when other rows come.
              <div
                key={index}
                role="row"
                aria-rowindex={firstRow + index + 2}
                className="grid-row"
                data-company={company.company_id}
                data-even={index % 2 === 1 || undefined}
                style={{ height: rowHeight, transform: `translateY(${String(start - headHeight)}px)` }}
                onDoubleClick={() => {
                  onOpen(company);
                }}
              >
                {row.getAllCells().map((cell, place) => {
                  const column = columns[place];
                  if (column === undefined) return null;
                  return (
                    <CompanyCell
                      key={cell.id}
                      column={column}
                      index={place}
                      row={index}
                      value={company[column.name]}
                      width={cell.column.getSize()}
                      isActive={focus.active.row === index && focus.active.column === place}
                      onOpen={
                        place === 0
                          ? () => {
                              onOpen(company);
                            }
                          : undefined
                      }
                    />
                  );
                })}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
