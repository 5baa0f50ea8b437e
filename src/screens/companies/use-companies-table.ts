import {
  columnResizingFeature,
  columnSizingFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useEffect, useMemo, useState } from "react";
import {
  allowedWidth,
  columnLabel,
  defaultWidth,
  isColumnName,
  WIDTH_LIMITS,
  type ColumnInfo,
  type ColumnName,
  type CompanyRow,
} from "../../companies/columns";
import { effectiveSort, type CompaniesView } from "../../companies/view";

/** What the table library does here; rows come filtered, sorted and paged from the backend. */
export const tableParts = tableFeatures({ columnSizingFeature, columnResizingFeature, rowSortingFeature });

const helper = createColumnHelper<typeof tableParts, CompanyRow>();

/**
 * The table's model of the shown columns and the page's rows. While a column is dragged its width is the model's own;
 * `onResized` gets it at the end.
 */
export function useCompaniesTable(
  rows: readonly CompanyRow[],
  columns: readonly ColumnInfo[],
  view: CompaniesView,
  onResized: (column: ColumnName, pixels: number) => void,
) {
  const definitions = useMemo(
    () =>
      helper.columns(
        columns.map(({ name }) =>
          helper.accessor((row) => row[name], {
            id: name,
            header: columnLabel(name),
            size: defaultWidth(name),
            minSize: WIDTH_LIMITS.least,
            maxSize: WIDTH_LIMITS.most,
          }),
        ),
      ),
    [columns],
  );
  const data = useMemo(() => [...rows], [rows]);
  const [dragged, setDragged] = useState<Readonly<Record<string, number>>>({});
  const columnSizing = useMemo(() => ({ ...view.widths, ...dragged }), [view.widths, dragged]);
  const sorting = useMemo(
    () => effectiveSort(view).map(({ column, direction }) => ({ id: column, desc: direction === "DESC" })),
    [view],
  );
  const table = useTable({
    features: tableParts,
    columns: definitions,
    data,
    manualSorting: true,
    columnResizeMode: "onChange",
    state: { columnSizing, sorting },
    onColumnSizingChange: (updater) => {
      setDragged((before) => (typeof updater === "function" ? updater({ ...view.widths, ...before }) : updater));
    },
  });
  const { isResizingColumn } = table.state.columnResizing;
  useEffect(() => {
    if (isResizingColumn !== false) return;
    for (const [name, pixels] of Object.entries(dragged)) {
      if (isColumnName(name) && allowedWidth(pixels) !== view.widths[name]) onResized(name, allowedWidth(pixels));
    }
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the drag is over: the address holds the width now
    if (Object.keys(dragged).length > 0) setDragged({});
  }, [isResizingColumn, dragged, view.widths, onResized]);
  return table;
}
