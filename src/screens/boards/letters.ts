import type { ThemeName } from "../../display/display-options";

/** A status or title in the letters of a look: flaps have capitals only. `language`: BCP 47. */
export function inLetters(text: string, theme: ThemeName, language: string): string {
  return theme === "classic" ? text.toLocaleUpperCase(language) : text;
}
