import { legibility, type JudgeDisplay, type LayoutOn } from "../../display/panel";
import { panelFrame } from "../../display/panel-frame";
import { beltSize } from "./belt-size";
import { panelGrid, type TableDisplay } from "./grid-needs";
import { gateFlightsIn, hasRoomForGate, PLACE_EM, placeSize } from "./place-size";

/** A table of one row cannot be compared, and is no table; a gate has one flight, and so may a belt. */
const LEAST_ROWS = 2;

/** Judges a display by the very layout that it is painted with. */
export const legibleBoard: JudgeDisplay = (kind, options, terminals, size) => {
  if (options.panel === undefined) return undefined;
  const panel = { ...options.panel, ...size };
  const isTable = kind.name === "departures" || kind.name === "arrivals";
  if (isTable) return legibility(panel, options.rows, LEAST_ROWS, tableOn({ kind, options, terminals }));
  return legibility(panel, undefined, 1, kind.name === "gate" ? gateOn : beltOn);
};

function tableOn(display: TableDisplay): LayoutOn {
  return (panel, rows) => {
    const { least, main } = panelFrame(panel);
    if (main.width <= 0 || main.height <= 0) return undefined;
    const grid = panelGrid({ ...display, options: { ...display.options, rows } }, main, least);
    return grid.fits ? grid : undefined;
  };
}

const gateOn: LayoutOn = (panel) => {
  const { least, main } = panelFrame(panel);
  return hasRoomForGate(main, least) ? { rows: gateFlightsIn(main, least), ...placeSize(main, least) } : undefined;
};

const beltOn: LayoutOn = (panel) => {
  const { least, main } = panelFrame(panel);
  const { font, placeRoom, rowHeight, rows } = beltSize(main, least);
  return placeRoom >= PLACE_EM && rows * rowHeight <= main.height ? { rows, font } : undefined;
};
