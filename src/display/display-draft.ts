import type { BadParameter } from "./bad-parameter";
import { displayPath, placeCode, type DisplayKind } from "./display-kind";
import { defaultOptions, formatDisplayOptions, parseDisplayOptions, type DisplayOptions } from "./display-options";

/** A display that is being chosen: codes may still be missing. */
export interface DisplayDraft {
  readonly kind: DisplayKind["name"];
  /** As typed. */
  readonly gate: string;
  readonly belt: string;
  readonly options: DisplayOptions;
}

/** What the chooser begins with. */
export const initialDraft: DisplayDraft = { kind: "departures", gate: "", belt: "", options: defaultOptions };

/** The kind that a draft names; undefined while the code of its gate or belt is missing or none. */
export function kindOf(draft: DisplayDraft): DisplayKind | undefined {
  if (draft.kind === "gate") {
    return placeCode.test(draft.gate) ? { name: "gate", gate: draft.gate.toUpperCase() } : undefined;
  }
  if (draft.kind === "belt") {
    return placeCode.test(draft.belt) ? { name: "belt", belt: draft.belt.toUpperCase() } : undefined;
  }
  return { name: draft.kind };
}

/** Path and query of the display's URL; undefined while its code is missing. */
export function displayAddress(draft: DisplayDraft): string | undefined {
  const kind = kindOf(draft);
  if (kind === undefined) return undefined;
  const query = formatDisplayOptions(draft.options);
  return query === "" ? displayPath(kind) : `${displayPath(kind)}?${query}`;
}

/**
 * The draft of a display's address: a whole URL, or path and query alone. Gives what is wrong where it is none of an
 * airport with these terminals.
 */
export function draftOf(
  address: string,
  terminals: readonly string[],
): DisplayDraft | { readonly fault: BadParameter } {
  const url = urlOf(address.trim());
  const [, name = "", code = ""] = url?.pathname.split("/") ?? [];
  const kinds = { departures: "departures", arrivals: "arrivals", gates: "gate", belts: "belt" } as const;
  const kind = Object.entries(kinds).find(([path]) => path === name)?.[1];
  const coded = kind === "gate" || kind === "belt";
  if (url === undefined || kind === undefined || coded !== placeCode.test(code)) {
    return { fault: { parameter: "address", expected: { kind: "address" }, actual: address } };
  }
  const parsed = parseDisplayOptions(url.search, terminals);
  if ("fault" in parsed) return parsed;
  return {
    kind,
    gate: kind === "gate" ? code : "",
    belt: kind === "belt" ? code : "",
    options: parsed.options,
  };
}

function urlOf(address: string): URL | undefined {
  const base = "http://display.invalid";
  return address !== "" && URL.canParse(address, base) ? new URL(address, base) : undefined;
}
