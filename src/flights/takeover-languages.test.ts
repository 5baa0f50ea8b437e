import { expect, test } from "vitest";
import { takeoverLanguages } from "../../amplify/data/takeover/takeover-text.js";
import { languages } from "./vocabulary";

test("takeovers speak the languages that displays speak", () => {
  expect(takeoverLanguages).toEqual(languages);
});
