// @vitest-environment node
import { describe, expect, test } from "vitest";
import { languages, type Language } from "../flights/vocabulary";
import { textsOf, type CatalogueText } from "../flights/words/catalogue";
import { textFaults } from "../flights/words/catalogue-for-tests";
import { addressVocabularies } from "./address-vocabulary";
import { chooserVocabularies } from "./chooser-vocabulary";

/** The catalogues for the people who hang displays up, with the texts that are right though they are the English ones. */
const catalogues: readonly {
  readonly name: string;
  readonly words: Readonly<Record<Language, object>>;
  readonly sameAsEnglish: Readonly<Partial<Record<Language, readonly string[]>>>;
}[] = [
  {
    name: "the chooser",
    words: chooserVocabularies,
    sameAsEnglish: { es: ["terminal"], de: ["terminal"], fr: ["terminal", "orientation", "portrait"] },
  },
  { name: "a wrong address", words: addressVocabularies, sameAsEnglish: {} },
];

/** Stand for numbers and texts alike. */
const samples = ["17", "28", "39"];

function write({ values, write }: CatalogueText): { readonly text: string; readonly values: readonly string[] } {
  const given = samples.slice(0, values);
  return { text: String(write(...given)), values: given };
}

describe.each(catalogues)("$name", ({ words, sameAsEnglish }) => {
  const english = textsOf(words.en);

  describe.each(languages)("in %s", (language) => {
    const texts = textsOf(words[language]);

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
    const same = textsOf(words[language]).filter((entry) => {
      const { text, values } = write(entry);
      const hasWords = /\p{L}/u.test(values.reduce((rest, value) => rest.replaceAll(value, ""), text));
      return hasWords && text === theirs.get(entry.path);
    });
    expect(same.map(({ path }) => path)).toEqual(sameAsEnglish[language] ?? []);
  });
});
