import { useEffect } from "react";
import type { FlightKey } from "../../flights/flight";
import { useBoard } from "../../state/board-context";
import type { BoardRotation, RotationView } from "../../state/board-rotation";
import type { BoardState } from "../../state/board-store";
import { afterPaint } from "../../ui/after-paint";

/** Reports the rows of all pages, once they are painted, whenever one of them, or which they are, has changed. */
export function usePaintedReport(rotation: BoardRotation): void {
  const { painted, store } = useBoard();
  useEffect(() => {
    let cancel: (() => void) | undefined;
    const report = () => {
      // Whatever changes until the next frame is painted in it.
      cancel ??= afterPaint(() => {
        cancel = undefined;
        const { keys, beyond } = rotation.getState();
        painted({ rows: rowsOf(store.getState(), keys), beyond, takeoverId: undefined });
      });
    };
    const stopRows = store.subscribe((after, before) => {
      if (after.rows === before.rows) return;
      const { keys } = rotation.getState();
      if (keys.some((key) => after.rows.get(key) !== before.rows.get(key))) report();
    });
    const stopTurns = rotation.subscribe((after, before) => {
      if (isOther(after, before)) report();
    });
    report();
    return () => {
      stopRows();
      stopTurns();
      cancel?.();
    };
  }, [rotation, painted, store]);
}

/** Rows that are on the board: places that are kept empty say nothing. */
function rowsOf({ rows, visible }: BoardState, keys: readonly FlightKey[]) {
  const present = new Set(visible);
  return keys.flatMap((key) => (present.has(key) ? (rows.get(key) ?? []) : []));
}

function isOther(after: RotationView, before: RotationView): boolean {
  return after.keys !== before.keys || after.beyond !== before.beyond || after.present !== before.present;
}
