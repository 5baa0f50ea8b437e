import { useMemo } from "react";
import type { PanelFrame } from "../../display/panel-frame";
import { leastText } from "../../display/panel";
import { useBoard } from "../../state/board-context";
import { useWindowSize } from "../../ui/use-window-size";
import { frameOn } from "./panel-layout";

/** The frame of this display's panel; undefined where its address names none, and text scales with the window. */
export function usePanelFrame(): PanelFrame | undefined {
  const { airport, kind, options } = useBoard();
  const { width, height } = useWindowSize();
  const terminals = airport.terminals.length;
  return useMemo(() => {
    const { panel } = options;
    return panel === undefined ? undefined : frameOn({ kind, options, terminals }, { ...panel, width, height });
  }, [kind, options, terminals, width, height]);
}

/** Least size of text on this display's panel, CSS pixels; undefined where its address names none. */
export function usePanelText(): number | undefined {
  const { panel } = useBoard().options;
  const { width, height } = useWindowSize();
  return panel === undefined ? undefined : leastText({ ...panel, width, height });
}
