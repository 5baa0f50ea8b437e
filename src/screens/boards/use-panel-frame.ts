import { useMemo } from "react";
import { panelFrame, type PanelFrame } from "../../display/panel-frame";
import { useBoard } from "../../state/board-context";
import { useWindowSize } from "../../ui/use-window-size";

/** The frame of this display's panel; undefined where its address names none, and text scales with the window. */
export function usePanelFrame(): PanelFrame | undefined {
  const { panel } = useBoard().options;
  const { width, height } = useWindowSize();
  return useMemo(
    () => (panel === undefined ? undefined : panelFrame({ ...panel, width, height })),
    [panel, width, height],
  );
}
