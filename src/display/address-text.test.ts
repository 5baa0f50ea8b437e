import { describe, expect, test } from "vitest";
import { languages } from "../flights/vocabulary";
import { expectedText, faultLines } from "./address-text";
import type { BadParameter, Expected } from "./bad-parameter";

const tooFar: BadParameter = {
  parameter: "distance",
  expected: { kind: "mostMetres", most: 5.8 },
  actual: "9",
  nearest: "5.8",
  reason: {
    rule: "EN 301 549 5.1.4",
    millimetres: 109.96,
    distanceMetres: 9,
    diagonalInches: 55,
    orientation: "landscape",
    rows: 2,
    hasRoom: false,
  },
};

describe("what people read of a parameter that is not valid", () => {
  test("in English", () => {
    expect(faultLines(tooFar, "en")).toEqual([
      "Parameter “distance”",
      "EN 301 549 5.1.4 asks for capitals 110 mm high at 9 m. 55 inches in landscape have no room for 2 rows.",
      "Expected: 5.8 m or less",
      "Found: 9",
      "Nearest that is allowed: 5.8",
    ]);
  });

  test("in German, with its decimal comma where people read, and the point where an address has it", () => {
    expect(faultLines(tooFar, "de")).toEqual([
      "Parameter „distance“",
      "EN 301 549 5.1.4 verlangt bei 9 m Abstand 110 mm hohe Großbuchstaben. 55 Zoll im Querformat haben keinen Platz für 2 Zeilen.",
      "Erwartet: höchstens 5,8 m",
      "Gefunden: 9",
      "Nächster erlaubter Wert: 5.8",
    ]);
  });

  test("of a value that is missing, that it is", () => {
    const fault: BadParameter = { parameter: "terminal", expected: { kind: "oneOf", values: ["A", "B"] }, actual: "" };
    expect(faultLines(fault, "es")).toEqual([
      "Parámetro «terminal»",
      "Se esperaba: uno de A, B",
      "Se encontró: (vacío)",
    ]);
  });
});

const kinds: readonly Expected[] = [
  { kind: "oneOf", values: ["A", "B"] },
  { kind: "someOf", values: ["en", "es"] },
  { kind: "onPanel", values: ["auto", "pages"] },
  { kind: "wholeNumber", least: 10, most: 3600 },
  { kind: "inches", least: 10, most: 200 },
  { kind: "metres", least: 0.5, most: 30 },
  { kind: "leastInches", least: 55 },
  { kind: "mostMetres", most: 5.8 },
  { kind: "besideDistance" },
  { kind: "roomForColumns" },
  { kind: "instant" },
  { kind: "placeCode" },
  { kind: "address" },
];

test.each(languages.filter((language) => language !== "en"))("%s says nothing in English", (language) => {
  const same = kinds.filter((kind) => expectedText(kind, language) === expectedText(kind, "en"));
  expect(same).toEqual([]);
  const faults = kinds.map((expected) => faultLines({ ...tooFar, expected }, language).join(" "));
  expect(faults.filter((text) => /\b(?:inch|asks|room|from|to|one|some)\b/.test(text))).toEqual([]);
});
