import { describe, expect, it } from "vitest";
import { isProblem } from "../status-update/problem.js";
import { takeoverTextsOf, type TakeoverTextInput } from "./takeover-text.js";

const english: TakeoverTextInput = { language: "en", title: "Leave the building", detail: "Use the nearest exit." };
const text = (change: Partial<TakeoverTextInput>): TakeoverTextInput => ({ ...english, ...change });

describe("takeoverTextsOf", () => {
  it.each<{ source: string; inputs: TakeoverTextInput[]; expected: unknown }>([
    { source: "English is enough", inputs: [english], expected: [english] },
    {
      source: "no detail",
      inputs: [text({ detail: null }), text({ language: "de", detail: "" }), text({ language: "fr", detail: "  " })],
      expected: ["en", "de", "fr"].map((language) => ({ language, title: english.title })),
    },
    {
      source: "every language, English anywhere among them",
      inputs: ["ja", "zh", "ar", "fr", "de", "es", "en"].map((language) => text({ language })),
      expected: ["ja", "zh", "ar", "fr", "de", "es", "en"].map((language) => text({ language })),
    },
    {
      source: "the longest texts",
      inputs: [text({ title: "x".repeat(80), detail: "y".repeat(400) })],
      expected: [{ language: "en", title: "x".repeat(80), detail: "y".repeat(400) }],
    },
    {
      source: "any script",
      inputs: [
        english,
        text({ language: "ar", title: "غادروا المبنى" }),
        text({ language: "zh", title: "请离开大楼 😀" }),
      ],
      expected: [
        english,
        text({ language: "ar", title: "غادروا المبنى" }),
        text({ language: "zh", title: "请离开大楼 😀" }),
      ],
    },
  ])("takes $source", ({ inputs, expected }) => {
    expect(takeoverTextsOf(inputs)).toEqual({ texts: expected });
  });

  it.each<{ source: string; inputs: TakeoverTextInput[]; field: string }>([
    { source: "no text", inputs: [], field: "texts" },
    { source: "more than twenty", inputs: Array.from({ length: 21 }, () => english), field: "texts" },
    { source: "no English", inputs: [text({ language: "de" }), text({ language: "fr" })], field: "texts" },
    {
      source: "a language twice",
      inputs: [english, text({ language: "de" }), english],
      field: "texts\\[2\\].language",
    },
    { source: "another language", inputs: [english, text({ language: "it" })], field: "texts\\[1\\].language" },
    { source: "another spelling", inputs: [text({ language: "EN" })], field: "texts\\[0\\].language" },
    { source: "no title", inputs: [text({ title: "" })], field: "texts\\[0\\].title" },
    { source: "a blank title", inputs: [text({ title: " \u00a0 " })], field: "texts\\[0\\].title" },
    { source: "a title of 81 characters", inputs: [text({ title: "x".repeat(81) })], field: "texts\\[0\\].title" },
    { source: "a line break in a title", inputs: [text({ title: "a\nb" })], field: "texts\\[0\\].title" },
    { source: "a text direction override", inputs: [text({ title: "a\u202eb" })], field: "texts\\[0\\].title" },
    { source: "half a pair", inputs: [text({ title: "a\ud83d" })], field: "texts\\[0\\].title" },
    { source: "a detail of 401 characters", inputs: [text({ detail: "x".repeat(401) })], field: "texts\\[0\\].detail" },
    { source: "a line break in a detail", inputs: [text({ detail: "a\r\nb" })], field: "texts\\[0\\].detail" },
    { source: "U+0085, next line", inputs: [text({ detail: "a\u0085b" })], field: "texts\\[0\\].detail" },
    { source: "U+2028, line separator", inputs: [text({ detail: "a\u2028b" })], field: "texts\\[0\\].detail" },
    { source: "U+2029, paragraph separator", inputs: [text({ detail: "a\u2029b" })], field: "texts\\[0\\].detail" },
  ])("refuses $source, naming the field", ({ inputs, field }) => {
    const result = takeoverTextsOf(inputs);
    expect(isProblem(result) ? result.problem : "taken").toMatch(new RegExp(`^${field}: expected `));
  });
});
