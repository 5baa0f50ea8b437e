import type { CSSProperties } from "react";
import { frameEm, type PanelFrame } from "../../display/panel-frame";

type FrameProperty =
  | "least"
  | "edge"
  | "head-height"
  | "head-gap"
  | "icon-width"
  | "qr-side"
  | "words-width"
  | "words-height"
  | "rail-padding"
  | "rail-width"
  | "foot-air"
  | "foot-gap";

/** The lengths of a panel's frame as panel.css takes them: what is reckoned with is what is painted. */
export function frameStyle(frame: PanelFrame): CSSProperties & Readonly<Record<`--${FrameProperty}`, string>> {
  const { above, below, side } = frameEm.railAir;
  const em = (count: number) => px(count * frame.least);
  return {
    "--least": px(frame.least),
    "--edge": px(frame.edge),
    "--head-height": px(frame.head),
    "--head-gap": em(frameEm.headGap),
    "--icon-width": em(frameEm.icon),
    "--qr-side": px(frame.qrSide),
    "--words-width": px(frame.words.width),
    "--words-height": px(frame.words.height),
    "--rail-padding": `${em(above)} ${em(side)} ${em(below)}`,
    "--rail-width": px(frame.words.width + 2 * side * frame.least),
    "--foot-air": em(frameEm.footAir),
    "--foot-gap": em(frameEm.footGap),
  };
}

function px(length: number): string {
  return `${length.toFixed(1)}px`;
}
