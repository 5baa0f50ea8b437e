import { describe, expect, test } from "vitest";
import { contrast } from "./contrast";
import { officeThemes } from "./office-themes";
import { themes, type ColourToken, type Theme } from "./themes";

const texts: readonly ColourToken[] = [
  "ink",
  "ink-soft",
  "accent",
  "tone-calm",
  "tone-late",
  "tone-go",
  "tone-hurry",
  "tone-closed",
  "tone-gone",
  "tone-bad",
  "tone-astray",
];
const pairs: readonly (readonly [ColourToken, ColourToken])[] = [
  ...texts.flatMap((text) => [[text, "board"] as const, [text, "board-raised"] as const, [text, "changed"] as const]),
  ["on-accent", "accent"],
  ["on-accent", "tone-go"],
  ["on-accent", "tone-hurry"],
];

describe.each(Object.entries<Theme>({ ...themes, ...officeThemes }))(
  "theme %s: contrast is at least 7:1 (WCAG 1.4.6)",
  (_name, theme) => {
    test.each(pairs)("%s on %s", (text, ground) => {
      expect(contrast(theme.colours[text], theme.colours[ground])).toBeGreaterThanOrEqual(7);
    });
  },
);

test("contrast of black on white is 21 (WCAG's own example)", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
});
