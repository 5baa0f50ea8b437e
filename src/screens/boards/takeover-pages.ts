import type { Takeover } from "../../display/takeover";
import type { Language } from "../../flights/vocabulary";

/** How long one page of languages shows: a message is read in less, and seven languages come round in 15 s. */
export const LANGUAGE_PAGE_MS = 5_000;

/** Characters that one page holds in letters that are seen from afar. */
const PAGE_CHARACTERS = 330;
const MOST_LANGUAGES = 3;

/**
 * The display's languages as they show, some on each page: as few pages as long messages allow. A language that the
 * message is not in shows the English one, which need not be there twice.
 */
export function languagePages(takeover: Takeover, languages: readonly Language[]): readonly (readonly Language[])[] {
  const known = languages.filter((language) => takeover.texts.some((text) => text.language === language));
  const shown = known.length === 0 ? languages.slice(0, 1) : known;
  const characters = Math.max(...takeover.texts.map(({ title, detail }) => title.length + (detail ?? "").length), 1);
  const perPage = Math.max(1, Math.min(MOST_LANGUAGES, Math.floor(PAGE_CHARACTERS / characters)));
  // As even as can be: seven languages are 3, 2 and 2, not 3, 3 and 1.
  const pages = Math.ceil(shown.length / perPage);
  return Array.from({ length: pages }, (_, page) =>
    shown.slice(Math.ceil((page * shown.length) / pages), Math.ceil(((page + 1) * shown.length) / pages)),
  );
}
