import type { DisplayKind } from "../../display/display-kind";
import type { Vocabulary } from "../../flights/vocabulary";

/** What a display is called in a language: "Departures", "Gate B44". */
export function displayTitle(kind: DisplayKind, words: Vocabulary): string {
  switch (kind.name) {
    case "departures":
      return words.departures;
    case "arrivals":
      return words.arrivals;
    case "gate":
      return words.gate(kind.gate);
    case "belt":
      return words.belt(kind.belt);
  }
}
