import type { Vocabulary } from "../vocabulary";

/** One text of a catalogue: where it stands (`phone.results`) and what makes it. */
export interface CatalogueText {
  readonly path: string;
  /** Number of values that come into it. */
  readonly values: number;
  readonly write: (...values: readonly unknown[]) => unknown;
}

/** All texts of a catalogue (a tree of texts and functions), in order. Throws TypeError for anything else in it. */
export function textsOf(catalogue: object, prefix = ""): readonly CatalogueText[] {
  return Object.entries(catalogue).flatMap(([key, value]: [string, unknown]): readonly CatalogueText[] => {
    const path = `${prefix}${key}`;
    if (typeof value === "string") return [{ path, values: 0, write: () => value }];
    if (isWriter(value)) return [{ path, values: value.length, write: value }];
    if (typeof value === "object" && value !== null) return textsOf(value, `${path}.`);
    throw new TypeError(`${path}: expected a text, a function or a group of them, got ${typeof value}`);
  });
}

function isWriter(value: unknown): value is (...values: readonly unknown[]) => unknown {
  return typeof value === "function";
}

/**
 * Every character that a display can show in this language without names: those of the catalogue, of dates and of
 * digits. In no order, each once.
 */
export function charactersOf(vocabulary: Vocabulary): string {
  const texts = textsOf(vocabulary).map(({ values, write }) => String(write(...manyCounts.slice(0, values))));
  const dates = new Intl.DateTimeFormat(vocabulary.language, { weekday: "long", day: "numeric", month: "long" });
  const days = Array.from({ length: DAYS_OF_YEAR }, (_, day) => dates.format(day * MS_PER_DAY));
  return [...new Set([...texts, ...days, "0123456789"].join(""))].join("");
}

/** Stand for any values: a count of several, which every function takes. */
const manyCounts: readonly number[] = [5, 5, 5];
const DAYS_OF_YEAR = 366;
const MS_PER_DAY = 86_400_000;
