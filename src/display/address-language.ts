import { languages, type Language } from "../flights/vocabulary";

/**
 * The first language that an address asks for (`lang=es,en`), whatever else is in it: for what shows before a display
 * knows its configuration, or when it fails. Where it names none that displays speak: the first of `preferred` (BCP 47,
 * such as a browser's) that they do, or English.
 */
export function addressLanguage(search: string, preferred: readonly string[] = []): Language {
  const [wanted = ""] = (new URLSearchParams(search).get("lang") ?? "").split(",");
  return languages.find((each) => each === wanted) ?? preferredLanguage(preferred);
}

/** The first of these languages (BCP 47) that displays speak, or English. */
export function preferredLanguage(tags: readonly string[]): Language {
  return tags.flatMap((tag) => languages.find((each) => each === tag.split("-")[0]) ?? [])[0] ?? "en";
}
