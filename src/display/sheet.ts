import type { FlightDirection } from "../flights/flight";
import type { Language } from "../flights/vocabulary";
import type { BadParameter } from "./bad-parameter";
import { directionOf } from "./display-kind";
import { draftOf, kindOf } from "./display-draft";
import { defaultOptions, formatDisplayOptions, parseDisplayOptions, type DisplayOptions } from "./display-options";

/** What a sheet to print has on it. */
export interface Sheet {
  readonly direction: FlightDirection;
  /** Code of the only terminal to show. */
  readonly terminal: string | undefined;
}

/** Path and query of a sheet in this language. */
export function sheetAddress({ direction, terminal }: Sheet, language: Language): string {
  const options = formatDisplayOptions({ ...defaultOptions, terminal, languages: [language] });
  const query = [direction === "ARRIVAL" ? "direction=arrivals" : "", options].filter((part) => part !== "").join("&");
  return query === "" ? "/print" : `/print?${query}`;
}

/** What a sheet's address asks for. */
export interface SheetChoice {
  readonly direction: FlightDirection;
  /** Those of a board, of which matter what decides on its flights, their language and what time it is. */
  readonly options: DisplayOptions;
}

/**
 * Reads a query string (with or without `?`) for a sheet of an airport with these terminals: `direction`, which is
 * `departures` where it is left out, and the options of a board. Gives the first parameter that is wrong.
 */
export function parseSheetAddress(
  search: string,
  terminals: readonly string[],
): SheetChoice | { readonly fault: BadParameter } {
  const parameters = new URLSearchParams(search);
  const name = parameters.get("direction") ?? "departures";
  if (name !== "departures" && name !== "arrivals") {
    const expected = { kind: "oneOf", values: ["departures", "arrivals"] } as const;
    return { fault: { parameter: "direction", expected, actual: name } };
  }
  parameters.delete("direction");
  const parsed = parseDisplayOptions(parameters.toString(), terminals);
  return "fault" in parsed ? parsed : { direction: directionOf({ name }), options: parsed.options };
}

/**
 * Whether the page of this address (path and query) keeps all flights of a sheet: a board of its direction, of its
 * terminal or the whole airport, by the real time; or the page for phones, which has them all. A sheet that is opened for
 * the first time when the network is gone takes them from there.
 */
export function keepsFlightsOf(sheet: Sheet, address: string, terminals: readonly string[]): boolean {
  if (address === "/flights") return true;
  const draft = draftOf(address, terminals);
  if ("fault" in draft) return false;
  const kind = kindOf(draft);
  const { terminal, at } = draft.options;
  const isTable = kind?.name === "departures" || kind?.name === "arrivals";
  return (
    isTable &&
    directionOf(kind) === sheet.direction &&
    at === undefined &&
    (terminal === undefined || terminal === sheet.terminal)
  );
}
