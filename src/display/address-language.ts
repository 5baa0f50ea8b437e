import { languages, type Language } from "../flights/vocabulary";

/**
 * The first language that an address asks for (`lang=es,en`), whatever else is in it: for what shows before a display
 * knows its configuration, or when it fails. English where it names none that displays speak.
 */
export function addressLanguage(search: string): Language {
  const [wanted] = (new URLSearchParams(search).get("lang") ?? "").split(",");
  return languages.find((each) => each === wanted) ?? "en";
}
