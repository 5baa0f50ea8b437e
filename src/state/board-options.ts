import type { Airport } from "./airport";

/** How rows are laid out: pages that turn, a list to scroll, or what suits the screen. */
export type BoardLayout = "auto" | "pages" | "list";

/** All of a display's configuration: it lives in the URL, so a kiosk needs nothing but that. */
export interface BoardOptions {
  /** Code of the only terminal to show. */
  readonly terminal: string | undefined;
  /** Instant that the board's clock starts at, milliseconds since 1970; undefined: the real time. */
  readonly at: number | undefined;
  /** Minutes that a flight stays after it left. */
  readonly minutes: number;
  readonly layout: BoardLayout;
  /** Announces every painted update as a window event, for measuring. */
  readonly trace: boolean;
}

/** A parameter that is not valid, in words for whoever mounts the display. */
export interface BadParameter {
  readonly parameter: string;
  readonly expected: string;
  readonly actual: string;
}

export const DEFAULT_MINUTES = 30;
export const MAXIMUM_MINUTES = 720;

const layouts = ["auto", "pages", "list"] as const satisfies readonly BoardLayout[];
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Reads a query string (with or without `?`) for a display of `airport`. The first fault wins. */
export function parseBoardOptions(
  search: string,
  airport: Airport,
): { readonly options: BoardOptions } | { readonly fault: BadParameter } {
  const parameters = new URLSearchParams(search);
  const terminal = parameters.get("terminal") ?? undefined;
  const codes = airport.terminals.map((each) => each.code);
  if (terminal !== undefined && !codes.includes(terminal)) {
    return fault("terminal", `one of ${codes.join(", ")}`, terminal);
  }
  const atText = parameters.get("at") ?? undefined;
  // A bare + in a query string means a space; a zone offset typed by hand must still work.
  const at = atText === undefined ? undefined : parseInstant(atText.replace(" ", "+"));
  if (Number.isNaN(at)) {
    return fault("at", "a date and time with zone, such as 2024-01-25T12:45:00Z", atText ?? "");
  }
  const minutesText = parameters.get("minutes");
  const minutes = minutesText === null ? DEFAULT_MINUTES : parseWhole(minutesText);
  if (Number.isNaN(minutes) || minutes > MAXIMUM_MINUTES) {
    return fault("minutes", `a whole number from 0 to ${String(MAXIMUM_MINUTES)}`, minutesText ?? "");
  }
  const layoutText = parameters.get("layout") ?? "auto";
  const layout = layouts.find((each) => each === layoutText);
  if (layout === undefined) return fault("layout", `one of ${layouts.join(", ")}`, layoutText);
  return { options: { terminal, at, minutes, layout, trace: parameters.has("trace") } };
}

function fault(parameter: string, expected: string, actual: string): { readonly fault: BadParameter } {
  return { fault: { parameter, expected, actual: actual === "" ? "(empty)" : actual } };
}

function parseInstant(text: string): number {
  return instantPattern.test(text) ? Date.parse(text) : Number.NaN;
}

function parseWhole(text: string): number {
  return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
}
