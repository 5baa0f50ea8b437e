import type { BoardGrid } from "../../display/board-grid";
import type { DisplayKind } from "../../display/display-kind";
import { legibility, type JudgeDisplay, type LayoutOn, type Panel } from "../../display/panel";
import { frameFormsOf, panelFrame, type PanelFrame } from "../../display/panel-frame";
import { beltSize } from "./belt-size";
import { panelGrid, type TableDisplay } from "./grid-needs";
import { gateFlightsIn, hasRoomForGate, PLACE_EM, placeSize } from "./place-size";

/** A table of one row cannot be compared, and is no table; a gate has one flight, and so may a belt. */
const LEAST_ROWS = 2;

/** Judges a display by the very layout that it is painted with. */
export const legibleBoard: JudgeDisplay = (kind, options, terminals, size) => {
  if (options.panel === undefined) return undefined;
  const panel = { ...options.panel, ...size };
  if (isTable(kind)) {
    const tableWith: LayoutOn = (each, rows) => tableOn({ kind, options: { ...options, rows }, terminals }, each).grid;
    return legibility(panel, options.rows, LEAST_ROWS, tableWith);
  }
  return legibility(panel, undefined, 1, kind.name === "gate" ? gateOn : beltOn);
};

/**
 * The frame of a display on its panel, CSS pixels: of those that it may have, the one with which a page of a table has the
 * most rows. Throws RangeError where distance or diagonal is not above 0.
 */
export function frameOn(display: TableDisplay, panel: Panel): PanelFrame {
  return isTable(display.kind) ? tableOn(display, panel).frame : panelFrame(panel);
}

function isTable({ name }: DisplayKind): boolean {
  return name === "departures" || name === "arrivals";
}

/** A table in one of the frames of its panel. */
interface FramedTable {
  readonly frame: PanelFrame;
  /** Undefined where it has no room. */
  readonly grid: BoardGrid | undefined;
}

function tableOn(display: TableDisplay, panel: Panel): FramedTable {
  const [first, ...others] = frameFormsOf(panel);
  const rows = ({ grid }: FramedTable) => grid?.rows ?? 0;
  return others
    .map((form) => tableIn(display, panelFrame(panel, form)))
    .reduce((best, each) => (rows(each) > rows(best) ? each : best), tableIn(display, panelFrame(panel, first)));
}

function tableIn(display: TableDisplay, frame: PanelFrame): FramedTable {
  const { main } = frame;
  if (main.width <= 0 || main.height <= 0) return { frame, grid: undefined };
  const grid = panelGrid(display, main, frame);
  return { frame, grid: grid.fits ? grid : undefined };
}

const gateOn: LayoutOn = (panel) => {
  const { least, main } = panelFrame(panel);
  return hasRoomForGate(main, least) ? { rows: gateFlightsIn(main, least), ...placeSize(main, least) } : undefined;
};

const beltOn: LayoutOn = (panel) => {
  const { least, main } = panelFrame(panel);
  const { fits, font, placeRoom, rows } = beltSize(main, least);
  return placeRoom >= PLACE_EM && fits ? { rows, font } : undefined;
};
