import { leastText, millimetresPerPixel, type Panel } from "./panel";

/** Where the parts of a board stand on a panel of known size; lengths in CSS pixels. */
export interface PanelFrame {
  /** Least size of any text, so that it is legible from where its readers stand. */
  readonly least: number;
  readonly orientation: "landscape" | "portrait";
  /** Side of the QR code. */
  readonly qrSide: number;
  /** Width for what the display is and which terminal it shows, in the head. */
  readonly title: number;
  /** Room for words: on a rail above the code, or in the foot beside it. */
  readonly words: { readonly width: number; readonly height: number };
  /** Room for the flights, while no notice needs any of it. */
  readonly main: { readonly width: number; readonly height: number };
}

/** Readers of QR codes see them from ten times as far as they are wide. */
const QR_DISTANCE_RATIO = 10;
/** A code takes no more of a panel's short side: passengers step nearer. */
const QR_MOST = 1 / 3;

/** In em of the least text, as board.css has them: the head, and what stands around the words and the code. */
const HEAD = 1.4;
const EDGE = 0.4;
const ICON_AND_GAP = 1.45;
/** The clock, and the gap before it; on a rail alone. */
const CLOCK = 2.6;
const CLOCK_GAP = 0.4;
const rail = { air: 0.6, gaps: 0.95 } as const;
const foot = { air: 0.2, gap: 0.5 } as const;
/** The foot is as high as its words: three lines and the marks of pages. */
const FOOT_WORDS = 4;
/** The words of a rail, and the gaps between them: clock, two lines of age, how many flights no page shows, marks of pages. */
const RAIL_HEIGHT = 5.9;
/** Lines between the parts, and what browsers round. */
const LINES_PX = 4;

/** The frame of a board on this panel. Throws RangeError where distance or diagonal is not above 0. */
export function panelFrame(panel: Panel): PanelFrame {
  const { width, height } = panel;
  const least = leastText(panel);
  const wanted = (panel.distanceMetres * 1_000) / QR_DISTANCE_RATIO / millimetresPerPixel(panel);
  const side = Math.min(wanted, QR_MOST * Math.min(width, height));
  const around = (2 * EDGE + ICON_AND_GAP) * least;
  if (width >= height) {
    const qrSide = Math.max(0, Math.min(side, height - RAIL_HEIGHT * least));
    const words = { width: Math.max(qrSide, CLOCK * least), height: height - qrSide - rail.gaps * least };
    const main = { width: width - words.width - rail.air * least, height: height - HEAD * least - LINES_PX };
    return { least, orientation: "landscape", qrSide, title: main.width - around, words, main };
  }
  const inner = Math.max(side, FOOT_WORDS * least);
  const words = { width: width - 2 * EDGE * least - side - foot.gap * least, height: inner };
  const main = { width, height: height - HEAD * least - inner - foot.air * least - LINES_PX };
  const title = width - around - (CLOCK + CLOCK_GAP) * least;
  return { least, orientation: "portrait", qrSide: side, title, words, main };
}
