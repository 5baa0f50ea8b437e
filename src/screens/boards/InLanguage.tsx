import { useEffect, type ReactNode } from "react";
import type { Language } from "../../flights/vocabulary";
import { LanguageContext } from "../../state/language-context";
import { useSpeechIn } from "./speech";

/** Speaks a language with all that is inside, and says so of the document: whole pages of text change together. */
export function InLanguage({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  const speech = useSpeechIn(language);
  useEffect(() => {
    const root = document.documentElement;
    const before = root.lang;
    root.lang = language;
    return () => {
      root.lang = before;
    };
  }, [language]);
  return <LanguageContext value={speech}>{children}</LanguageContext>;
}
