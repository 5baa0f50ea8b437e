// Slices by how often characters are used, of which a browser loads those that a page needs.
import japanese from "@fontsource-variable/noto-sans-jp/index.css?url";
import chinese from "@fontsource-variable/noto-sans-sc/index.css?url";
import { vocabularies, type Language } from "../../flights/vocabulary";
import { charactersOf } from "../../flights/words/catalogue";
import arabic from "./arabic.css?url";

/** What a language needs beside the Latin face, which every page has. */
interface LanguageFaces {
  readonly styleSheet: string;
  readonly family: string;
  readonly weights: readonly number[];
}

const facesByLanguage: Readonly<Partial<Record<Language, LanguageFaces>>> = {
  ar: { styleSheet: arabic, family: "IBM Plex Sans Arabic", weights: [400, 600] },
  zh: { styleSheet: chinese, family: "Noto Sans SC Variable", weights: [400] },
  ja: { styleSheet: japanese, family: "Noto Sans JP Variable", weights: [400] },
};

const styleSheets = new Map<Language, Promise<void>>();

/**
 * Makes the faces of a language known to the page, so that the browser loads what the page shows: enough for a phone,
 * whose own fonts come first, and for a list of languages. Resolves when they are known. Rejects with an Error that
 * names the language where the style sheet does not load; another call tries again.
 */
export function addLanguageFaces(language: Language): Promise<void> {
  const faces = facesByLanguage[language];
  if (faces === undefined) return Promise.resolve();
  const known = styleSheets.get(language);
  if (known !== undefined) return known;
  const coming = addStyleSheet(faces.styleSheet).catch((reason: unknown) => {
    styleSheets.delete(language);
    throw new Error(`fonts for "${language}": expected a style sheet at ${faces.styleSheet}; call again to retry.`, {
      cause: reason,
    });
  });
  styleSheets.set(language, coming);
  return coming;
}

/**
 * Loads all that the catalogue can say in a language, and resolves when it is there: a display that is to say that the
 * network is gone can then load nothing more. Where a network fails it rejects, with an Error that names the language or
 * the browser's own; another call loads what is missing.
 */
export async function loadLanguageFonts(language: Language): Promise<void> {
  await addLanguageFaces(language);
  const faces = facesByLanguage[language];
  if (faces === undefined) return;
  const characters = charactersOf(vocabularies[language]);
  await Promise.all(
    faces.weights.map((weight) => document.fonts.load(`${String(weight)} 1em "${faces.family}"`, characters)),
  );
}

/** By hand rather than `import()`, which takes a style sheet that failed once for one that is there. */
function addStyleSheet(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.addEventListener("load", () => {
      resolve();
    });
    link.addEventListener("error", () => {
      link.remove();
      reject(new Error(`${address} did not load`));
    });
    document.head.append(link);
  });
}
