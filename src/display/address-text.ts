import type { Language } from "../flights/vocabulary";
import { latinDigits } from "../flights/words/counting";
import { addressVocabularies } from "./address-vocabulary";
import type { BadParameter, Expected, LegibilityReason } from "./bad-parameter";

/** What people read of a parameter that is not valid, a line each: which it is, why, what would do. */
export function faultLines(fault: BadParameter, language: Language): readonly string[] {
  const words = addressVocabularies[language];
  const { parameter, expected, actual, nearest, reason } = fault;
  return [
    words.parameter(parameter),
    reason === undefined ? undefined : reasonText(reason, language),
    words.expected(expectedText(expected, language)),
    words.actual(actual === "" ? words.empty : actual),
    nearest === undefined ? undefined : words.nearest(nearest),
  ].filter((line) => line !== undefined);
}

/** What would do in place of a value. */
export function expectedText(expected: Expected, language: Language): string {
  const words = addressVocabularies[language];
  switch (expected.kind) {
    case "oneOf":
    case "someOf":
    case "onPanel":
      return words[expected.kind](expected.values.join(", "));
    case "wholeNumber":
      // As it is to be written: without the separators of thousands.
      return words.wholeNumber(String(expected.least), String(expected.most));
    case "inches":
      return words.range(inches(expected.least, language), inches(expected.most, language));
    case "metres":
      return words.range(metres(expected.least, language), metres(expected.most, language));
    case "leastInches":
      return words.atLeast(inches(expected.least, language));
    case "mostMetres":
      return words.atMost(metres(expected.most, language));
    case "besideDistance":
      return words.besideDistance("distance");
    case "instant":
      return words.instant("2024-01-25T12:45:00Z");
    case "address":
      return words.address("/departures?terminal=A, /arrivals, /gates/B44, /belts/4");
    case "roomForColumns":
    case "placeCode":
      return words[expected.kind];
  }
}

/** What the rules of legibility ask for, and what the panel then has room for. */
export function reasonText(reason: LegibilityReason, language: Language): string {
  const words = addressVocabularies[language];
  const height = inUnit("millimeter", "short", Math.ceil(reason.millimetres), language);
  const panel = words.hung[reason.orientation](inches(reason.diagonalInches, language));
  const room = (reason.hasRoom ? words.room : words.noRoom)(panel, words.rows(reason.rows));
  return `${words.capitals(reason.rule, height, metres(reason.distanceMetres, language))} ${room}`;
}

const inches = (value: number, language: Language): string => inUnit("inch", "long", value, language);
const metres = (value: number, language: Language): string => inUnit("meter", "short", value, language);

/** A number with its unit, as the language writes both. */
function inUnit(unit: string, unitDisplay: "long" | "short", value: number, language: Language): string {
  return new Intl.NumberFormat(latinDigits(language), { style: "unit", unit, unitDisplay }).format(value);
}
