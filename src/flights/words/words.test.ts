// @vitest-environment node
import { describe, expect, test } from "vitest";
import { languages, vocabularies, type Language, type Vocabulary } from "../vocabulary";
import { charactersOf, textsOf, type CatalogueText } from "./catalogue";
import { columnWidth, textFaults } from "./catalogue-for-tests";

/** Texts that take counts; every other value comes in as text. */
const counted = new Set([
  "page",
  "moreLater",
  "moreNumbers",
  "phone.results",
  "phone.delayedMinutes",
  "laterDay.mark",
  "laterDay.spoken",
  "earlierDay.mark",
  "earlierDay.spoken",
]);
/** Values as they come: codes and times; digits decide in some languages how a place is said. */
const samples: readonly (readonly [string, string, string])[] = [
  ["QX7", "QY8", "QZ9"],
  ["17", "28", "39"],
];
/** Counts of which every language writes the number; one and two are words in Arabic. */
const counts = [5, 25, 345];

/** Texts that are right though they are the English ones. */
const sameAsEnglish: Readonly<Partial<Record<Language, readonly string[]>>> = {
  es: ["terminal", "columns.terminal"],
  de: ["gate", "terminal", "columns.terminal", "columns.gate"],
  fr: ["terminal", "columns.destination", "columns.terminal", "takeover.information"],
};

const all: Readonly<Record<Language, readonly CatalogueText[]>> = {
  en: textsFor("en"),
  es: textsFor("es"),
  de: textsFor("de"),
  fr: textsFor("fr"),
  ar: textsFor("ar"),
  zh: textsFor("zh"),
  ja: textsFor("ja"),
};

function textsFor(language: Language): readonly CatalogueText[] {
  return textsOf(vocabularies[language]).filter(({ path }) => !isCode(path));
}

function isCode(path: string): boolean {
  return path === "language" || path === "direction";
}

/** Every way of writing a text that the tests look at. */
function written(entry: CatalogueText): readonly { readonly text: unknown; readonly values: readonly string[] }[] {
  if (entry.values === 0) return [{ text: entry.write(), values: [] }];
  if (counted.has(entry.path)) return counts.map((count) => ({ text: writeCount(entry, count), values: [] }));
  return samples.map((sample) => {
    const values = sample.slice(0, entry.values);
    return { text: entry.write(...values), values };
  });
}

function writeCount({ values, write }: CatalogueText, count: number): string {
  return String(write(...Array.from({ length: values }, () => count)));
}

test("texts with counts are known", () => {
  expect([...counted].filter((path) => all.en.every((entry) => entry.path !== path))).toEqual([]);
});

describe.each(languages)("%s", (language) => {
  const words = vocabularies[language];

  test("names itself, and the direction of its writing", () => {
    expect(words.language).toBe(language);
    expect(words.direction).toBe(language === "ar" ? "rtl" : "ltr");
  });

  test("has every text that English has, with the same values", () => {
    const shape = (entries: readonly CatalogueText[]) =>
      entries.map(({ path, values }) => `${path}(${String(values)})`);
    expect(shape(all[language])).toEqual(shape(all.en));
  });

  test("every text is there, in its own script, with its values", () => {
    const faults = all[language].flatMap((entry) =>
      written(entry).flatMap(({ text, values }) => {
        if (typeof text !== "string") return [`${entry.path} is no text`];
        return textFaults(language, text, values).map((fault) => `${entry.path} ${fault}: ${text}`);
      }),
    );
    expect(faults).toEqual([]);
  });

  test("texts with a count write it", () => {
    const silent = all[language]
      .filter(({ path }) => counted.has(path))
      .flatMap((entry) => counts.filter((count) => !writeCount(entry, count).includes(String(count))));
    expect(silent).toEqual([]);
  });

  test("every status is one of its own, and short enough for a column", () => {
    const texts = Object.values(words.status);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.filter((text) => columnWidth(text) > STATUS_WIDTH)).toEqual([]);
  });

  test("column headings are short", () => {
    const { airline, ...narrow } = words.columns;
    expect(Object.values(narrow).filter((text) => columnWidth(text) > HEADING_WIDTH)).toEqual([]);
    expect(columnWidth(airline)).toBeLessThanOrEqual(16);
  });
});

/** Halves of an em. "Última llamada" and "Letzter Aufruf" have this length, and boards give the status that much. */
const STATUS_WIDTH = 14;
/** "Destination" in French has 11; the headings of narrow columns are checked against their columns in the browser. */
const HEADING_WIDTH = 11;

describe.each(languages.filter((language) => language !== "en"))("%s is not English", (language) => {
  const english = new Map(all.en.map((entry) => [entry.path, entry]));
  const same = all[language].filter((entry) => {
    const other = english.get(entry.path);
    const texts = written(entry).map(({ text }) => text);
    const theirs = other === undefined ? [] : written(other).map(({ text }) => text);
    return hasWords(other) && texts.some((text, index) => text === theirs[index]);
  });

  test("in any text but those that both languages share", () => {
    expect(same.map(({ path }) => path)).toEqual(sameAsEnglish[language] ?? []);
  });
});

/** Some texts are values and signs only: `+2`, or a flight, a place and what happened. */
function hasWords(entry: CatalogueText | undefined): boolean {
  if (entry === undefined) return false;
  return written(entry).some(({ text, values }) =>
    /\p{L}/u.test(values.reduce((rest, value) => rest.replaceAll(value, ""), String(text))),
  );
}

