import { describe, expect, test } from "vitest";
import { takeoverTemplates } from "../../display/takeover-templates";
import { languages } from "../../flights/vocabulary";
import { takeoverIn } from "./board-for-tests";
import { beltSize } from "./belt-size";
import { placeSize } from "./place-size";
import { languagePageMs, languagePages, LEAST_PAGE_MS, MOST_PAGE_MS } from "./takeover-pages";

describe("languages of a takeover", () => {
  test.each([
    { texts: ["en"], shown: ["en"], detail: "", expected: ["en"], source: "one" },
    { texts: ["en", "de", "ar"], shown: ["de", "ar"], detail: "", expected: ["de ar"], source: "short ones together" },
    {
      texts: ["en", "es", "de", "fr", "ar", "zh", "ja"],
      shown: ["en", "es", "de", "fr", "ar", "zh", "ja"],
      detail: "",
      expected: ["en es de", "fr ar", "zh ja"],
      source: "as even as can be",
    },
    {
      texts: ["en", "de", "ar"],
      shown: ["en", "de", "ar"],
      detail: "x".repeat(300),
      expected: ["en", "de", "ar"],
      source: "long ones by themselves",
    },
    {
      texts: ["en", "de"],
      shown: ["de", "ja", "zh"],
      detail: "",
      expected: ["de ja"],
      source: "English for the others",
    },
    { texts: ["en", "es"], shown: ["ja", "en", "es"], detail: "", expected: ["en es"], source: "English is there" },
    { texts: ["de"], shown: ["en", "ar"], detail: "", expected: ["en"], source: "whatever it is in" },
    { texts: ["en"], shown: ["ja", "zh"], detail: "", expected: ["ja"], source: "English once, for all others" },
  ] as const)("$texts on a display of $shown: $expected ($source)", ({ texts, shown, detail, expected }) => {
    const takeover = takeoverIn(texts);
    const written = { ...takeover, texts: takeover.texts.map((text) => ({ ...text, detail })) };
    const pages = languagePages(written, shown);
    expect(pages.map((page) => page.join(" "))).toEqual(expected);
  });

  test("each page stays until the longest text is read, and those of the templates come round within 45 s", () => {
    expect(languagePageMs(takeoverIn(["en"]), ["en"]), "a short one").toBe(LEAST_PAGE_MS);
    const [text] = takeoverIn(["en"]).texts;
    const long = { title: text?.title ?? "", language: "en", detail: "word ".repeat(80) };
    expect(languagePageMs({ ...takeoverIn(["en"]), texts: [long] }, ["en"]), "the longest there can be").toBe(
      MOST_PAGE_MS,
    );
    for (const { name, texts } of takeoverTemplates) {
      const message = {
        ...takeoverIn(["en"]),
        texts: languages.map((language) => ({ language, ...texts[language] })),
      };
      const pageMs = languagePageMs(message, languages);
      const words = message.texts.map(({ title, detail }) => `${title} ${detail}`.split(" ").length);
      expect(pageMs / 1_000, `${name}: at most three words a second`).toBeGreaterThanOrEqual(Math.max(...words) / 3);
      expect(languagePages(message, languages).length * pageMs, name).toBeLessThanOrEqual(45_000);
    }
  });
});

test.each([
  { width: 1920, height: 860, least: undefined, orientation: "landscape" },
  { width: 1080, height: 1650, least: undefined, orientation: "portrait" },
  { width: 1400, height: 900, least: 110, orientation: "landscape" },
])("a place on $width x $height has room for fifteen letters and is not below $least", (given) => {
  const { width, height, least, orientation } = given;
  const place = placeSize({ width, height }, least);
  expect(place.orientation).toBe(orientation);
  expect(place.font).toBeGreaterThanOrEqual(least ?? 90);
  expect(place.room / 0.46, "letters of 0.46 em").toBeGreaterThan(15);
});

test.each([
  { width: 1920, height: 860, least: undefined, rows: 4 },
  { width: 1080, height: 1650, least: undefined, rows: 4 },
  { width: 2400, height: 900, least: 160, rows: 2 },
  { width: 1400, height: 900, least: 160, rows: 1 },
  { width: 100, height: 10, least: 160, rows: 1 },
])("a belt on $width x $height has $rows rows of at least $least pixels", ({ width, height, least, rows }) => {
  const size = beltSize({ width, height }, least);
  expect(size.rows).toBe(rows);
  expect(size.font).toBeGreaterThanOrEqual(least ?? 1);
  expect(size.rows * size.rowHeight).toBeLessThanOrEqual(height);
});
