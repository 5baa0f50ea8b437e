import { capHeight } from "../../display/cap-height";
import { millimetresPerPixel } from "../../display/panel";
import { useBoard } from "../../state/board-context";
import { useWindowSize } from "../../ui/use-window-size";
import { boardFace } from "../../display/board-face";

/** Sizes of a display that hangs on a panel of known size, CSS pixels. */
export interface PanelText {
  /** Least size of any text, so that it is legible from where its readers stand. */
  readonly least: number;
  /** Side of a QR code that phones read from there. */
  readonly qrSide: number;
  readonly orientation: "landscape" | "portrait";
}

/** Readers of QR codes see them from ten times as far as they are wide. */
const QR_DISTANCE_RATIO = 10;
/** A code takes no more of a panel's short side: passengers step nearer. */
const QR_MOST = 0.45;

/** The sizes of this display's panel; undefined where its address names none, and text scales with the window. */
export function usePanelText(): PanelText | undefined {
  const { panel } = useBoard().options;
  const { width, height } = useWindowSize();
  if (panel === undefined) return undefined;
  const pixel = millimetresPerPixel({ ...panel, width, height });
  const side = (panel.distanceMetres * 1_000) / QR_DISTANCE_RATIO / pixel;
  return {
    least: capHeight(panel.distanceMetres).millimetres / pixel / boardFace.capHeightRatio,
    qrSide: Math.min(side, QR_MOST * Math.min(width, height)),
    orientation: width >= height ? "landscape" : "portrait",
  };
}
