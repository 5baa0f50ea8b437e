import { languages, vocabularies, type Language, type Vocabulary } from "../flights/vocabulary";
import type { DisplayKind } from "./display-kind";
import type { DisplayOptions } from "./display-options";
import type { PhoneView } from "./phone-address";

/** `TakeoverState` of the contract. One that has expired stays CONFIRMED. */
export type TakeoverState = "PROPOSED" | "CONFIRMED" | "ENDED";

/** `TakeoverLevel` of the contract: how loud. */
export type TakeoverLevel = "INFORMATION" | "WARNING" | "EMERGENCY";

/** A takeover's message in one language of displays (BCP 47). */
export interface TakeoverText {
  readonly language: string;
  readonly title: string;
  readonly detail: string | null;
}

/** A message in place of the flights: `Takeover` of the contract as displays see it. Instants are ISO 8601 with zone. */
export interface Takeover {
  readonly id: string;
  /** "all", "terminal/B" or "gate/B44". */
  readonly zone: string;
  readonly level: TakeoverLevel;
  /** English always. */
  readonly texts: readonly TakeoverText[];
  readonly state: TakeoverState;
  /** Null before the confirmation, as is `expiresAt`. */
  readonly confirmedAt: string | null;
  /** When displays return to their flights by themselves. */
  readonly expiresAt: string | null;
  readonly endedAt: string | null;
}

/** An expired takeover is remembered so long, milliseconds: a clock that was set back by as much shows it once more. */
export const REMEMBERED_MS = 3_600_000;

const levels: readonly TakeoverLevel[] = ["INFORMATION", "WARNING", "EMERGENCY"];
const states: readonly TakeoverState[] = ["PROPOSED", "CONFIRMED", "ENDED"];

/** The zones of a display, at most one of each sort: everywhere, the terminal that it hangs in, its gate. */
export function zonesOf(kind: DisplayKind, options: Pick<DisplayOptions, "location" | "terminal">): readonly string[] {
  return zonesAt({
    terminal: options.location ?? options.terminal,
    gate: kind.name === "gate" ? kind.gate : undefined,
  });
}

/** The zones of whoever is about this terminal and this gate, or about neither. */
export function zonesAt({ terminal, gate }: Pick<PhoneView, "terminal" | "gate">): readonly string[] {
  return [
    "all",
    ...(terminal === undefined ? [] : [`terminal/${terminal}`]),
    ...(gate === undefined ? [] : [`gate/${gate}`]),
  ];
}

/** True where displays of its zone show the takeover at `now`, milliseconds by the service's clock. */
export function isShown(takeover: Takeover, now: number): boolean {
  return takeover.state === "CONFIRMED" && now < expiryOf(takeover);
}

/**
 * The takeover that a display shows at `now` (milliseconds by the service's clock) of all those of its zones: the
 * loudest, of equally loud ones the newest confirmed; undefined: its flights.
 */
export function shownTakeover(takeovers: Iterable<Takeover>, now: number): Takeover | undefined {
  return [...takeovers].filter((takeover) => isShown(takeover, now)).sort(compareTakeovers)[0];
}

/** When a takeover ends by itself, milliseconds since 1970; before any time where it was never confirmed. */
export function expiryOf(takeover: Takeover): number {
  const expiry = Date.parse(takeover.expiresAt ?? "");
  return Number.isNaN(expiry) ? Number.NEGATIVE_INFINITY : expiry;
}

/** The message in a language; in English where it has none in that. */
export function takeoverText(takeover: Takeover, language: Language): TakeoverText {
  const text =
    takeover.texts.find((each) => each.language === language) ??
    takeover.texts.find((each) => each.language === "en") ??
    takeover.texts[0];
  // The contract promises one; a display must not break where the promise is.
  return text ?? { language: "en", title: takeover.level, detail: null };
}

/** The writing direction of a message, for `dir`: its own language's, which need not be that of the words around it. */
export function textDirection({ language }: TakeoverText): Vocabulary["direction"] | "auto" {
  const known = languages.find((each) => each === language);
  return known === undefined ? "auto" : vocabularies[known].direction;
}

/** How loud a takeover is, in words. */
export function levelWords(level: TakeoverLevel, { takeover }: Vocabulary): string {
  return { INFORMATION: takeover.information, WARNING: takeover.warning, EMERGENCY: takeover.emergency }[level];
}

/**
 * What is known of a takeover after `left` and `right`: the one that is further, since none ever goes back. Commutative,
 * associative and idempotent, as merging flights is. Throws where the two are not the same takeover.
 */
export function mergeTakeovers<T extends Takeover>(left: T, right: T): T {
  if (left.id !== right.id) throw new Error(`cannot merge takeover ${left.id} with ${right.id}`);
  const further = states.indexOf(right.state) - states.indexOf(left.state);
  if (further !== 0) return further > 0 ? right : left;
  // One state should mean one value. Where a backend breaks that, the choice must still not depend on the order.
  return JSON.stringify(right) > JSON.stringify(left) ? right : left;
}

/** Negative where `a` is shown rather than `b`. */
function compareTakeovers(a: Takeover, b: Takeover): number {
  const louder = levels.indexOf(b.level) - levels.indexOf(a.level);
  if (louder !== 0) return louder;
  const newer = Date.parse(b.confirmedAt ?? "") - Date.parse(a.confirmedAt ?? "");
  if (newer !== 0 && !Number.isNaN(newer)) return newer;
  return a.id > b.id ? -1 : a.id < b.id ? 1 : 0;
}
