import { readingMs } from "../../display/reading-time";
import { takeoverText, type Takeover } from "../../display/takeover";
import type { Language } from "../../flights/vocabulary";

/** Characters that one page holds in letters that are seen from afar. */
const PAGE_CHARACTERS = 330;
const MOST_LANGUAGES = 3;

/** Least time of a page of languages: who looks up at its end still sees that there is another language. */
export const LEAST_PAGE_MS = 5_000;
/** Most time of one: whoever reads more slowly goes on when it comes round, and others wait for their language. */
export const MOST_PAGE_MS = 10_000;

/** How long each page of languages shows, milliseconds: as long as the longest of their texts is read. */
export function languagePageMs(takeover: Takeover, languages: readonly Language[]): number {
  const readings = languages.map((language) => {
    const { title, detail } = takeoverText(takeover, language);
    return readingMs(`${title} ${detail ?? ""}`, language);
  });
  return Math.min(MOST_PAGE_MS, Math.max(LEAST_PAGE_MS, ...readings));
}

/**
 * The display's languages as they show, some on each page: as few pages as long messages allow. Languages that the message
 * is not in show the English one, which is there once for all of them.
 */
export function languagePages(takeover: Takeover, languages: readonly Language[]): readonly (readonly Language[])[] {
  const isIn = (language: Language) => takeoverText(takeover, language).language === language;
  const needsEnglish = languages.includes("en") ? undefined : languages.find((language) => !isIn(language));
  const found = languages.filter((language) => isIn(language) || language === needsEnglish);
  // The contract promises English; something must show where the promise is broken.
  const shown = found.length > 0 ? found : languages.slice(0, 1);
  const characters = Math.max(...takeover.texts.map(({ title, detail }) => title.length + (detail ?? "").length), 1);
  const perPage = Math.max(1, Math.min(MOST_LANGUAGES, Math.floor(PAGE_CHARACTERS / characters)));
  // As even as can be: seven languages are 3, 2 and 2, not 3, 3 and 1.
  const pages = Math.ceil(shown.length / perPage);
  return Array.from({ length: pages }, (_, page) =>
    shown.slice(Math.ceil((page * shown.length) / pages), Math.ceil(((page + 1) * shown.length) / pages)),
  );
}
