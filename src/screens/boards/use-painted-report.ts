import { useEffect } from "react";
import { nextTurn } from "../../display/rotation";
import { useBoard } from "../../state/board-context";
import type { BoardRotation, RotationView } from "../../state/board-rotation";
import { afterPaint } from "../../ui/after-paint";

/** Reports the rows of all pages, once they are painted, whenever one of them, or which they are, has changed. */
export function usePaintedReport(rotation: BoardRotation): void {
  const { clock, painted, store } = useBoard();
  useEffect(() => {
    let cancel: (() => void) | undefined;
    const report = () => {
      // Whatever changes until the next frame is painted in it.
      cancel ??= afterPaint(() => {
        cancel = undefined;
        const { rows } = store.getState();
        const { beyond, keys, present } = rotation.getState();
        // Places that are kept empty say nothing, and what is on two pages is one row.
        const shown = [...new Set(keys)].flatMap((key) => (present.has(key) ? (rows.get(key) ?? []) : []));
        const turnsAt = () => nextTurn(rotation.getState().plan, clock.now());
        painted({ rows: shown, beyond, takeoverId: undefined, nextTurn: turnsAt });
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
  }, [rotation, painted, store, clock]);
}

function isOther(after: RotationView, before: RotationView): boolean {
  return after.keys !== before.keys || after.beyond !== before.beyond || after.present !== before.present;
}
