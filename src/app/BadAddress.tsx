import { useSearch } from "wouter";
import { addressLanguage } from "../display/address-language";
import { faultLines } from "../display/address-text";
import { addressVocabularies } from "../display/address-vocabulary";
import type { BadParameter } from "../display/bad-parameter";
import { useLanguageFonts } from "../ui/fonts/use-language-fonts";
import { MessagePage } from "./MessagePage";
import { systemClock } from "./system-clock";

/** Says which parameter of the display's address is wrong, why where a rule decides, and what would do. */
export function BadAddress({ fault }: { readonly fault: BadParameter }) {
  const language = addressLanguage(useSearch());
  useLanguageFonts([language], systemClock, "shown");
  const { title, advice } = addressVocabularies[language];
  return (
    <MessagePage language={language} testId="bad-address" tone="warning" title={title}>
      {faultLines(fault, language).map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p className="mt-4">{advice}</p>
    </MessagePage>
  );
}
