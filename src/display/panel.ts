import type { BadParameter, LegibilityReason } from "./bad-parameter";
import { CAP_HEIGHT_RATIO } from "./board-face";
import { capHeight, type CapHeight } from "./cap-height";
import type { DisplayKind } from "./display-kind";
import type { DisplayOptions } from "./display-options";
import { orientationOf } from "./orientation";

/** A panel as it hangs. Orientation and aspect follow from its pixels. */
export interface Panel {
  readonly diagonalInches: number;
  /** How far off its readers stand, metres. */
  readonly distanceMetres: number;
  /** CSS pixels of the whole panel. */
  readonly width: number;
  readonly height: number;
}

/** Diagonals that are offered, inches. */
export const panelPresets = [43, 55, 75] as const;

/** What there is room for on a panel, in letters that are not below `leastText`. */
export interface PanelLayout {
  /** Rows on a page. */
  readonly rows: number;
  /** Size of the rows' text, CSS pixels. */
  readonly font: number;
}

/**
 * Lays a display out on a panel: `rows` on a page, or as many as there is room for; undefined where there is none. What is
 * legible is decided by what is painted, so this is the very layout of the display (screens/boards/panel-layout.ts).
 */
export type LayoutOn = (panel: Panel, rows: number | undefined) => PanelLayout | undefined;

/** How legible a display is on its panel. */
export interface Legibility {
  /** Rows on a page. */
  readonly rows: number;
  /** Height of the rows' capitals on the panel, millimetres. */
  readonly capHeight: number;
  /** The least that the rules ask for at this distance. */
  readonly least: CapHeight;
}

/** Why a panel cannot show what is asked, with the nearest choice that is legible. */
export interface Refusal extends BadParameter {
  readonly parameter: "panel" | "distance" | "rows";
  readonly reason: LegibilityReason;
}

/**
 * How legible a display is on its panel, or why it is not; undefined where its address names no panel. `size`: CSS pixels of
 * the whole panel.
 */
export type JudgeDisplay = (
  kind: DisplayKind,
  options: DisplayOptions,
  terminals: number,
  size: Pick<Panel, "width" | "height">,
) => Legibility | Refusal | undefined;

/** Distances are offered in steps of 0.1 m, and no legal one is below this, metres. */
const LEAST_DISTANCE = 0.5;

/** The largest panel that is offered, inches. */
const LARGEST_PANEL = 200;

/** Millimetres on the panel that a CSS pixel takes. */
export function millimetresPerPixel(panel: Panel): number {
  return (panel.diagonalInches * 25.4) / Math.hypot(panel.width, panel.height);
}

/**
 * Least size of text on a panel, CSS pixels, with which its capitals are as high as ADA 703.5.5 and EN 301 549 5.1.4 ask
 * (cap-height.ts). Throws RangeError where distance or diagonal is not above 0.
 */
export function leastText(panel: Panel): number {
  if (!(panel.diagonalInches > 0)) {
    throw new RangeError(`panel: diagonalInches: expected more than 0, got ${String(panel.diagonalInches)}.`);
  }
  return capHeight(panel.distanceMetres).millimetres / millimetresPerPixel(panel) / CAP_HEIGHT_RATIO;
}

/**
 * How legible a display is with this many `rows`, or with as many as there is room for. Refused, with the nearest legal
 * choice, are
 *
 * - more `rows` than are legible: as many as are;
 * - a panel without room for `leastRows` rows at its distance: the greatest `distance` at which it has (in steps of
 *   0.1 m), or the smallest preset `panel` that has at this distance, if none; or the smallest in whole inches, if no
 *   preset has.
 *
 * Both rules are strict: at 4.6 m letters are 57 mm high, and a 55 inch panel has 685 mm.
 */
export function legibility(
  panel: Panel,
  rows: number | undefined,
  leastRows: number,
  layoutOn: LayoutOn,
): Legibility | Refusal {
  // A window that is not laid out yet has no size.
  const rowsOn = (each: Panel) => (each.width > 0 && each.height > 0 ? (layoutOn(each, undefined)?.rows ?? 0) : 0);
  const most = rowsOn(panel);
  if (most < leastRows) return panelRefusal(panel, leastRows, (other) => rowsOn(other) >= leastRows);
  const layout = rows === undefined || isCountTo(most, rows) ? layoutOn(panel, rows) : undefined;
  if (layout === undefined) return rowsRefusal(panel, rows ?? most, most);
  return {
    rows: layout.rows,
    capHeight: layout.font * CAP_HEIGHT_RATIO * millimetresPerPixel(panel),
    least: capHeight(panel.distanceMetres),
  };
}

/** Whether a display was refused. */
export function isRefusal(result: Legibility | Refusal): result is Refusal {
  return "reason" in result;
}

function isCountTo(most: number, count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= most;
}

function rowsRefusal(panel: Panel, rows: number, most: number): Refusal {
  const nearest = Number.isFinite(rows) ? Math.min(Math.max(Math.round(rows), 1), most) : most;
  return {
    parameter: "rows",
    expected: { kind: "wholeNumber", least: 1, most },
    actual: String(rows),
    nearest: String(nearest),
    reason: { ...rulesFor(panel), rows: most, hasRoom: true },
  };
}

function panelRefusal(panel: Panel, leastRows: number, isLegal: (panel: Panel) => boolean): Refusal {
  const reason = { ...rulesFor(panel), rows: leastRows, hasRoom: false };
  const metres = greatestDistance(panel, isLegal);
  if (metres !== undefined) {
    return {
      parameter: "distance",
      expected: { kind: "mostMetres", most: metres },
      actual: String(panel.distanceMetres),
      nearest: String(metres),
      reason,
    };
  }
  const inches = smallestPanel(panel, isLegal);
  return {
    parameter: "panel",
    expected: inches === undefined ? { kind: "roomForColumns" } : { kind: "leastInches", least: inches },
    actual: String(panel.diagonalInches),
    ...(inches === undefined ? {} : { nearest: String(inches) }),
    reason,
  };
}

/** The greatest distance below the panel's own at which it is legal, in steps of 0.1 m. */
function greatestDistance(panel: Panel, isLegal: (panel: Panel) => boolean): number | undefined {
  const least = LEAST_DISTANCE * 10;
  const own = Math.ceil(panel.distanceMetres * 10);
  const refused = firstFrom(least, own, (tenths) => !isLegal({ ...panel, distanceMetres: tenths / 10 })) ?? own;
  return refused > least ? (refused - 1) / 10 : undefined;
}

function smallestPanel(panel: Panel, isLegal: (panel: Panel) => boolean): number | undefined {
  const holds = (diagonalInches: number): boolean => isLegal({ ...panel, diagonalInches });
  return panelPresets.find(holds) ?? firstFrom(Math.max(...panelPresets) + 1, LARGEST_PANEL, holds);
}

/** The smallest whole number from `from` to `to` for which `holds`, given that it holds for all greater ones, too. */
function firstFrom(from: number, to: number, holds: (value: number) => boolean): number | undefined {
  let [low, high] = [from, to + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low <= to ? low : undefined;
}

function rulesFor(panel: Panel): Omit<LegibilityReason, "rows" | "hasRoom"> {
  const { diagonalInches, distanceMetres } = panel;
  return { ...capHeight(distanceMetres), diagonalInches, distanceMetres, orientation: orientationOf(panel) };
}
