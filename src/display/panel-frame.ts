import { orientationOf } from "./orientation";
import { leastText, millimetresPerPixel, type Panel } from "./panel";

/**
 * Where the code for phones stands, and the words about the board: on a rail beside the flights, in the foot, or in a head
 * of two lines, which leaves the flights of a small panel its whole width.
 */
export type FrameForm = "rail" | "foot" | "head";

/** Where the parts of a board stand on a panel of known size; lengths in CSS pixels. */
export interface PanelFrame {
  readonly form: FrameForm;
  /** Least size of any text, so that it is legible from where its readers stand. */
  readonly least: number;
  /** At both ends of head, flights and foot. */
  readonly edge: number;
  /** Height of the head. */
  readonly head: number;
  /** Side of the QR code. */
  readonly qrSide: number;
  /** Width for what the display is and which terminal it shows, in the head. */
  readonly title: number;
  /** Room for words: on a rail above the code, in the foot or the head beside it. */
  readonly words: { readonly width: number; readonly height: number };
  /** Room for the flights, while no notice needs any of it. */
  readonly main: { readonly width: number; readonly height: number };
}

/** Readers of QR codes see them from ten times as far as they are wide. */
const QR_DISTANCE_RATIO = 10;
/** A code takes no more of a panel's short side: passengers step nearer. */
const QR_MOST = 1 / 3;

/** What panel.css takes from here, in em of the least text: gaps, and what stands in them. */
export const frameEm = {
  edge: 0.36,
  icon: 1.05,
  /** Between the parts of the head. */
  headGap: 0.4,
  /** Above and below the words of a rail, and at both its sides. */
  railAir: { above: 0.2, below: 0.3, side: 0.3 },
  /** Above and below the words of a foot, and before its code. */
  footAir: 0.1,
  footGap: 0.5,
} as const;

/** Height of the head, by what stands in it, in em. */
const heads = { rail: 1.4, foot: 1.4, head: 2.45 } as const;
/** A code in the head keeps so far from its edges, and from the marks of pages at its lower one. */
const HEAD_AIR = 0.3;
/** The clock, and the least gap below the words of a rail. */
const CLOCK = 2.6;
const RAIL_GAP = 0.45;
/** The foot is as high as its words: three lines and the marks of pages. */
const FOOT_WORDS = 4;
/** The words of a rail, and the gaps between them: clock, two lines of age, how many flights no page shows, marks of pages. */
const RAIL_HEIGHT = 5.9;
/** Lines between the parts, and what browsers round. */
const LINES_PX = 4;

/** The frames that a panel may have: the first is the one to take where both show as much. */
export function frameFormsOf(panel: Pick<Panel, "width" | "height">): readonly [FrameForm, ...FrameForm[]] {
  return orientationOf(panel) === "landscape" ? ["rail", "head"] : ["foot"];
}

/** The frame of a board on this panel. Throws RangeError where distance or diagonal is not above 0. */
export function panelFrame(panel: Panel, form: FrameForm = frameFormsOf(panel)[0]): PanelFrame {
  const { width, height } = panel;
  const least = leastText(panel);
  const em = (count: number) => count * least;
  const wanted = (panel.distanceMetres * 1_000) / QR_DISTANCE_RATIO / millimetresPerPixel(panel);
  const side = Math.min(wanted, QR_MOST * Math.min(width, height));
  const edge = em(frameEm.edge);
  const head = em(heads[form]);
  const gap = em(frameEm.headGap);
  const icon = em(frameEm.icon) + gap;
  const clock = em(CLOCK) + gap;
  const frame = { form, least, edge, head };
  switch (form) {
    case "rail": {
      const { above, below, side: beside } = frameEm.railAir;
      const qrSide = Math.max(0, Math.min(side, height - em(RAIL_HEIGHT)));
      const words = { width: Math.max(qrSide, em(CLOCK)), height: height - qrSide - em(above + below + RAIL_GAP) };
      const main = { width: width - words.width - em(2 * beside), height: height - head - LINES_PX };
      return { ...frame, qrSide, title: main.width - 2 * edge - icon, words, main };
    }
    case "foot": {
      const words = { width: width - 2 * edge - side - em(frameEm.footGap), height: Math.max(side, em(FOOT_WORDS)) };
      const main = { width, height: height - head - words.height - em(2 * frameEm.footAir) - LINES_PX };
      return { ...frame, qrSide: side, title: width - 2 * edge - icon - clock, words, main };
    }
    case "head": {
      const qrSide = Math.min(side, head - em(HEAD_AIR));
      const words = { width: width - 2 * edge - qrSide - gap, height: em(1) };
      const main = { width, height: height - head - LINES_PX };
      return { ...frame, qrSide, title: words.width - icon - clock, words, main };
    }
  }
}
