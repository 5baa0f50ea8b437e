import { FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE } from "./isolate";
import type { Language } from "../vocabulary";

/** How far a text is from what its language must keep to; each fault in words, none where all is well. */
export function textFaults(language: Language, text: string, values: readonly string[]): readonly string[] {
  const faults: string[] = [];
  if (text.trim() === "") faults.push("is empty");
  if (/^\s|\s$|\s{2}/u.test(text)) faults.push("has spaces at an end or several in a row");
  for (const value of values) {
    if (!text.includes(value)) faults.push(`leaves out the value ${value}`);
    const isolated = `${FIRST_STRONG_ISOLATE}${value}${POP_DIRECTIONAL_ISOLATE}`;
    if (language === "ar" && !text.includes(isolated)) faults.push(`does not isolate ${value}`);
  }
  const own = values.reduce((rest, value) => rest.replaceAll(value, ""), text).replaceAll(exampleFlight, "");
  if (foreignLetters[language].test(own)) faults.push("has letters of another script");
  // Isolates open and close within one text, and only where the text runs right to left. Nothing else is invisible.
  const visible = language === "ar" ? text.replace(isolates, "") : text;
  if (/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u.test(visible)) faults.push("has invisible characters");
  if (/[\u0660-\u0669\u06f0-\u06f9]/u.test(text)) faults.push("has digits other than 0 to 9");
  return faults;
}

/** The one code that stands in a text: an example for the search field. */
const exampleFlight = "UA 123";
const isolates = /\u2068([^\u2068\u2069]*)\u2069/gu;

const beyondLatin = /(?!\p{Script=Latin})\p{L}/u;
/** Letters that a language does not write. Simplified Chinese has no kana, Japanese none of the simplified forms below. */
const foreignLetters: Readonly<Record<Language, RegExp>> = {
  en: beyondLatin,
  es: beyondLatin,
  de: beyondLatin,
  fr: beyondLatin,
  ar: /(?!\p{Script=Arabic})\p{L}/u,
  zh: /(?!\p{Script=Han})\p{L}/u,
  ja: /(?!\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|ー)\p{L}|[机马车门间时变见员电话]/u,
};

/** Width of a text in a column, in halves of an em: a Chinese or Japanese character is one em, others about half. */
export function columnWidth(text: string): number {
  return [...text.normalize("NFC")].reduce((width, character) => width + (wide.test(character) ? 2 : 1), 0);
}

const wide = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uff60]/u;
