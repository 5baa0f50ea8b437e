import type { ThemeName } from "../../display/display-options";

/** A status in the letters of a look: flaps have capitals only. */
export function inLetters(text: string, theme: ThemeName, language: string): string {
  return theme === "classic" ? text.toLocaleUpperCase(language) : text;
}
