// @vitest-environment node
import { describe, expect, test } from "vitest";
import { languages, type Language } from "../../flights/vocabulary";
import { textsOf, type CatalogueText } from "../../flights/words/catalogue";
import { textFaults } from "../../flights/words/catalogue-for-tests";
import { chooserVocabularies } from "../chooser-vocabulary";

/** Stand for numbers and texts alike. */
const samples = ["17", "28", "39"];

/** Texts that are right though they are the English ones. */
const sameAsEnglish: Readonly<Partial<Record<Language, readonly string[]>>> = {
  es: ["terminal"],
  de: ["terminal"],
  fr: ["terminal", "orientation", "portrait"],
};

function write({ values, write }: CatalogueText): { readonly text: string; readonly values: readonly string[] } {
  const given = samples.slice(0, values);
  return { text: String(write(...given)), values: given };
}

const english = textsOf(chooserVocabularies.en);

describe.each(languages)("the chooser in %s", (language) => {
  const texts = textsOf(chooserVocabularies[language]);

  test("has every text that English has, with the same values", () => {
    const shape = (entries: readonly CatalogueText[]) =>
      entries.map(({ path, values }) => `${path}(${String(values)})`);
    expect(shape(texts)).toEqual(shape(english));
  });

  test("every text is there, in its own script, with its values", () => {
    const faults = texts.flatMap((entry) => {
      const { text, values } = write(entry);
      return textFaults(language, text, values).map((fault) => `${entry.path} ${fault}: ${text}`);
    });
    expect(faults).toEqual([]);
  });
});

test.each(languages.filter((language) => language !== "en"))("%s is not English", (language) => {
  const theirs = new Map(english.map((entry) => [entry.path, write(entry).text]));
  const same = textsOf(chooserVocabularies[language]).filter((entry) => write(entry).text === theirs.get(entry.path));
  expect(same.map(({ path }) => path)).toEqual(sameAsEnglish[language] ?? []);
});
