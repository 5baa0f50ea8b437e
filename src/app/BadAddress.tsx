import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useSearch } from "wouter";
import { configurationQuery } from "../api/configuration";
import { addressLanguage } from "../display/address-language";
import { faultLines } from "../display/address-text";
import { addressVocabularies } from "../display/address-vocabulary";
import type { BadParameter } from "../display/bad-parameter";
import { useLanguageFonts } from "../ui/fonts/use-language-fonts";
import { MessagePage } from "./MessagePage";
import { renewPage } from "./page-renewal";
import { isPreview } from "./preview";
import { systemClock } from "./system-clock";

/** Says which parameter of the display's address is wrong, why where a rule decides, and what would do. */
export function BadAddress({ fault }: { readonly fault: BadParameter }) {
  const language = addressLanguage(useSearch());
  useLanguageFonts([language], systemClock, "shown");
  useRenewal();
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

/**
 * What makes the address wrong may be a mistake in the configuration, or in the app, and nobody is there to load the page
 * once it is mended.
 */
function useRenewal(): void {
  const { data: configuration } = useQuery(configurationQuery);
  useEffect(() => {
    if (configuration === undefined || isPreview(window)) return undefined;
    return renewPage({
      configuration,
      deviceClock: systemClock,
      random: Math.random,
      // Any moment is a quiet one: nobody misses a flight with this page.
      circumstances: () => ({
        now: systemClock.now(),
        takeover: false,
        calledAt: undefined,
        nextTurn: Number.POSITIVE_INFINITY,
      }),
      report: (message) => {
        console.warn(`airside: ${message}`);
      },
    });
  }, [configuration]);
}
