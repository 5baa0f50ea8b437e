import { placeOf } from "../status-update/fact.js";
import { problem, type Problem } from "../status-update/problem.js";

/** The zone of every display of the airport. */
const everywhere = "all";

/** Zones that one display asks for: all, its terminal and its gate, and some to spare. */
const mostZones = 5;

/** What a zone must look like, for error messages. */
const expectation = `${everywhere}, terminal/CODE or gate/CODE, the code of 1 to 8 letters, digits or hyphens`;

/** A zone with its code in upper case (`terminal/B`), or undefined where the text is none. */
export function zoneOf(text: string): string | undefined {
  if (text === everywhere) {
    return everywhere;
  }
  const slash = text.indexOf("/");
  const kind = text.slice(0, slash < 0 ? 0 : slash);
  const code = placeOf(text.slice(slash + 1));
  return (kind === "terminal" || kind === "gate") && code !== undefined ? `${kind}/${code}` : undefined;
}

/**
 * The zone that a takeover is for. Terminals must be among `terminals`, the airport's own codes: a slip of the pen would
 * show the message nowhere. Gates come and go, so any gate will do.
 */
export function takeoverZoneOf(text: string, terminals: readonly string[]): { readonly zone: string } | Problem {
  const zone = zoneOf(text);
  if (zone === undefined) {
    return problem("zone", expectation, text, "Write it like all, terminal/B or gate/B44.");
  }
  return zone.startsWith("terminal/") && terminals.indexOf(zone.slice("terminal/".length)) < 0
    ? problem("zone", `a terminal of this airport (${terminals.join(", ")})`, text, "Name one of these, or all.")
    : { zone };
}

/** The zones that a display asks for, each once. A terminal that the airport does not have has no takeovers, and is no error. */
export function askedZonesOf(texts: readonly string[]): { readonly zones: readonly string[] } | Problem {
  if (texts.length < 1 || texts.length > mostZones) {
    return problem("zones", `1 to ${mostZones} zones`, texts, "Ask for all, the display's terminal and its gate.");
  }
  const zones = [...texts].map((text) => zoneOf(text));
  const wrong = zones.indexOf(undefined);
  if (wrong >= 0) {
    return problem(`zones[${wrong}]`, expectation, texts[wrong], "Write it like all, terminal/B or gate/B44.");
  }
  const known = zones.filter((zone): zone is string => zone !== undefined);
  return { zones: known.filter((zone, index) => known.indexOf(zone) === index) };
}
