import { useEffect } from "react";
import type { Clock } from "../../flights/clock";
import type { Language } from "../../flights/vocabulary";
import { addLanguageFaces, loadLanguageFonts } from "./language-fonts";
import { storeFonts } from "./store-fonts";

/** Between two attempts to load what a lost network kept away, milliseconds. */
export const RETRY_MS = 10_000;

/**
 * Gets the fonts of a display's languages before their turn, and tries until they are all there. A phone only learns of
 * them: its own fonts come first (latin.css). `languages` and `clock` are to be the same from render to render.
 */
export function useLanguageFonts(languages: readonly Language[], clock: Clock): void {
  useEffect(() => {
    const isPhone = window.matchMedia("(max-width: 699px)").matches;
    const load = isPhone ? addLanguageFaces : loadLanguageFonts;
    const stops = [storeFonts(), ...languages.map((language) => keepTrying(() => load(language), clock))];
    return () => {
      for (const stop of stops) stop();
    };
  }, [languages, clock]);
}

function keepTrying(load: () => Promise<void>, clock: Clock): () => void {
  let stopped = false;
  let cancel: () => void = () => undefined;
  const attempt = () => {
    load().catch((reason: unknown) => {
      if (stopped) return;
      console.warn("airside: fonts did not load and are tried again", reason);
      cancel = clock.schedule(RETRY_MS, attempt);
    });
  };
  attempt();
  return () => {
    stopped = true;
    cancel();
  };
}
