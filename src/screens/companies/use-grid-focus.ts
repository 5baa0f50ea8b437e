import { useEffect, useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from "react";

/** A cell by its place: rows of the page from 0, above them the filters and the headers. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export const HEADER_ROW = -2;
export const FILTER_ROW = -1;

interface GridFocusOptions {
  readonly rows: number;
  readonly columns: number;
  readonly hasFilterRow: boolean;
  /** Rows that fit on the screen. */
  readonly pageRows: () => number;
  /** Brings a row of the page into sight. */
  readonly reveal: (row: number) => void;
  /** Enter, and F2, on a cell; for filters the focus goes into the cell instead. */
  readonly open: (cell: CellPlace, event: KeyboardEvent) => void;
}

/** How a grid handles keys and focus. */
export interface GridFocus {
  /** The one cell that Tab reaches. */
  readonly active: CellPlace;
  readonly gridProps: {
    readonly ref: (element: HTMLDivElement | null) => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onFocus: (event: FocusEvent) => void;
    readonly onBlur: (event: FocusEvent) => void;
  };
}

/**
 * Keys of a grid as its pattern has them (https://www.w3.org/WAI/ARIA/apg/patterns/grid/): one cell is in the order of
 * Tab, arrows go from cell to cell, Enter or F2 goes into a filter and Escape out of it. The focus outlives other rows:
 * cells keep their place, and where the last row is gone the new last one takes over.
 */
export function useGridFocus(options: GridFocusOptions): GridFocus {
  const { rows, columns, hasFilterRow, pageRows, reveal, open } = options;
  const [wanted, setWanted] = useState<CellPlace>({ row: HEADER_ROW, column: 0 });
  const grid = useRef<HTMLDivElement>(null);
  const moves = useRef(false);
  const isInside = useRef(false);
  const last = rows > 0 ? rows - 1 : hasFilterRow ? FILTER_ROW : HEADER_ROW;
  const active: CellPlace = {
    row: wanted.row === FILTER_ROW && !hasFilterRow ? HEADER_ROW : Math.min(wanted.row, last),
    column: Math.max(0, Math.min(wanted.column, columns - 1)),
  };
  const cellElement = ({ row, column }: CellPlace) =>
    grid.current?.querySelector<HTMLElement>(`[data-cell="${String(row)}:${String(column)}"]`);

  useLayoutEffect(() => {
    if (!moves.current) return;
    moves.current = false;
    if (active.row >= 0) reveal(active.row);
    const element = cellElement(active);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  useEffect(() => {
    // The cell that had the focus is gone, and with it the focus.
    if (isInside.current && document.activeElement === document.body)
      cellElement(active)?.focus({ preventScroll: true });
  });

  const move = (to: CellPlace) => {
    moves.current = true;
    setWanted(to);
  };
  const step = (row: number, by: number): number => {
    const next = row + by;
    if (next === FILTER_ROW && !hasFilterRow) return by > 0 ? 0 : HEADER_ROW;
    return next;
  };
  const target = ({ key, ctrlKey, metaKey }: KeyboardEvent): CellPlace | undefined => {
    const { row, column } = active;
    const wide = ctrlKey || metaKey;
    switch (key) {
      case "ArrowDown":
        return { row: wide ? last : Math.min(last, step(row, 1)), column };
      case "ArrowUp":
        return { row: wide ? Math.min(0, last) : Math.max(HEADER_ROW, step(row, -1)), column };
      case "ArrowRight":
        return { row, column: Math.min(columns - 1, column + 1) };
      case "ArrowLeft":
        return { row, column: Math.max(0, column - 1) };
      case "Home":
        return { row: wide ? Math.min(0, last) : row, column: 0 };
      case "End":
        return { row: wide ? last : row, column: columns - 1 };
      case "PageDown":
        return { row: Math.min(last, Math.max(0, row + pageRows())), column };
      case "PageUp":
        return { row: row < 0 ? row : Math.max(0, row - pageRows()), column };
      default:
        return undefined;
    }
  };

  return {
    active,
    gridProps: {
      ref: (element) => {
        grid.current = element;
      },
      onFocus(event) {
        isInside.current = true;
        const place = placeOf(event.target);
        if (place !== undefined && (place.row !== active.row || place.column !== active.column)) setWanted(place);
      },
      onBlur(event) {
        // React does not tell of a blur that comes of its own removing: then the focus is to come back, see above.
        const to = event.relatedTarget;
        if (!(to instanceof Node) || grid.current?.contains(to) !== true) isInside.current = false;
      },
      onKeyDown(event) {
        if (event.defaultPrevented || event.altKey) return;
        if (isEditor(event.target)) {
          if (event.key === "Escape") cellElement(active)?.focus();
          return;
        }
        if (event.key === "Enter" || event.key === "F2") {
          event.preventDefault();
          if (active.row === FILTER_ROW) {
            const editor = cellElement(active);
            (editor?.querySelector("input") ?? editor?.querySelector("select"))?.focus();
          } else open(active, event);
          return;
        }
        const to = event.shiftKey ? undefined : target(event);
        if (to === undefined) return;
        event.preventDefault();
        move(to);
      },
    },
  };
}

function isEditor(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}

function placeOf(target: EventTarget): CellPlace | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-cell]") : null;
  const [row, column] = cell?.dataset["cell"]?.split(":").map(Number) ?? [];
  return row === undefined || column === undefined ? undefined : { row, column };
}
