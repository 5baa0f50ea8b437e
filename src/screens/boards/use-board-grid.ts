import { useMemo } from "react";
import type { BoardGrid } from "../../display/board-grid";
import { useBoard } from "../../state/board-context";
import { useTextMeasure } from "../../ui/text-width";
import type { Size } from "../../ui/use-size";
import { panelGrid, windowGrid } from "./grid-needs";
import { usePanelFrame } from "./use-panel-frame";

/** The grid of this display's table in a room, CSS pixels; undefined before that is known. */
export function useBoardGrid(size: Size | undefined): BoardGrid | undefined {
  const { airport, kind, options } = useBoard();
  const measure = useTextMeasure();
  const frame = usePanelFrame();
  const terminals = airport.terminals.length;
  return useMemo(() => {
    if (size === undefined) return undefined;
    const display = { kind, options, terminals };
    if (frame === undefined) return windowGrid(display, size, rem(), measure);
    // A notice takes room of rows: these go to other pages until it has gone.
    return panelGrid(display, size, frame);
  }, [size, measure, frame, kind, options, terminals]);
}

/** CSS pixels of 1 rem. */
function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
