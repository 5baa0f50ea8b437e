import { useEffect } from "react";
import { applyTheme, themes } from "../ui/themes";
import { useMedia } from "../ui/use-media";

/** The look of pages in a hand: the boards' own, by day and by night as the device has it. `title` names the page. */
export function usePhoneLook(title: string): void {
  const isLight = useMedia("(prefers-color-scheme: light)");
  useEffect(() => {
    applyTheme(isLight ? themes.light : themes.modern, document.documentElement);
  }, [isLight]);
  usePlace("phone", title);
}

/** The look of paper: black on white. */
export function usePaperLook(title: string): void {
  useEffect(() => {
    applyTheme(themes.light, document.documentElement);
  }, []);
  usePlace("paper", title);
}

function usePlace(place: "phone" | "paper", title: string): void {
  useEffect(() => {
    const root = document.documentElement;
    const before = document.title;
    root.dataset["place"] = place;
    document.title = `${title} · Airside`;
    return () => {
      delete root.dataset["place"];
      document.title = before;
    };
  }, [place, title]);
}
