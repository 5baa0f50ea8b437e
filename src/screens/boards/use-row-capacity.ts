import { useLayoutEffect, useState, type RefObject } from "react";

/** Least height of a row, in rem: two lines of text and air. */
const ROW_REM = 4;
const HEAD_REM = 3;

/** How many rows fit, and how high they are so that they fill the board, in CSS pixels. */
export interface RowCapacity {
  readonly rows: number;
  readonly rowHeight: number;
}

/** Measures the element that holds the table, now and whenever its size changes. */
export function useRowCapacity(element: RefObject<HTMLElement | null>): RowCapacity {
  const [capacity, setCapacity] = useState<RowCapacity>({ rows: 1, rowHeight: 64 });
  useLayoutEffect(() => {
    const measured = element.current;
    if (measured === null) return undefined;
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const next = rowCapacity(measured.clientHeight, rem);
      setCapacity((before) => (before.rows === next.rows && before.rowHeight === next.rowHeight ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return capacity;
}

/** Rows in `height` CSS pixels at `rem` pixels a rem; at least one. */
export function rowCapacity(height: number, rem: number): RowCapacity {
  const room = height - HEAD_REM * rem;
  const rows = Math.max(1, Math.floor(room / (ROW_REM * rem)));
  return { rows, rowHeight: Math.max(ROW_REM * rem, Math.floor(room / rows)) };
}
