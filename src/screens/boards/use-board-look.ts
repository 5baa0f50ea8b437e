import { useLayoutEffect } from "react";
import { useBoard } from "../../state/board-context";
import { applyTheme, themes } from "../../ui/themes";

/** Gives the document the display's theme; pages after it get the first one back. */
export function useBoardLook(): void {
  const { theme } = useBoard().options;
  useLayoutEffect(() => {
    const root = document.documentElement;
    applyTheme(themes[theme], root);
    root.dataset["theme"] = theme;
    return () => {
      applyTheme(themes.modern, root);
      delete root.dataset["theme"];
    };
  }, [theme]);
}
