/** What a display shows; its URL's path says it. */
export type DisplayKind =
  | { readonly name: "departures" }
  | { readonly name: "arrivals" }
  | { readonly name: "gate"; readonly gate: string }
  | { readonly name: "belt"; readonly belt: string };

/** Codes of gates and belts: 1 to 8 letters, digits or hyphens (amplify/data/status-update/fact.ts). */
export const placeCode = /^[A-Za-z0-9-]{1,8}$/;

/** The path of a display's URL. */
export function displayPath(kind: DisplayKind): string {
  switch (kind.name) {
    case "gate":
      return `/gates/${kind.gate}`;
    case "belt":
      return `/belts/${kind.belt}`;
    default:
      return `/${kind.name}`;
  }
}

/** The direction of the flights that a display shows, as the contract names it. */
export function directionOf(kind: DisplayKind): "ARRIVAL" | "DEPARTURE" {
  return kind.name === "arrivals" || kind.name === "belt" ? "ARRIVAL" : "DEPARTURE";
}
