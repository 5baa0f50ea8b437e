import { flightKey, type FlightDirection, type FlightKey } from "../flights/flight";
import { languages, type Language } from "../flights/vocabulary";
import { placeCode } from "./display-kind";

/** What the page for a phone shows; all of it stands in its URL, so that a QR code can open it and a friend can get it. */
export interface PhoneView {
  readonly direction: FlightDirection;
  /** Only flights of this terminal, gate or belt; codes as in events, capitals. */
  readonly terminal: string | undefined;
  readonly gate: string | undefined;
  readonly belt: string | undefined;
  /** What was typed to search by. */
  readonly query: string;
  /** Undefined: the browser's own. */
  readonly language: Language | undefined;
  /** The flight that is open; undefined: the list. */
  readonly flight: FlightKey | undefined;
}

const directions = { departures: "DEPARTURE", arrivals: "ARRIVAL" } as const;
const LONGEST_QUERY = 80;

/**
 * Reads path and query string. A phone is in a passenger's hand: what makes no sense in it is left out, not refused.
 */
export function parsePhoneAddress(path: string, search: string): PhoneView {
  const parameters = new URLSearchParams(search);
  const place = (name: string) => {
    const code = parameters.get(name) ?? "";
    return placeCode.test(code) ? code.toUpperCase() : undefined;
  };
  const flight = flightOf(path);
  const direction = parameters.get("direction") === "arrivals" ? "ARRIVAL" : "DEPARTURE";
  return {
    direction: flight?.direction ?? direction,
    terminal: place("terminal"),
    gate: place("gate"),
    belt: place("belt"),
    query: (parameters.get("q") ?? "").slice(0, LONGEST_QUERY),
    language: languages.find((each) => each === parameters.get("lang")),
    flight: flight === undefined ? undefined : flightKey(flight),
  };
}

/** The address that `parsePhoneAddress` reads this view from: path and query. */
export function formatPhoneAddress(view: PhoneView): string {
  const parameters = new URLSearchParams();
  if (view.direction === "ARRIVAL" && view.flight === undefined) parameters.set("direction", "arrivals");
  const rest = { terminal: view.terminal, gate: view.gate, belt: view.belt, q: view.query, lang: view.language };
  for (const [name, value] of Object.entries(rest)) {
    if (value !== undefined && value !== "") parameters.set(name, value);
  }
  const query = parameters.size === 0 ? "" : `?${parameters.toString()}`;
  return `${view.flight === undefined ? "/flights" : flightPath(view.flight)}${query}`;
}

/** `/flights/2024-01-25/JK123/departures` */
function flightPath(key: FlightKey): string {
  const [date = "", carrier = "", num = "", direction] = key.split("#");
  return `/flights/${date}/${carrier}${num}/${direction === "ARRIVAL" ? "arrivals" : "departures"}`;
}

function flightOf(path: string) {
  const match = /^\/flights\/(\d{4}-\d{2}-\d{2})\/([A-Z]{3}|[A-Z0-9]{2})(\d{1,4})\/(departures|arrivals)\/?$/.exec(
    path,
  );
  if (match === null) return undefined;
  const [, date = "", carrier = "", num = "", direction] = match;
  return {
    date,
    carrier,
    num: Number(num),
    direction: directions[direction === "arrivals" ? "arrivals" : "departures"],
  };
}