describe("counts follow the plural rules of CLDR", () => {
  const spacing = "\u202f";
  const cases: readonly {
    readonly language: Language;
    readonly text: (words: Vocabulary) => (count: number) => string;
    readonly expected: Readonly<Record<number, string>>;
  }[] = [
    {
      language: "en",
      text: (words) => words.phone.results,
      expected: { 0: "0 flights", 1: "1 flight", 2: "2 flights", 1234: "1,234 flights" },
    },
    {
      language: "es",
      text: (words) => words.phone.results,
      expected: { 0: "0 vuelos", 1: "1 vuelo", 2: "2 vuelos", 12345: "12.345 vuelos" },
    },
    {
      language: "de",
      text: (words) => words.phone.results,
      expected: { 0: "0 Flüge", 1: "1 Flug", 2: "2 Flüge", 1234: "1.234 Flüge" },
    },
    {
      language: "fr",
      text: (words) => words.phone.results,
      expected: { 0: "0 vol", 1: "1 vol", 2: "2 vols", 1234: `1${spacing}234 vols` },
    },
    {
      language: "ar",
      text: (words) => words.phone.results,
      expected: {
        0: "لا رحلات",
        1: "رحلة واحدة",
        2: "رحلتان",
        3: "\u20683\u2069 رحلات",
        11: "\u206811\u2069 رحلة",
        100: "\u2068100\u2069 رحلة",
        1234: "\u20681,234\u2069 رحلة",
      },
    },
    {
      language: "ar",
      text: (words) => words.phone.delayedMinutes,
      expected: { 1: "تأخير دقيقة واحدة", 2: "تأخير دقيقتين", 10: "تأخير \u206810\u2069 دقائق" },
    },
    {
      language: "ar",
      text: (words) => words.moreLater,
      expected: { 2: "رحلتان أخريان", 97: "\u2068+97\u2069 رحلة أخرى" },
    },
    { language: "zh", text: (words) => words.phone.results, expected: { 1: "1 个航班", 1234: "1,234 个航班" } },
    { language: "ja", text: (words) => words.moreLater, expected: { 1: "このほか 1 便", 1234: "このほか 1,234 便" } },
    {
      language: "es",
      text: (words) => (page) => words.page(page, 12345),
      expected: { 1: "Página 1 de 12.345" },
    },
    { language: "fr", text: (words) => words.laterDay.spoken, expected: { 1: "demain", 3: "dans 3 jours" } },
    { language: "ar", text: (words) => words.laterDay.spoken, expected: { 1: "غدًا", 3: "خلال 3 أيام" } },
    { language: "ja", text: (words) => words.earlierDay.spoken, expected: { 1: "昨日", 3: "3 日前" } },
    { language: "ar", text: (words) => words.laterDay.mark, expected: { 1: "\u2068+1\u2069" } },
  ];
  test.each(cases)("$language: $expected", ({ language, text, expected }) => {
    const write = text(vocabularies[language]);
    const counts = Object.keys(expected).map(Number);
    expect(Object.fromEntries(counts.map((count) => [count, write(count)]))).toEqual(expected);
  });
});

test("places of digits are said as the airports there say them", () => {
  expect(vocabularies.zh.terminal("3")).toBe("3 号航站楼");
  expect(vocabularies.zh.terminal("B")).toBe("B 航站楼");
  expect(vocabularies.ja.terminal("1")).toBe("第1ターミナル");
  expect(vocabularies.ja.terminal("B")).toBe("ターミナル B");
});

test("the characters of a language are those of its texts and dates, each once", () => {
  const characters = charactersOf(vocabularies.ja);
  expect(new Set(characters).size).toBe([...characters].length);
  expect([..."最終案内このほか便土曜日12月0123456789"].filter((each) => !characters.includes(each))).toEqual([]);
});

describe("the checks can fail", () => {
  test.each([
    { language: "es", text: "Puerta  C72 ", values: ["C72"], fault: /spaces/ },
    { language: "es", text: "Puerta", values: ["C72"], fault: /leaves out the value C72/ },
    { language: "ar", text: "بوابة C72", values: ["C72"], fault: /does not isolate C72/ },
    { language: "ar", text: "بوابة Gate", values: [], fault: /another script/ },
    { language: "ar", text: "الساعة ٠٧:٤٥", values: [], fault: /digits/ },
    { language: "ar", text: "بوابة \u2068C72", values: [], fault: /invisible/ },
    { language: "zh", text: "登机口 gate", values: [], fault: /another script/ },
    { language: "zh", text: "搭乗ゲート", values: [], fault: /another script/ },
    { language: "ja", text: "登机口", values: [], fault: /another script/ },
    { language: "ja", text: "Boarding", values: [], fault: /another script/ },
    { language: "de", text: "Gate\u200b geschlossen", values: [], fault: /invisible/ },
    { language: "fr", text: "", values: [], fault: /empty/ },
  ] as const)("$language “$text”", ({ language, text, values, fault }) => {
    expect(textFaults(language, text, values).join("; ")).toMatch(fault);
  });

  test("a text that is neither text nor function is refused", () => {
    expect(() => textsOf({ phone: { title: 1 } })).toThrow(
      new TypeError("phone.title: expected a text, a function or a group of them, got number"),
    );
  });

  test("a Chinese character is as wide as two Latin ones", () => {
    expect([columnWidth("登机口关闭"), columnWidth("Puerta cerrada"), columnWidth("Última")]).toEqual([10, 14, 6]);
  });
});
