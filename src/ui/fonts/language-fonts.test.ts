import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { vocabularies, type Language } from "../../flights/vocabulary";
import { textsOf } from "../../flights/words/catalogue";
import type * as LanguageFonts from "./language-fonts";

const load = vi.fn<(font: string, text: string) => Promise<readonly string[]>>();
let fonts: typeof LanguageFonts;

beforeEach(async () => {
  // What is known of style sheets is kept in the module.
  vi.resetModules();
  fonts = await import("./language-fonts");
  load.mockReset().mockResolvedValue([]);
  Object.defineProperty(document, "fonts", { value: { load }, configurable: true });
});

afterEach(() => {
  Reflect.deleteProperty(document, "fonts");
  document.head.replaceChildren();
});

function styleSheets(): readonly HTMLLinkElement[] {
  return [...document.head.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')];
}

function tell(event: "load" | "error"): void {
  styleSheets().at(-1)?.dispatchEvent(new Event(event));
}

test.each(["en", "es", "de", "fr"] satisfies Language[])("%s needs no more than the Latin face", async (language) => {
  await fonts.loadLanguageFonts(language);
  expect(styleSheets()).toEqual([]);
  expect(load).not.toHaveBeenCalled();
});

describe.each([
  { language: "ar", family: "IBM Plex Sans Arabic", weights: [400, 600] },
  { language: "zh", family: "Noto Sans SC Variable", weights: [400] },
  { language: "ja", family: "Noto Sans JP Variable", weights: [400] },
] as const)("$language", ({ language, family, weights }) => {
  test("everything that the catalogue can say is loaded, after the style sheet", async () => {
    const coming = fonts.loadLanguageFonts(language);
    expect(styleSheets()).toHaveLength(1);
    expect(load).not.toHaveBeenCalled();
    tell("load");
    await coming;
    expect(load.mock.calls.map(([font]) => font)).toEqual(weights.map((weight) => `${String(weight)} 1em "${family}"`));
    for (const [, characters] of load.mock.calls) {
      const missing = textsOf(vocabularies[language].status).flatMap(({ write }) =>
        [...String(write())].filter((each) => !characters.includes(each)),
      );
      expect(missing).toEqual([]);
    }
  });
});

test("a language's style sheet is added once", async () => {
  const both = [fonts.addLanguageFaces("zh"), fonts.loadLanguageFonts("zh")];
  tell("load");
  await Promise.all(both);
  await fonts.addLanguageFaces("zh");
  expect(styleSheets()).toHaveLength(1);
});

test("a style sheet that does not load is said by language, and tried anew at the next call", async () => {
  const first = fonts.loadLanguageFonts("ja");
  tell("error");
  await expect(first).rejects.toThrow(/^fonts for "ja": expected a style sheet at .*; call again to retry\.$/);
  expect(styleSheets()).toEqual([]);
  const second = fonts.loadLanguageFonts("ja");
  expect(styleSheets()).toHaveLength(1);
  tell("load");
  await second;
  expect(load).toHaveBeenCalledOnce();
});

test("a slice that does not load rejects", async () => {
  load.mockRejectedValue(new DOMException("A network error occurred.", "NetworkError"));
  const coming = fonts.loadLanguageFonts("zh");
  tell("load");
  await expect(coming).rejects.toThrow("A network error occurred.");
});
