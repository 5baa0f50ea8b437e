// @vitest-environment node
import { expect, test } from "vitest";
import page from "/index.html?raw";
import { languages, vocabularies } from "../vocabulary";
import { textFaults } from "./catalogue-for-tests";

/** What the page says, where a browser is too old for it: a title and a line in each language. */
const said = [...page.matchAll(/<div lang="(\w+)" dir="(\w+)">\s*<h1>(.*)<\/h1>\s*<p>(.*)<\/p>\s*<\/div>/g)].map(
  ([, language, direction, title = "", detail = ""]) => ({ language, direction, texts: [title, detail] }),
);

test("a browser that is too old is told so in every language of the displays, in its direction", () => {
  expect(said.map(({ language, direction }) => ({ language, direction }))).toEqual(
    languages.map((language) => ({ language, direction: vocabularies[language].direction })),
  );
});

test.each(languages)("and in the script of %s", (language) => {
  const texts = said.filter((each) => each.language === language).flatMap((each) => each.texts);
  expect(texts.flatMap((text) => textFaults(language, text, []))).toEqual([]);
});

test("and the page says nothing else but what versions would do", () => {
  const body = page.slice(page.indexOf("<body>"));
  const rest = body
    .replace(/<!--.*?-->|<script.*?<\/script>/gs, "")
    .replace(/<[^>]+>/g, "\n")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !said.some(({ texts }) => texts.includes(line)));
  expect(rest).toEqual(["Chrome 111, Edge 111, Safari 16.4, Firefox 128"]);
});
