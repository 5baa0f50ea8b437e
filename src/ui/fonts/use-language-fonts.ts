import { useEffect } from "react";
import type { Clock } from "../../flights/clock";
import { languages as allLanguages, type Language } from "../../flights/vocabulary";
import { keepTrying } from "../keep-trying";
import { addLanguageFaces, loadLanguageFonts } from "./language-fonts";
import { storeFonts } from "./store-fonts";

/**
 * Gets the fonts of a page's languages, and tries until they are there. For a display on a wall that is all that it can
 * ever say, before the turn of the language ("all"); a page that somebody reads loads what it shows ("shown"), and so
 * does every phone, whose own fonts come first (latin.css). `clock` is to be the same from render to render.
 */
export function useLanguageFonts(languages: readonly Language[], clock: Clock, extent: "all" | "shown" = "all"): void {
  const names = languages.join(",");
  useEffect(() => {
    const isPhone = window.matchMedia("(max-width: 699px)").matches;
    const load = extent === "shown" || isPhone ? addLanguageFaces : loadLanguageFonts;
    const wanted = allLanguages.filter((each) => names.split(",").includes(each));
    const stops = [storeFonts(), ...wanted.map((language) => keepTrying("fonts", () => load(language), clock))];
    return () => {
      for (const stop of stops) stop();
    };
  }, [names, clock, extent]);
}
