import { describe, expect, test } from "vitest";
import { languages } from "../flights/vocabulary";
import { takeoverTemplates } from "./takeover-templates";

describe.each(takeoverTemplates)("$name", ({ texts }) => {
  test.each(languages)("says in %s what the backend takes, and each language its own", (language) => {
    const { title, detail } = texts[language];
    expect(title.length).toBeGreaterThan(0);
    expect(title.length).toBeLessThanOrEqual(80);
    expect(detail.length).toBeLessThanOrEqual(400);
    expect(languages.filter((other) => texts[other].title === title)).toEqual([language]);
  });
});
