import type { Language } from "../flights/vocabulary";
import { arabicChooser } from "./chooser-words/ar";
import { chineseChooser } from "./chooser-words/zh";
import { englishChooser } from "./chooser-words/en";
import { frenchChooser } from "./chooser-words/fr";
import { germanChooser } from "./chooser-words/de";
import { japaneseChooser } from "./chooser-words/ja";
import { spanishChooser } from "./chooser-words/es";
import type { MarkChoice, ThemeName } from "./display-options";

/** Every text of the display chooser, for the people who hang displays up. Apart from vocabulary.ts, so that boards do not load it. */
export interface ChooserVocabulary {
  readonly title: string;
  readonly intro: string;
  readonly board: string;
  readonly boards: Readonly<Record<"departures" | "arrivals" | "gate" | "belt", string>>;
  readonly gateCode: string;
  readonly beltCode: string;
  readonly terminal: string;
  readonly allTerminals: string;
  readonly location: string;
  readonly locationHint: string;
  readonly sameLocation: string;
  readonly languages: string;
  readonly languagesHint: string;
  /** Of a button beside a language. */
  readonly earlier: (language: string) => string;
  readonly theme: string;
  readonly themes: Readonly<Record<ThemeName, string>>;
  readonly marks: string;
  readonly markChoices: Readonly<Record<MarkChoice, string>>;
  readonly panel: string;
  readonly panelUnknown: string;
  readonly inches: (diagonal: number) => string;
  readonly otherPanel: string;
  readonly diagonal: string;
  readonly distance: string;
  readonly orientation: string;
  readonly landscape: string;
  readonly portrait: string;
  readonly rows: string;
  readonly rowsAuto: string;
  /** What the panel's rules give: rows on a page, capital letters in millimetres, the rule that asks for them. */
  readonly legible: (rows: number, millimetres: number, rule: string) => string;
  readonly refused: string;
  readonly useNearest: (value: string) => string;
  readonly more: string;
  readonly departed: string;
  readonly landed: string;
  readonly cancelled: string;
  readonly sinceCancelled: string;
  readonly stale: string;
  readonly address: string;
  readonly addressHint: string;
  readonly copy: string;
  readonly copied: string;
  readonly open: string;
  readonly preview: string;
  readonly language: string;
  readonly pages: string;
  readonly phonePage: string;
  readonly printPage: string;
  readonly operationsPage: string;
  readonly companiesPage: string;
}

/** The chooser's words by language. */
export const chooserVocabularies: Readonly<Record<Language, ChooserVocabulary>> = {
  en: englishChooser,
  es: spanishChooser,
  de: germanChooser,
  fr: frenchChooser,
  ar: arabicChooser,
  zh: chineseChooser,
  ja: japaneseChooser,
};
