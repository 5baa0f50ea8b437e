import { useEffect } from "react";
import { officeThemes } from "../ui/office-themes";
import { applyTheme, themes } from "../ui/themes";
import { useMedia } from "../ui/use-media";

/** The look of pages at desks, by day and by night as the device has it; boards get theirs back afterwards. `page` names it in the title. */
export function useOfficeLook(page: string): void {
  const isLight = useMedia("(prefers-color-scheme: light)");
  useEffect(() => {
    applyTheme(isLight ? officeThemes.day : officeThemes.night, document.documentElement);
  }, [isLight]);
  useEffect(() => {
    const root = document.documentElement;
    const title = document.title;
    root.dataset["place"] = "office";
    document.title = `${page} · Airside`;
    return () => {
      delete root.dataset["place"];
      document.title = title;
      applyTheme(themes.modern, root);
    };
  }, [page]);
}
