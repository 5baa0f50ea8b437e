import type { Language } from "../flights/vocabulary";
import { arabicAddress } from "./address-words/ar";
import { chineseAddress } from "./address-words/zh";
import { englishAddress } from "./address-words/en";
import { frenchAddress } from "./address-words/fr";
import { germanAddress } from "./address-words/de";
import { japaneseAddress } from "./address-words/ja";
import { spanishAddress } from "./address-words/es";

/**
 * Every text about addresses that are wrong, for the people who hang displays up; address-text.ts puts it together. Apart
 * from vocabulary.ts, so that displays keep no characters for it. Values come in as they are to be shown.
 */
export interface AddressVocabulary {
  readonly title: string;
  readonly parameter: (name: string) => string;
  readonly expected: (text: string) => string;
  readonly actual: (text: string) => string;
  readonly nearest: (text: string) => string;
  readonly advice: string;
  /** Stands for a value that is not there. */
  readonly empty: string;
  readonly oneOf: (values: string) => string;
  readonly someOf: (values: string) => string;
  readonly wholeNumber: (least: string, most: string) => string;
  /** `least` and `most` come with their unit, in this and the next two. */
  readonly range: (least: string, most: string) => string;
  readonly atLeast: (least: string) => string;
  readonly atMost: (most: string) => string;
  /** The panel's size, which must be there where the parameter `name` is. */
  readonly besideDistance: (name: string) => string;
  /** The layouts that a panel of known size may have. */
  readonly onPanel: (values: string) => string;
  readonly roomForColumns: string;
  readonly instant: (example: string) => string;
  readonly placeCode: string;
  readonly address: (examples: string) => string;
  /** What a rule asks for: "EN 301 549 5.1.4", "57 mm", "4.6 m". */
  readonly capitals: (rule: string, height: string, distance: string) => string;
  /** A panel as it hangs, from its diagonal: "55 inches". */
  readonly hung: { readonly landscape: (diagonal: string) => string; readonly portrait: (diagonal: string) => string };
  readonly rows: (count: number) => string;
  /** `panel` is as it hangs, `rows` how many, in this and the next. */
  readonly room: (panel: string, rows: string) => string;
  readonly noRoom: (panel: string, rows: string) => string;
  readonly notFound: { readonly title: string; readonly link: string };
}

/** The words about addresses, by language. */
export const addressVocabularies: Readonly<Record<Language, AddressVocabulary>> = {
  en: englishAddress,
  es: spanishAddress,
  de: germanAddress,
  fr: frenchAddress,
  ar: arabicAddress,
  zh: chineseAddress,
  ja: japaneseAddress,
};
